import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import { type PaperFormat, readPaper, writePaper } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { download, seeOther } from '../../../platform/http/answer.ts';
import { get, post } from '../../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../../platform/http/types.ts';
import { may } from '../../../platform/permission.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Input, Textarea } from '../../../ui/components/form.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { consoleShell } from '../../org/index.ts';
import { LETTER_NAMES } from '../names.ts';
import type { Letter } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { workOf } from '../work.ts';
import { issueAlone, openLetter, rewriteLetter, STANDALONE, saveLetter, writeLetter } from './actions.ts';
import { drawLetter } from './files.ts';
import { problemsOf } from './gate.ts';
import { LetterBody, LetterRefusals, type TypedAgain } from './letter-page.tsx';
import { LettersPanel, lettersAt } from './panel.tsx';

/** The case of the address, if this person may read it. */
export async function caseAt(c: Req): Promise<store.Request> {
  const r = await store.requestById(c.system.db, c.params.id ?? '');
  if (!r) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'foi:read', r.unitId)) throw new AppError('forbidden', c.path);
  return r;
}

async function letterAt(c: Req): Promise<{ r: store.Request; letter: Letter }> {
  const r = await caseAt(c);
  const letter = await store.letterById(c.system.db, c.params.letter ?? '');
  if (letter?.requestId !== r.id) throw new AppError('not_found', c.path);
  return { r, letter };
}

const handles = (c: Req, r: store.Request): boolean => may(c.system.permissions, c.actor, 'foi:handle', r.unitId);
export const crumbs = (r: store.Request, ...more: { text: string; href?: string }[]) => [
  { text: '依申请公开', href: '/console/foi' },
  { text: r.no, href: `/console/foi/${r.id}` },
  ...more,
];

async function listPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const r = await caseAt(c);
  const letters = await store.lettersOf(c.system.db, r.id);
  return consoleShell(c, {
    current: '/console/foi',
    title: `文书：${r.no}`,
    lead: r.subject || r.no,
    breadcrumbs: crumbs(r, { text: '文书' }),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <LetterRefusals refusals={refusals} />
        <LettersPanel caseId={r.id} letters={letters} />
        {handles(c, r) && (
          <Panel title="写协办函">
            <form method="post" action={lettersAt(r.id)} data-guard>
              <input type="hidden" name="kind" value="assist" />
              <Input name="agency" label="请谁协办" value={c.form.text('agency')} />
              <Textarea name="matter" label="请协办什么" rows={3} value={c.form.text('matter')} />
              <Button kind="primary">写协办函</Button>
            </form>
          </Panel>
        )}
        {handles(c, r) && (
          <Panel title="申请登记表">
            <form method="post" action={lettersAt(r.id)}>
              <input type="hidden" name="kind" value="registration" />
              <p>按登记的内容填好，供存档和内部会签。</p>
              <Button>生成登记表</Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

async function letterPage(c: Req, shown: { refusals?: readonly Refusal[]; typed?: TypedAgain } = {}): Promise<Answer> {
  const { r, letter } = await letterAt(c);
  const paper = readPaper(letter.body);
  if (!paper) throw new AppError('not_found', `${c.path}: not a paper`);
  const today = c.system.clock.today();
  const problems =
    letter.state === 'draft'
      ? await problemsOf(c.system, c.system.db, await workOf(c.system.db, r, today, c.system.calendar), letter, today)
      : [];
  return consoleShell(c, {
    current: '/console/foi',
    title: LETTER_NAMES[letter.kind],
    lead: letter.no ?? '还没出具',
    breadcrumbs: crumbs(r, { text: '文书', href: lettersAt(r.id) }, { text: LETTER_NAMES[letter.kind] }),
    status: (shown.refusals?.length ?? 0) > 0 ? 422 : 200,
    children: (
      <LetterBody
        caseId={r.id}
        letter={letter}
        paper={paper}
        problems={problems}
        refusals={shown.refusals ?? []}
        mayEdit={handles(c, r)}
        alone={STANDALONE.includes(letter.kind)}
        typed={shown.typed}
      />
    ),
  });
}

const typedIn = (c: Req): TypedAgain => ({
  paragraphs: c.form.all('p'),
  remark: c.form.text('remark'),
  attachments: c.form.text('attachments'),
});

/** Runs an act on a letter; a refusal shows the same page with every reason and what was typed. */
async function done(c: Req, out: Ruling<unknown>, to: string): Promise<Answer> {
  return out.ok ? seeOther(to) : letterPage(c, { refusals: out.refusals, typed: typedIn(c) });
}

async function file(c: Req, format: PaperFormat): Promise<Answer> {
  const { r, letter } = await letterAt(c);
  const open = () => openLetter(c.system, c.actor, { id: r.id, letterId: letter.id, format }, c.requestId);
  let out = await open();
  // Nothing else against it: of an old letter whose job was lost, or never was, the files are made when somebody asks for them.
  if (!out.ok && out.refusals.every((x) => x.code === 'letter_not_drawn')) {
    await drawLetter.run(c.system, { letterId: letter.id });
    out = await open();
  }
  if (!out.ok) return letterPage(c, { refusals: out.refusals });
  return download(out.value.bytes, out.value.type, out.value.name);
}

const AT = '/console/foi/:id/letters';

export const letterRoutes: readonly Route[] = [
  get(AT, 'foi:read', (c) => listPage(c)),
  post(AT, 'foi:handle', async (c) => {
    const r = await caseAt(c);
    const [kind, agency, matter] = [c.form.text('kind'), c.form.text('agency'), c.form.text('matter')];
    const out = await writeLetter(c.system, c.actor, { id: r.id, kind, agency, matter }, c.requestId);
    return out.ok ? seeOther(`${lettersAt(r.id)}/${out.value.letterId}`) : listPage(c, out.refusals);
  }),
  get(`${AT}/:letter`, 'foi:read', (c) => letterPage(c)),
  post(`${AT}/:letter`, 'foi:handle', async (c) => {
    const { r, letter } = await letterAt(c);
    const typed = typedIn(c);
    const input = { id: r.id, letterId: letter.id, seen: c.form.text('seen'), typed };
    return done(c, await saveLetter(c.system, c.actor, input, c.requestId), c.path);
  }),
  post(`${AT}/:letter/rewrite`, 'foi:handle', async (c) => {
    const { r, letter } = await letterAt(c);
    const out = await rewriteLetter(c.system, c.actor, { id: r.id, letterId: letter.id }, c.requestId);
    return done(c, out, `${lettersAt(r.id)}/${letter.id}`);
  }),
  post(`${AT}/:letter/issue`, 'foi:handle', async (c) => {
    const { r, letter } = await letterAt(c);
    const input = { id: r.id, letterId: letter.id, seen: c.form.text('seen') };
    return done(c, await issueAlone(c.system, c.actor, input, c.requestId), `${lettersAt(r.id)}/${letter.id}`);
  }),
  get(`${AT}/:letter/preview.pdf`, 'foi:read', async (c) => {
    const { letter } = await letterAt(c);
    const paper = readPaper(letter.body);
    if (!paper) throw new AppError('not_found', c.path);
    const written = await writePaper(paper, 'pdf');
    if (!written.ok) throw new AppError('unavailable', `preview: ${written.reason}`, written.say);
    return download(Buffer.from(written.bytes), written.type, `${letter.title}（草稿）.pdf`, true);
  }),
  get(`${AT}/:letter/file.pdf`, 'foi:read', (c) => file(c, 'pdf')),
  get(`${AT}/:letter/file.docx`, 'foi:read', (c) => file(c, 'docx')),
];
