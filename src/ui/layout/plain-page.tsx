import type { ComponentChildren } from 'preact';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import type { ViewEnv } from '../types.ts';
import { Document } from './document.tsx';

type PlainPageProps = {
  env: ViewEnv;
  title: string;
  /** The dark side: what this is for. Left out on error pages, which stand alone. */
  side?: { heading: string; sub: string; points: { title: string; text: string }[]; foot: string } | undefined;
  children: ComponentChildren;
};

/** Sign-in, and errors outside portal and console. One h1, given by the page. */
export const PlainPage = ({ env, title, side, children }: PlainPageProps) => (
  <Document env={env} title={title} bundle="console">
    <div class={side ? 'plain plain-split' : 'plain'}>
      {side && (
        <section class="plain-side" aria-label={side.heading}>
          <Mark size={64} inverse />
          <p class="plain-heading">{side.heading}</p>
          <p>{side.sub}</p>
          <ul>
            {side.points.map((t) => (
              <li key={t.title}>
                <b>{t.title}</b>
                <span>{t.text}</span>
              </li>
            ))}
          </ul>
          <p class="plain-foot">{side.foot}</p>
        </section>
      )}
      <main id="main" class="plain-main" tabindex={-1}>
        <div class="plain-box">{children}</div>
      </main>
    </div>
  </Document>
);

type ErrorPageBodyProps = {
  /** Left out where the page around it has the heading. */
  title?: string | undefined;
  children: ComponentChildren;
  /** Search field, three ways on. */
  ways: { text: string; href: string; note?: string | undefined }[];
  search?: ComponentChildren;
};

/** The inside of an error or removal page: what happened, then ways on. Never a bare 404. */
export const ErrorPageBody = ({ title, children, ways, search }: ErrorPageBodyProps) => (
  <div class="error-page">
    {title && <h1>{title}</h1>}
    <div class="error-text">{children}</div>
    {search}
    <ul class="ways">
      {ways.map((w) => (
        <li key={w.href}>
          <Icon name="chevron-right" />
          <span>
            <a href={w.href}>{w.text}</a> {w.note}
          </span>
        </li>
      ))}
    </ul>
  </div>
);
