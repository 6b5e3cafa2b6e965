import { z } from 'zod';
import { type Day, isDay } from '../../lib/day.ts';
import { json } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { unitTree } from '../org/index.ts';
import { count, type Listed, type ListFilter, list } from '../publication/index.ts';
import { opened } from './article.tsx';
import { removedJson, removedStatus } from './check.tsx';
import { fileHref } from './files.ts';
import { frameOf, isOpen } from './frame.ts';
import { columnHref } from './places.ts';

const dayText = z.custom<Day>((v) => typeof v === 'string' && isDay(v), 'must be a day, YYYY-MM-DD');
const QUERY = z.strictObject({
  column: z.string().max(120).optional(),
  topic: z.string().max(60).optional(),
  unit: z.string().max(60).optional(),
  kind: z.string().max(20).optional(),
  docNo: z.string().max(60).optional(),
  from: dayText.optional(),
  to: dayText.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  per: z.coerce.number().int().min(1).max(100).default(20),
});

const pieceJson = (origin: string, p: Listed) => ({
  no: p.no,
  url: `${origin}/p/${p.no}`,
  title: p.title,
  kind: p.kind,
  unit: { id: p.unitId, name: p.unitName },
  docNo: p.docNo,
  indexNo: p.indexNo,
  answer: p.answer,
  issuedOn: p.issuedOn,
  publishedAt: p.firstPublishedAt.toISOString(),
  changedAt: p.changedAt.toISOString(),
  version: p.version,
  validity: { from: p.validFrom, until: p.validUntil, status: p.validStatus },
  columns: p.columns,
  topics: p.topics,
  interprets: p.interprets,
});

/** `/api/v1/pieces`: published pieces, newest first. A wrong parameter is named, never guessed. */
export async function piecesApi(c: Req): Promise<Answer> {
  const asked = QUERY.safeParse(Object.fromEntries(c.query));
  if (!asked.success)
    return json(
      {
        error: 'bad_request',
        problems: asked.error.issues.map((i) => ({
          parameter: i.path.join('.') || (i.code === 'unrecognized_keys' ? i.keys.join(',') : ''),
          problem: i.message,
        })),
      },
      400,
    );
  const { page, per, unit, ...rest } = asked.data;
  const filter: ListFilter = Object.fromEntries(
    Object.entries({ ...rest, unitId: unit }).filter(([, v]) => v !== undefined),
  );
  const [total, found] = await Promise.all([
    count(c.system.readDb, filter),
    list(c.system.readDb, filter, per, (page - 1) * per),
  ]);
  const next = new URLSearchParams(c.query);
  next.set('page', String(page + 1));
  return json({
    total,
    page,
    per,
    ...(page * per < total ? { next: `${c.origin}/api/v1/pieces?${next}` } : {}),
    pieces: found.map((p) => pieceJson(c.origin, p)),
  });
}

/** `/api/v1/pieces/:no`: one piece with its text, attachments, versions and check. */
export async function pieceApi(c: Req): Promise<Answer> {
  const o = await opened(c);
  const { content, check } = o.current;
  const versions = o.editions.map((e) => ({
    version: e.version,
    act: e.act,
    reason: e.reason,
    at: e.publishedAt.toISOString(),
    logIndex: e.logIndex,
    contentHash: e.contentHash.toString('hex'),
  }));
  const removed = removedJson(o);
  if (!content)
    return json(
      {
        no: o.work.no,
        state: check === 'differs' ? o.work.state : check,
        url: `${c.origin}/p/${o.work.no}`,
        removed,
        versions,
      },
      removedStatus(o),
    );
  if (o.work.state !== 'published') return json({ no: o.work.no, state: o.work.state, versions });
  return json({
    ...pieceJson(c.origin, o.listing),
    state: o.work.state,
    html: content.html,
    ...(content.item ? { item: content.item, elements: content.elements ?? [] } : {}),
    basis: content.basis,
    issuer: content.issuer ?? null,
    source: content.source ?? null,
    attachments: content.attachments
      .filter((a) => !o.current.gone.has(a.sha256))
      .map((a) => ({
        name: a.name,
        type: a.type,
        size: a.size,
        sha256: a.sha256,
        url: `${c.origin}${fileHref(a.sha256, a.name)}`,
      })),
    ...(removed.length > 0 ? { removed } : {}),
    check,
    stub: `${c.origin}/p/${o.work.no}/stub.json`,
    versions,
  });
}

export async function columnsApi(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  return json({
    columns: f.columns.filter(isOpen).map((k) => ({
      path: k.path,
      parent: k.parent,
      name: k.name,
      description: k.description,
      keywords: k.keywords,
      class: k.class,
      count: f.counts.get(k.path) ?? 0,
      url: `${c.origin}${columnHref(k.path)}`,
      feed: `${c.origin}/c/${k.path}/feed.xml`,
    })),
  });
}

export async function unitsApi(c: Req): Promise<Answer> {
  const units = await unitTree(c.system.readDb);
  return json({
    units: units.map((u) => ({
      id: u.id,
      parent: u.parentId,
      kind: u.kind,
      name: u.name,
      shortName: u.shortName,
      phone: u.phone,
      address: u.address,
      hours: u.hours,
      duties: u.duties,
      url: `${c.origin}/u/${u.id}`,
    })),
  });
}
