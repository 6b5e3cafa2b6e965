import type { DemoDistrict, DemoPiece } from '../demo/types.ts';
import { type Attachment, correct, type Draft, publishMany, withdraw } from '../modules/publication/index.ts';
import type { Tx } from '../platform/db/connection.ts';
import { sanitize } from '../platform/documents/index.ts';
import { type Tie, tied } from './demo-catalogue.ts';

/** `first`: the piece that comes out then; otherwise something that happens to one that is out. */
type Event = { at: Date; first: DemoPiece } | { at: Date; run(): Promise<void> };

const TOGETHER = 100;

/**
 * Publications, corrections and withdrawals in the order of time; each at its own moment. Publications that follow each other
 * go through the door together. Returns the number of each piece.
 */
export async function publishAll(
  tx: Tx,
  d: DemoDistrict,
  files: Map<string, Attachment[]>,
  ties: ReadonlyMap<string, Tie>,
  now: Date,
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  const names = new Map(d.units.map((u) => [u.id, u.name]));
  const topics = (p: DemoPiece): string[] =>
    d.topics.filter((t) => t.pieceIds.includes(p.id) || p.topics?.includes(t.slug)).map((t) => t.slug);
  // Search is built once after all of them, instead of by one job for each.
  const quiet = async (): Promise<void> => undefined;
  const draftOf = (p: DemoPiece, html: string): Draft => {
    const parts = tied(ties.get(p.id), p, html);
    const interprets = p.interpretsPieceId ? numbers.get(p.interpretsPieceId) : undefined;
    return {
      title: p.title,
      kind: p.kind,
      unitId: p.unitId,
      unitName: names.get(p.unitId) ?? p.unitId,
      columns: p.columnSlugs,
      topics: topics(p),
      ...parts,
      html: sanitize(parts.html),
      answer: p.answer,
      indexNo: p.indexNo,
      basis: p.basis,
      attachments: files.get(p.id) ?? [],
      hands: { writer: p.authors.clerk, reviewer: p.authors.reviewer, approver: p.authors.approver },
      ...(p.issuer ? { issuer: p.issuer } : {}),
      ...(p.docNo ? { docNo: p.docNo } : {}),
      ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
      ...(p.validity
        ? {
            validity: {
              from: p.validity.from,
              status: p.validity.status,
              ...(p.validity.until ? { until: p.validity.until } : {}),
              ...(p.validity.reason ? { note: p.validity.reason } : {}),
            },
          }
        : {}),
      ...(interprets === undefined ? {} : { interprets }),
      ...(p.explanation ? { explanation: p.explanation } : {}),
    };
  };
  const must = <T>(out: { ok: true; value: T } | { ok: false; refusals: { code: string }[] }, id: string): T => {
    if (!out.ok) throw new Error(`demonstration piece ${id}: ${out.refusals.map((r) => r.code).join(', ')}`);
    return out.value;
  };
  const number = (id: string): number => {
    const no = numbers.get(id);
    if (no === undefined) throw new Error(`demonstration piece ${id} is not published yet`);
    return no;
  };
  // Nothing is dated after the moment of loading: pieces of today carry the hour before the offices open.
  const moment = (iso: string): Date => new Date(Math.min(Date.parse(iso), now.getTime()));
  const at = (iso: string) => ({ tx, now: moment(iso), enqueue: quiet });
  const ready: DemoPiece[] = [];
  const publishReady = async (): Promise<void> => {
    const all = ready.splice(0);
    const out = await publishMany(
      { tx, now, enqueue: quiet },
      all.map((p) => draftOf(p, p.html)),
      all.map((p) => moment(p.publishedAt)),
    );
    for (const [i, ruling] of out.entries()) {
      const id = all[i]?.id ?? '';
      numbers.set(id, must(ruling, id).no);
    }
  };
  const events = d.pieces.flatMap((p): Event[] => {
    return [
      { at: new Date(p.publishedAt), first: p },
      ...(p.corrections ?? []).map((k) => ({
        at: new Date(k.at),
        run: async () => {
          must(await correct(at(k.at), number(p.id), draftOf(p, k.html), k.reason), p.id);
        },
      })),
      ...(p.withdrawal ? [withdrawn(p, p.withdrawal)] : []),
    ];
    function withdrawn(piece: DemoPiece, w: { at: string; reason: string }): Event {
      return {
        at: new Date(w.at),
        run: async () => {
          must(await withdraw(at(w.at), number(piece.id), w.reason), piece.id);
        },
      };
    }
  });
  // A stable sort keeps a policy before the interpretation of the same minute.
  for (const e of events.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    // An interpretation names the number of its policy.
    const waits = 'run' in e || ready.some((p) => p.id === e.first.interpretsPieceId);
    if (waits || ready.length >= TOGETHER) await publishReady();
    if ('run' in e) await e.run();
    else ready.push(e.first);
  }
  await publishReady();
  return numbers;
}
