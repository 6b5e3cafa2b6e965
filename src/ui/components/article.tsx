import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { drawnOnce } from './raw.ts';
import { Facts, MaybeLink } from './section.tsx';

type ArticleHeadProps = {
  /** ValidityTag or DemoTag … the first thing on the page. */
  validity?: ComponentChildren;
  /** Beside the tag: from when, until when, 为什么是这天. */
  validityText?: ComponentChildren;
  title: string;
  /** What it means for me, in one or two sentences. */
  answer?: ComponentChildren;
  facts?: { label: string; value: ComponentChildren }[] | undefined;
  tools?: ComponentChildren;
  /** A repealed or withdrawn document's note with its successor, before the text. */
  notice?: ComponentChildren;
};

/** Validity, title, answer, facts, tools: the first screen of a published piece. */
export const ArticleHead = (p: ArticleHeadProps) => (
  <header class="article-head">
    {(p.validity || p.validityText) && (
      <p class="article-validity">
        {p.validity}
        {p.validityText && <span>{p.validityText}</span>}
      </p>
    )}
    <h1 class="doc-title">{p.title}</h1>
    {p.answer && <p class="article-answer">{p.answer}</p>}
    {p.notice}
    {p.facts && p.facts.length > 0 && <Facts look="article-facts" rows={p.facts} />}
    {p.tools && <div class="article-tools">{p.tools}</div>}
  </header>
);

/** A tool line under the facts: 下载, 有变化时告诉我. */
export const ToolLink = ({ icon, href, children }: { icon: IconName; href: string; children: ComponentChildren }) => (
  <a class="tool" href={href}>
    <Icon name={icon} />
    <span>{children}</span>
  </a>
);

/** 打印; shown once portal.js runs, since nothing else can print. */
export const PrintTool = drawnOnce(() => (
  <button type="button" class="tool" data-print hidden>
    <Icon name="print" />
    <span>打印</span>
  </button>
));

/** 朗读全文; shown where the browser can speak. Reads the element with `data-speak-body`, else the main part. */
export const SpeakTool = ({ text = '朗读全文' }: { text?: string | undefined }) => speak({ text });

const speak = drawnOnce(({ text }: { text: string }) => (
  <button type="button" class="tool" data-speak hidden aria-pressed="false">
    <Icon name="speak" />
    <span>{text}</span>
  </button>
));

/** Contents at the left, text at the right. Without contents the text keeps its measure. */
export const ArticleBody = ({ toc, children }: { toc?: ComponentChildren; children: ComponentChildren }) => (
  <div class={toc ? 'article-cols' : 'article-cols article-cols-plain'}>
    {toc && <div class="article-toc">{toc}</div>}
    <div class="article-text">{children}</div>
  </div>
);

/**
 * The official text, whole and unchanged. `html` must come from the kept sanitiser.
 * Chapter heads are h2, articles begin with `<b>第一条</b>`.
 */
export const Prose = ({ html, children }: { html?: string | undefined; children?: ComponentChildren }) =>
  html === undefined ? (
    <div class="prose" data-speak-body>
      {children}
    </div>
  ) : (
    <div class="prose" data-speak-body dangerouslySetInnerHTML={{ __html: html }} />
  );

export type OnePageRow = {
  question: string;
  answer: ComponentChildren;
  article?: { text: string; href?: string } | undefined;
};

type OnePageProps = {
  by: ComponentChildren;
  rows: OnePageRow[];
  forms?: ComponentChildren;
  id?: string | undefined;
  print?: boolean | undefined;
};

/** 一页看懂: plain questions, each answer ending with its article. Left off paper unless `print` (an interpretation's own page). */
export const OnePage = (p: OnePageProps) => (
  <section class={p.print ? 'one-page' : 'one-page one-page-fold'} id={p.id ?? 'one-page'} aria-label="一页看懂">
    <header>
      <h2>一页看懂</h2>
      <span>{p.by}</span>
    </header>
    <dl>
      {p.rows.map((r) => (
        <div key={r.question}>
          <dt>{r.question}</dt>
          <dd>
            {r.answer} {r.article && <MaybeLink {...r.article} />}
          </dd>
        </div>
      ))}
    </dl>
    {p.forms && <p class="one-page-forms link-row">{p.forms}</p>}
  </section>
);

/** After an article: how many asked what, the answer, where to ask. */
export const ClauseQuestions = ({ children }: { children: ComponentChildren }) => (
  <p class="clause-questions">
    <Icon name="question" size={18} /> <b>这一条怎么理解</b>：{children}
  </p>
);

/** Line on top of the printed page: site and column at the left, date of printing at the right. */
export const PrintHead = ({ left, right }: { left: string; right: string }) => (
  <p class="print-head">
    <span>{left}</span>
    <span>{right}</span>
  </p>
);

/** Link targets of the text as numbered notes; on paper only, in the order of the links in `Prose`. */
export const PrintNotes = ({ addresses }: { addresses: string[] }) =>
  addresses.length === 0 ? null : (
    <ol class="print-notes">
      {addresses.map((a, i) => (
        <li key={i}>
          ［{i + 1}］{a}
        </li>
      ))}
    </ol>
  );

/** First question of the home page over the tint, with what stands in it. */
export const Hero = ({ title, children }: { title?: string | undefined; children: ComponentChildren }) => (
  <div class="hero">
    <div class="wrap">
      {title && <h1 class="hero-title">{title}</h1>}
      {children}
    </div>
  </div>
);

/** 常查: links under the search field. */
export const HotSearches = ({ items }: { items: { text: string; href: string }[] }) => (
  <p class="hot-searches">
    常查：
    {items.map((i) => (
      <a key={i.href} href={i.href}>
        {i.text}
      </a>
    ))}
  </p>
);
