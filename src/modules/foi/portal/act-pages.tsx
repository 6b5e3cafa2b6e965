import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import { AppError } from '../../../platform/errors.ts';
import { seeOther, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { PUBLIC } from '../../../platform/permission.ts';
import { Note } from '../../../ui/components/note.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { portalShell } from '../../sites/index.ts';
import * as own from '../actions/own.ts';
import { mayMove } from '../rules/life.ts';
import type * as store from '../store/index.ts';
import { ACTS } from './act-forms.tsx';
import type { Act } from './act-shell.tsx';
import { mine, toTheDoor } from './acts.ts';
import { CRUMBS, FILE_MB } from './apply.tsx';
import type { OnPage } from './duty-forms.tsx';
import { sayHere } from './say.ts';
import { statusPage } from './status.tsx';
import { statusForm } from './visit.tsx';

const actOf = (c: Req): Act => {
  const act = Object.hasOwn(ACTS, c.params.act ?? '') ? ACTS[c.params.act ?? ''] : undefined;
  if (!act) throw new AppError('not_found', c.path);
  return act;
};

/** Instead of a form that would be refused: why, and the way back. */
const notNow = async (c: Req, r: store.Request, no: readonly Refusal[]): Promise<Answer> =>
  unkept(
    await portalShell(c, {
      title: '现在不能办这一项',
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: r.no, href: `/foi/r/${r.no}` }, { text: '现在不能办这一项' }],
      meta: { noindex: true },
      status: 409,
      children: (
        <>
          <PageHead title="现在不能办这一项" over={<span class="mono">{r.no}</span>} />
          {no.map((x, i) => (
            <Note key={i}>
              <p>{sayHere(x)}</p>
            </Note>
          ))}
          <p class="link-row">
            <a href={`/foi/r/${r.no}`}>回到进度</a>
            <a href="/foi/apply">再申请一件</a>
          </p>
        </>
      ),
    }),
  );

export async function actForm(c: Req): Promise<Answer> {
  const act = actOf(c);
  const found = await mine(c);
  if (!found) return toTheDoor(c);
  const no = mayMove(act.move, found.r.state);
  return no.length > 0 ? notNow(c, found.r, no) : act.page(c, found.r, []);
}

const OVER: Refusal = { code: 'visit_over', basis: '' };

/** After two hours the password is asked for again; what was typed goes along and comes back in its own form. */
const again = (c: Req, form: string): Promise<Answer> =>
  statusForm({ ...c, params: { ...c.params, act: form } }, [OVER]);

export async function takeAct(c: Req): Promise<Answer> {
  const act = actOf(c);
  const found = await mine(c);
  if (!found) return again(c, c.params.act ?? '');
  const out = await act.take(c, found.r);
  return out.ok ? seeOther(`/foi/r/${found.r.no}?done=${act.done}`) : act.page(c, found.r, out.refusals);
}

/** Their address takes what is sent; whoever opens it, by going back or with a tab of yesterday, is led to the form. */
export const onItsPage =
  (form: OnPage) =>
  async (c: Req): Promise<Answer> =>
    (await mine(c))
      ? seeOther(`/foi/r/${c.params.no}#${form}`)
      : toTheDoor({ ...c, params: { ...c.params, act: form } });

/** Forms that stand on the status page itself. */
const onPage =
  (form: OnPage, run: (c: Req, id: string) => Promise<Ruling<unknown>>) =>
  async (c: Req): Promise<Answer> => {
    const found = await mine(c);
    if (!found) return again(c, form);
    const out = await run(c, found.r.id);
    return out.ok ? seeOther(`/foi/r/${found.r.no}?done=${form}`) : statusPage(c, { form, refusals: out.refusals });
  };

export const takeCorrection = onPage('correct', (c, id) => {
  const file = c.form.file('file');
  return own.takeCorrection(
    c.system,
    PUBLIC,
    {
      id,
      words: c.form.text('words').replace(/\r\n/g, '\n'),
      lateReason: c.form.text('lateReason'),
      file: file ? { name: file.name, bytes: file.bytes, proof: c.form.text('fileKind') === 'proof' } : null,
    },
    c.requestId,
  );
});
/** The scan was too much: the form as it was typed, and the limit. */
export const correctionTooLarge = async (c: Req): Promise<Answer> => {
  const refusals = [{ code: 'file_too_large', basis: '', detail: { mb: FILE_MB } }];
  const answer = (await mine(c)) ? await statusPage(c, { form: 'correct', refusals }) : await again(c, 'correct');
  return { ...answer, status: 413 };
};
export const takeReasons = onPage('reasons', (c, id) =>
  own.giveReasons(c.system, PUBLIC, { id, words: c.form.text('words') }, c.requestId),
);
export const takeRating = onPage('rate', (c, id) =>
  own.rate(c.system, PUBLIC, { id, rating: c.form.text('rating'), note: c.form.text('note') }, c.requestId),
);
