import { type Day, isDay } from '../../lib/day.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { seeOther, unkept } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import * as act from './actions/index.ts';
import { newDraftPage } from './draft-new.tsx';
import { DraftPage } from './draft-page.tsx';
import { markupOf, readIn } from './draft-text.ts';
import { draftView, maySee } from './draft-view.ts';
import { MATERIALS } from './rules/guards.ts';
import { STATE_NAMES } from './say.ts';
import * as store from './store/index.ts';

const LINK = '/console/policy/drafts';

async function listPage(c: Req): Promise<Answer> {
  const [found, units] = await Promise.all([store.drafts(c.system.db), unitTree(c.system.db)]);
  const all = found.filter((d) => maySee(c, d));
  const names = new Map(units.map((u) => [u.id, u.name]));
  return consoleShell(c, {
    current: LINK,
    title: '起草',
    lead: '规范性文件从起草到备案，走到哪一步。',
    actions: may(c.system.permissions, c.actor, 'policy:draft') ? (
      <ButtonLink href={`${LINK}/new`} kind="primary" icon="edit">
        起草一份规范性文件
      </ButtonLink>
    ) : undefined,
    children:
      all.length === 0 ? (
        <EmptyState title="现在没有正在起草的规范性文件">
          <p>信息员可以从右上角开始起草。</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="正在起草的规范性文件"
          captionHidden
          rowKey={(d: store.DraftRow) => d.id}
          rows={all}
          columns={[
            { head: '标题', cell: (d: store.DraftRow) => <a href={`${LINK}/${d.id}`}>{d.title}</a> },
            { head: '走到哪一步', cell: (d: store.DraftRow) => STATE_NAMES[d.state] },
            { head: '起草单位', cell: (d: store.DraftRow) => names.get(d.unitId) ?? d.unitId },
            { head: '发文字号', cell: (d: store.DraftRow) => d.docNo ?? '' },
          ]}
        />
      ),
  });
}

type Said = {
  read?: string;
  notes?: readonly string[];
  errors?: readonly string[];
  contacts?: ReadonlyMap<string, string>;
};

async function draftPage(c: Req, refusals: readonly Refusal[] = [], said: Said = {}): Promise<Answer> {
  const v = {
    ...(await draftView(c)),
    ...(said.read === undefined ? {} : { read: said.read }),
    ...(said.contacts ? { contacts: said.contacts } : {}),
  };
  return consoleShell(c, {
    current: LINK,
    title: v.d.title,
    lead: STATE_NAMES[v.d.state],
    breadcrumbs: [{ text: '起草', href: LINK }],
    scripts: ['editor.js'],
    status: refusals.length + (said.errors?.length ?? 0) > 0 ? 422 : 200,
    children: <DraftPage v={v} refusals={refusals} notes={said.notes} errors={said.errors} />,
  });
}

/** Units for which this person drafts. */
async function mine(c: Req): Promise<{ id: string; name: string }[]> {
  const reach = reachOf(c.system.permissions, c.actor, 'policy:draft');
  return (await unitTree(c.system.db)).filter((u) => reach === 'all' || reach.includes(u.id));
}

const fieldsOf = (c: Req): act.DraftFields => ({
  issuerId: c.form.text('issuerId'),
  title: c.form.text('title').replace(/\s+/g, ' ').trim(),
  html: markupOf(c.form.text('html')),
  note: c.form.text('note').trim(),
  touchesRights: c.form.text('touchesRights') === '1',
  replacesId: c.form.text('replacesId') || null,
});

/** Undefined: what was typed is no day. */
const dayOf = (c: Req, name: string): Day | undefined => {
  const text = c.form.text(name).trim();
  return isDay(text) ? text : undefined;
};
const badDay = (field: string): Refusal[] => [{ code: 'bad_day', basis: '填写说明', detail: { field } }];
const seenOf = (c: Req): { id: string; seen: number } => ({ id: c.params.id ?? '', seen: Number(c.form.text('seen')) });

type Step = (c: Req, at: { id: string; seen: number }) => Promise<Ruling<unknown>>;
const refused = (refusals: Refusal[]): Ruling<never> => ({ ok: false, refusals });

/** A file to read in is as large as one for a piece. */
const BIG = 60 * 1024 * 1024;

/** Saves the text; or puts that of a chosen file into the field, where it is looked at before it is saved. */
async function save(c: Req): Promise<Answer> {
  if (c.form.text('act') === 'import') {
    const read = await readIn(c.form.file('document'));
    return read.ok
      ? draftPage(c, [], { read: read.html, notes: read.notes })
      : draftPage(c, [], { errors: [read.say] });
  }
  const out = await act.saveDraftText(c.system, c.actor, { ...seenOf(c), fields: fieldsOf(c) }, c.requestId);
  return out.ok ? seeOther(`${LINK}/${c.params.id}`) : draftPage(c, out.refusals);
}

async function create(c: Req): Promise<Answer> {
  if (c.form.text('act') === 'import') {
    const read = await readIn(c.form.file('document'));
    return newDraftPage(
      c,
      await mine(c),
      [],
      read.ok ? { read: read.html, title: read.title, notes: read.notes } : { errors: [read.say] },
    );
  }
  const input = { unitId: c.form.text('unitId'), fields: fieldsOf(c) };
  const out = await act.createDraft(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`${LINK}/${out.value.id}`) : newDraftPage(c, await mine(c), out.refusals);
}

const step = (path: string, permission: string, run: Step): Route =>
  post(
    `${LINK}/:id/${path}`,
    permission,
    async (c) => {
      const out = await run(c, seenOf(c));
      return out.ok ? seeOther(`${LINK}/${c.params.id}`) : draftPage(c, out.refusals);
    },
    { maxBody: 2 * 1024 * 1024 },
  );

const register: Step = async (c, at) => {
  const issuedOn = dayOf(c, 'issuedOn');
  const fromOn = dayOf(c, 'fromOn');
  const untilOn = c.form.text('untilOn').trim() === '' ? null : dayOf(c, 'untilOn');
  if (!issuedOn) return refused(badDay('成文日期'));
  if (!fromOn) return refused(badDay('施行日期'));
  if (untilOn === undefined) return refused(badDay('有效期至'));
  const { form } = c;
  const input = {
    ...at,
    docNo: form.text('docNo').trim(),
    unifiedNo: form.text('unifiedNo').trim(),
    issuedOn,
    fromOn,
    untilOn,
    longReason: form.text('longReason'),
  };
  return act.registerDraft(c.system, c.actor, input, c.requestId);
};

export const draftRoutes: readonly Route[] = [
  get(LINK, 'policy:read', listPage),
  get(`${LINK}/new`, 'policy:draft', async (c) => newDraftPage(c, await mine(c))),
  post(LINK, 'policy:draft', create, { maxBody: BIG }),
  get(`${LINK}/:id`, 'policy:read', (c) => draftPage(c)),
  post(`${LINK}/:id/save`, 'policy:draft', save, { maxBody: BIG }),
  step('assess', 'policy:draft', (c, at) =>
    act.assessDraft(c.system, c.actor, { ...at, conclusion: c.form.text('conclusion') }, c.requestId),
  ),
  step('consult', 'policy:draft', async (c, at) => {
    const untilOn = dayOf(c, 'untilOn');
    return untilOn ? act.openRound(c.system, c.actor, { ...at, untilOn }, c.requestId) : refused(badDay('征求到哪天'));
  }),
  step('skip', 'policy:draft', (c, at) =>
    act.skipRound(c.system, c.actor, { ...at, why: c.form.text('why'), reason: c.form.text('reason') }, c.requestId),
  ),
  step('group', 'policy:draft', (c, at) =>
    act.groupComments(
      c.system,
      c.actor,
      {
        ...at,
        said: c.form.text('said'),
        verdict: c.form.text('verdict'),
        done: c.form.text('done'),
        comments: c.form.all('comments'),
      },
      c.requestId,
    ),
  ),
  // Shown on the answer to the click alone; reloading asks, and audits, again.
  post(`${LINK}/:id/contacts`, 'policy:draft', async (c) => {
    const out = await act.seeContacts(c.system, c.actor, { id: c.params.id ?? '' }, c.requestId);
    return unkept(await draftPage(c, out.ok ? [] : out.refusals, out.ok ? { contacts: out.value } : {}));
  }),
  step('ungroup', 'policy:draft', (c, at) =>
    act.ungroup(c.system, c.actor, { ...at, groupId: Number(c.form.text('groupId')) || 0 }, c.requestId),
  ),
  step('answer', 'policy:draft', (c, at) =>
    act.answerRound(c.system, c.actor, { ...at, answer: c.form.text('answer') }, c.requestId),
  ),
  step('submit', 'policy:draft', (c, at) =>
    act.submitDraft(
      c.system,
      c.actor,
      { ...at, materials: Object.fromEntries(MATERIALS.map((m) => [m.key, c.form.text(m.key).trim()])) },
      c.requestId,
    ),
  ),
  step('incomplete', 'policy:review', (c, at) =>
    act.returnMaterials(
      c.system,
      c.actor,
      { ...at, missing: c.form.text('missing'), within: c.form.text('within') },
      c.requestId,
    ),
  ),
  step('review', 'policy:review', (c, at) =>
    act.reviewDraft(
      c.system,
      c.actor,
      {
        ...at,
        result: c.form.text('result'),
        opinion: c.form.text('opinion'),
        failed: c.form.all('failed'),
        urgent: c.form.text('urgent'),
      },
      c.requestId,
    ),
  ),
  step('explain', 'policy:draft', (c, at) =>
    act.explainDraft(c.system, c.actor, { ...at, why: c.form.text('why') }, c.requestId),
  ),
  step('revise', 'policy:draft', (c, at) =>
    act.reviseDraft(c.system, c.actor, { ...at, why: c.form.text('why') }, c.requestId),
  ),
  step('stop', 'policy:draft', (c, at) =>
    act.stopDraft(c.system, c.actor, { ...at, why: c.form.text('why') }, c.requestId),
  ),
  step('discuss', 'policy:decide', (c, at) =>
    act.discussDraft(
      c.system,
      c.actor,
      { ...at, meeting: c.form.text('meeting'), passed: c.form.text('passed') === '1' },
      c.requestId,
    ),
  ),
  step('sign', 'policy:decide', (c, at) => act.signDraft(c.system, c.actor, at, c.requestId)),
  step('register', 'policy:decide', register),
  step('publish', 'policy:draft', (c, at) => act.publishDraft(c.system, c.actor, at, c.requestId)),
  step('file', 'policy:decide', (c, at) =>
    act.fileDraft(c.system, c.actor, { ...at, on: dayOf(c, 'on') ?? null, to: c.form.text('to') }, c.requestId),
  ),
];
