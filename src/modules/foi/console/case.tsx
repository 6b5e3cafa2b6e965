import { tariffs } from '../../../../law/index.ts';
import type { Day } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { feeFor } from '../../../lib/tariff.ts';
import { addWorkdays } from '../../../lib/workdays.ts';
import { AppError } from '../../../platform/errors.ts';
import { download, seeOther, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { may, reachOf } from '../../../platform/permission.ts';
import { consoleShell, unitTree } from '../../org/index.ts';
import * as acts from '../actions/index.ts';
import { STATE_NAMES } from '../names.ts';
import { keeping } from '../rules/keeping.ts';
import { ACTS, type Act } from '../rules/life.ts';
import { sayFoi } from '../say.ts';
import * as store from '../store/index.ts';
import { type Work, workOf } from '../work.ts';
import { CaseAside } from './case-side.tsx';
import { CasePage, type CaseView } from './case-view.tsx';
import { readCount } from './parse.ts';
import { FIELD, RUN } from './post.ts';
import { shortBasis } from './short.ts';

export const HERE = '/console/foi';

/** Units whose cases this person may see in the list. */
export const reach = (c: Req): 'all' | readonly string[] =>
  may(c.system.permissions, c.actor, 'foi:manage') ? 'all' : reachOf(c.system.permissions, c.actor, 'foi:list');

/** The case of the address, if this person may see it at all. */
async function opened(c: Req): Promise<store.Request> {
  const r = await store.requestById(c.system.db, c.params.id ?? '');
  if (!r) throw new AppError('not_found', c.path);
  const units = reach(c);
  if (units !== 'all' && !units.includes(r.unitId)) throw new AppError('forbidden', c.path);
  return r;
}

export type Shown = {
  refusals?: readonly Refusal[];
  tried?: Act;
  /** Of a form that is no act: the field a reason is about. */
  fields?: Readonly<Record<string, string>>;
  identity?: store.Identity;
  parties?: ReadonlyMap<string, string>;
  /** The new query password: on the answer to the click and never again. */
  renewed?: { no: string; password: string };
};

const nthAt = async (c: Req, w: Work, today: Day): Promise<{ n: number; yuan: number }> => {
  const n = await acts.nthOf(c.system.db, w);
  return { n, yuan: tariffs.byItems.some((t) => t.from <= today) ? feeFor(tariffs.byItems, n, n, today).yuan : 0 };
};

export async function casePage(c: Req, shown: Shown = {}): Promise<Answer> {
  const r = await opened(c);
  const { db } = c.system;
  const today = c.system.clock.today();
  const w = await workOf(db, r, today, c.system.calendar);
  const can = (what: string): boolean => may(c.system.permissions, c.actor, what, r.unitId);
  const [units, disputes, objections, letters, files, siblings, kept, nth] = await Promise.all([
    unitTree(db),
    store.disputesOf(db, r.id),
    store.objectionsOf(db, r.id),
    store.lettersOf(db, r.id),
    store.filesOf(db, r.applicationId, r.id),
    store.requestsOf(db, r.applicationId),
    store.keptCases(db, [r.applicationId]),
    nthAt(c, w, today),
  ]);
  const refusals = shown.refusals ?? [];
  const reads = can('foi:read');
  const view: CaseView = {
    c,
    w,
    today,
    reads,
    can: {
      handle: can('foi:handle'),
      approve: can('foi:approve'),
      transfer: can('foi:handle') || may(c.system.permissions, c.actor, 'foi:manage'),
      clerkId: c.actor.id,
    },
    unitName: units.find((u) => u.id === r.unitId)?.name ?? r.unitId,
    units: units.filter((u) => u.active && u.id !== r.unitId).map(({ id, name }) => ({ id, name })),
    disputes,
    objections,
    letters,
    files: files.filter((f) => f.deletedOn === null),
    siblings: siblings.filter((s) => s.id !== r.id),
    keeping: keeping(kept.get(r.applicationId) ?? [], w.setting.keepIdentityDays),
    nth,
    correctBy: addWorkdays(today, w.setting.correctionDays, c.system.calendar),
    shown,
    errors: refusals.map((x) => ({
      text: `${sayFoi(x)}${x.basis ? `（${shortBasis(x.basis)}）` : ''}`,
      field: shown.fields?.[x.code] ?? fieldId(shown.tried, FIELD[x.code]),
    })),
  };
  return consoleShell(c, {
    current: HERE,
    title: r.subject || `申请${r.no}`,
    lead: STATE_NAMES[r.state],
    breadcrumbs: [{ text: '依申请公开', href: HERE }, { text: r.no }],
    status: refusals.length > 0 ? 422 : 200,
    aside: <CaseAside {...view} />,
    children: <CasePage {...view} />,
  });
}
/** Groups of choices carry their plain name as id. */
const PLAIN = ['kind', 'opinion', 'tariff', 'grounds', 'overridden'];
const fieldId = (act: Act | undefined, field: string | undefined): string | undefined =>
  act && field ? (PLAIN.includes(field) ? field : `${act}-${field}`) : undefined;

const at = (c: Req, id: string): { id: string; version: number } => ({
  id,
  version: readCount(c.form.text('version')) || -1,
});

/** One act; on a no the same page comes back with every reason and what was typed. */
export async function postAct(c: Req): Promise<Answer> {
  const r = await opened(c);
  const act = ACTS.find((a) => a === c.params.act);
  const run = act && RUN[act];
  if (!act || !run) throw new AppError('not_found', c.path);
  const out = await run(c, at(c, r.id));
  if (!out.ok) return casePage(c, { refusals: out.refusals, tried: act });
  // Whoever gives it on may not see it any more.
  return seeOther(act === 'transfer' ? HERE : `${HERE}/${r.id}`);
}

/** Shown on the answer to the click alone; reloading asks, and audits, again. */
export async function postIdentity(c: Req): Promise<Answer> {
  const { id } = await opened(c);
  const out = await acts.seeIdentity(c.system, c.actor, { id }, c.requestId);
  if (!out.ok) return casePage(c, { refusals: out.refusals });
  const names = await acts.seeParties(c.system, c.actor, { id }, c.requestId);
  return casePage(c, { identity: out.value, ...(names.ok ? { parties: names.value } : {}) });
}
/** How the person was checked. */
const CHECKED = { person_not_checked: 'checked', too_long: 'checked' };
/** Shown on the answer to the click alone, to be written down for the applicant. */
export async function postPassword(c: Req): Promise<Answer> {
  const { id } = await opened(c);
  const input = { id, checked: c.form.text('checked') };
  const out = await acts.newQueryPassword(c.system, c.actor, input, c.requestId);
  if (!out.ok) return casePage(c, { refusals: out.refusals, fields: CHECKED });
  const answer = await casePage(c, { renewed: out.value });
  return unkept(answer);
}
export async function postParties(c: Req): Promise<Answer> {
  const { id } = await opened(c);
  const out = await acts.seeParties(c.system, c.actor, { id }, c.requestId);
  return out.ok ? casePage(c, { parties: out.value }) : casePage(c, { refusals: out.refusals });
}

export async function postAttach(c: Req): Promise<Answer> {
  const r = await opened(c);
  const file = c.form.file('file');
  const out = await acts.attach(
    c.system,
    c.actor,
    {
      ...at(c, r.id),
      role: c.form.text('role'),
      file: file ? { name: file.name, bytes: file.bytes } : null,
      toApplicant: c.form.text('toApplicant') === '1',
    },
    c.requestId,
  );
  return out.ok ? seeOther(`${HERE}/${r.id}#files`) : casePage(c, { refusals: out.refusals });
}

export async function getFile(c: Req): Promise<Answer> {
  const r = await opened(c);
  const out = await acts.openFile(c.system, c.actor, { id: r.id, fileId: c.params.fileId ?? '' }, c.requestId);
  return out.ok
    ? download(out.value.bytes, out.value.file.type, out.value.file.name)
    : casePage(c, { refusals: out.refusals });
}

export async function postSeeMoved(c: Req): Promise<Answer> {
  const r = await opened(c);
  await acts.seeMoved(c.system, c.actor, { id: r.id }, c.requestId);
  return seeOther(`${HERE}/${r.id}`);
}
