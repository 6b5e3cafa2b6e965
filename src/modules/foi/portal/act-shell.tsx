import type { ComponentChildren } from 'preact';
import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import { unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { portalShell } from '../../sites/index.ts';
import type { MOVES } from '../rules/life.ts';
import type * as store from '../store/index.ts';
import { CRUMBS } from './apply.tsx';
import { sayHere } from './say.ts';

type ActView = {
  path: string;
  title: string;
  lead: ComponentChildren;
  button: string;
  danger?: string;
  field(code: string): string | undefined;
  body: ComponentChildren;
};

export async function actPage(c: Req, r: store.Request, v: ActView, refusals: readonly Refusal[]): Promise<Answer> {
  return unkept(
    await portalShell(c, {
      title: v.title,
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: r.no, href: `/foi/r/${r.no}` }, { text: v.title }],
      meta: { noindex: true },
      status: refusals.length > 0 ? 422 : 200,
      children: (
        <>
          <PageHead title={v.title} lead={v.lead} over={<span class="mono">{r.no}</span>} />
          <ErrorSummary errors={refusals.map((x) => ({ field: v.field(x.code), text: sayHere(x) }))} />
          <form method="post" action={`/foi/r/${r.no}/${v.path}`} data-guard>
            {v.body}
            <div class="btn-row">
              <Button kind={v.danger ? 'danger' : 'primary'} confirm={v.danger}>
                {v.button}
              </Button>
            </div>
          </form>
          <p class="link-row">
            <a href={`/foi/r/${r.no}`}>回到进度</a>
          </p>
        </>
      ),
    }),
  );
}

export type Act = {
  /** The act of the law behind it: where the case does not take it, the page says so before anybody writes. */
  move: keyof typeof MOVES;
  page(c: Req, r: store.Request, refusals: readonly Refusal[]): Promise<Answer>;
  take(c: Req, r: store.Request): Promise<Ruling<unknown>>;
  done: string;
};

export const errorAt = (refusals: readonly Refusal[], codes: readonly string[]): string | undefined =>
  refusals.filter((r) => codes.includes(r.code)).map(sayHere)[0];
export const WORDS = ['no_words', 'too_long'];
