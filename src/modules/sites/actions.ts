import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { unitTree } from '../org/index.ts';
import { bumpRevision, listed } from '../publication/index.ts';
import * as reports from './reports.ts';
import * as rules from './rules.ts';
import * as store from './store.ts';

const GUIDE = '政府网站发展指引';

/** Marks that stand on every page; what is given must have the form the authorities give. Empty: not yet given. */
export const saveSite = action(
  'site.identity',
  { may: 'site:manage' },
  async (ctx, site: store.Site): Promise<Ruling<true>> => {
    const forms: [boolean, string][] = [
      [site.name.trim() !== '', 'no_name'],
      [/^([a-z0-9-]+\.)+[a-z]{2,}$|^$/.test(site.domain), 'bad_domain'],
      [/^(\d{10}|bm\d{8})?$/.test(site.siteCode), 'bad_site_code'],
      [/^([\u4e00-\u9fa5]ICP备\d{5,10}号(-\d+)?)?$/.test(site.icp), 'bad_icp'],
      [/^([\u4e00-\u9fa5]公网安备\s?\d{13,14}号)?$/.test(site.police), 'bad_police'],
      [site.badgeHref === '' || /^https?:\/\//.test(site.badgeHref), 'bad_badge'],
    ];
    const no: Refusal[] = forms.filter(([ok]) => !ok).map(([, code]) => ({ code, basis: GUIDE }));
    if (no.length > 0) return refuse(no);
    await store.updateSite(ctx.tx, site);
    await bumpRevision(ctx.tx);
    ctx.note({ subject: 'site' });
    return allow(true);
  },
);

export type ColumnInput = store.ColumnRow;

async function facts(
  tx: Tx,
  path: string,
): Promise<{ column: store.SiteColumn; facts: rules.ColumnFacts } | undefined> {
  const column = await store.columnByPath(tx, path);
  return column && { column, facts: { path, fixed: column.fixed, archived: column.archivedAt !== null } };
}

/** Opens a column. Under 政府信息公开 only deeper ones: its four first-level columns are fixed. */
export const addColumn = action(
  'site.column_add',
  { may: 'site:manage' },
  async (ctx, input: ColumnInput): Promise<Ruling<string>> => {
    ctx.note({ subject: `column:${input.path}` });
    await store.lockColumns(ctx.tx);
    const parent = input.path.includes('/') ? await facts(ctx.tx, input.path.replace(/\/[^/]+$/, '')) : undefined;
    const there = (await store.columnByPath(ctx.tx, input.path)) !== undefined;
    const ruling = rules.mayAddColumn(input.path, input.name, parent?.facts, there);
    if (!ruling.ok) return ruling;
    await store.putColumn(ctx.tx, { ...input, name: input.name.trim() }, ctx.now);
    await bumpRevision(ctx.tx);
    return allow(input.path);
  },
);

export const editColumn = action(
  'site.column_edit',
  { may: 'site:manage' },
  async (ctx, input: ColumnInput): Promise<Ruling<string>> => {
    ctx.note({ subject: `column:${input.path}` });
    const found = await facts(ctx.tx, input.path);
    if (!found) throw new AppError('not_found', `column ${input.path}`);
    const ruling = rules.mayRename(found.facts, found.column.name, input.name);
    if (!ruling.ok) return ruling;
    await store.putColumn(ctx.tx, { ...input, name: input.name.trim() }, ctx.now);
    await bumpRevision(ctx.tx);
    if (found.column.name !== input.name.trim())
      ctx.note({ detail: { from: found.column.name, to: input.name.trim() } });
    return allow(input.path);
  },
);

/** Closes a column: it leaves navigation and lists, its page stays with 已归档 and the day. */
export const archiveColumn = action(
  'site.column_archive',
  { may: 'site:manage' },
  async (ctx, input: { path: string }): Promise<Ruling<true>> => {
    ctx.note({ subject: `column:${input.path}` });
    await store.lockColumns(ctx.tx);
    const found = await facts(ctx.tx, input.path);
    if (!found) throw new AppError('not_found', `column ${input.path}`);
    const children = (await store.columnsOf(ctx.tx)).filter((c) => c.parent === input.path).length;
    const ruling = rules.mayArchive(found.facts, children);
    if (!ruling.ok) return ruling;
    await store.archiveColumn(ctx.tx, input.path, ctx.now);
    await bumpRevision(ctx.tx);
    return allow(true);
  },
);

export type TopicInput = {
  slug: string;
  name: string;
  lead: string;
  position: number;
  active: boolean;
  archived: boolean;
};

/** Opens a topic (`isNew`) or changes one. */
export const saveTopic = action(
  'site.topic',
  { may: 'site:manage' },
  async (ctx, input: TopicInput & { isNew: boolean }): Promise<Ruling<string>> => {
    ctx.note({ subject: `topic:${input.slug}` });
    const before = await store.topicBySlug(ctx.tx, input.slug);
    if (!input.isNew && !before) throw new AppError('not_found', `topic ${input.slug}`);
    const no: Refusal[] = [];
    if (!/^[a-z0-9-]{1,60}$/.test(input.slug)) no.push({ code: 'bad_slug', basis: GUIDE });
    if (input.name.trim() === '') no.push({ code: 'no_name', basis: GUIDE });
    if (input.isNew && before) no.push({ code: 'slug_taken', basis: GUIDE });
    if (no.length > 0) return refuse(no);
    const archivedAt = input.archived ? (before?.archivedAt ?? ctx.now) : null;
    await store.putTopic(ctx.tx, {
      slug: input.slug,
      name: input.name.trim(),
      lead: input.lead.trim(),
      position: input.position,
      active: input.active,
      archivedAt,
    });
    await bumpRevision(ctx.tx, ['topics', `topic-record:${input.slug}`]);
    return allow(input.slug);
  },
);

/** 我为政府网站找错: anyone may, without an account. Returns the id that the receipt's address carries. */
export const reportError = action(
  'site.error_report',
  { may: null },
  async (ctx, input: rules.Reported): Promise<Ruling<string>> => {
    const r = { ...input, page: input.page.trim(), what: input.what.trim(), contact: input.contact.trim() };
    const ruling = rules.mayReport(r);
    if (!ruling.ok) return ruling;
    const id = newId(ctx.now, randomBytes(10));
    const no = /^\/p\/(\d{1,15})(\/|\?|#|$)/.exec(r.page)?.[1];
    const piece = no === undefined ? undefined : await listed(ctx.tx, Number(no));
    const unit = /^\/u\/([a-z0-9-]+)/.exec(r.page)?.[1];
    const known = unit && (await unitTree(ctx.tx)).some((u) => u.id === unit) ? unit : null;
    await reports.insertReport(ctx.tx, {
      ...r,
      id,
      unitId: piece?.unitId ?? known,
      createdAt: ctx.now,
      contact: r.contact || null,
    });
    ctx.note({ subject: `error-report:${id}`, detail: { kind: r.kind } });
    return allow(id);
  },
);

/** Answers and closes a report. The answer shows on the receipt page; the contact is deleted thirty days later. */
export const answerReport = action(
  'site.error_answer',
  { may: 'site:manage' },
  async (ctx, input: { id: string; answer: string }): Promise<Ruling<true>> => {
    const report = await reports.lockReport(ctx.tx, input.id);
    if (!report) throw new AppError('not_found', `error report ${input.id}`);
    ctx.note({ subject: `error-report:${input.id}`, ...(report.unitId ? { unitId: report.unitId } : {}) });
    const ruling = rules.mayClose(report.state === 'open', input.answer);
    if (!ruling.ok) return ruling;
    await reports.closeReport(ctx.tx, input.id, input.answer.trim(), ctx.now);
    return allow(true);
  },
);
