import { type Day, daysBetween, yearOf } from '../lib/day.ts';
import { addWorkdays, type Ctx, monthDay, type PieceSpec } from './context.ts';
import { rngFor } from './rng.ts';
import type { DemoPiece, DemoUnit } from './types.ts';

/** How many documents a code issues in an ordinary year; the demonstration shows only some of them, so numbers have gaps. */
const YEARLY: Record<string, number> = { 明政规发: 9, 明政发: 48, 明政办发: 52, 明政函: 90, 明政办函: 40 };

/** Two readers never find the same minute by design; pieces of today are out before nine so that a morning shows them. */
function timeOf(spec: PieceSpec, today: Day): string {
  if (spec.time !== undefined) return spec.time;
  const rng = rngFor(0, `time:${spec.id}`);
  if (spec.on === today) return `08:${String(rng.int(31, 59)).padStart(2, '0')}`;
  const hour = rng.pick([8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17]);
  const minute = hour === 8 ? rng.int(32, 59) : hour === 17 ? rng.int(0, 25) : rng.int(0, 59);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** An instant in China time. */
export const instant = (d: Day, time: string): string => `${d}T${time}:00+08:00`;

/** Numbers documents per code and year in order of date, never backwards. */
function docNumbers(specs: readonly PieceSpec[]): Map<string, string> {
  const numbered = specs.flatMap((s) => {
    if (s.letters === undefined) return [];
    if (s.issued === undefined) throw new RangeError(`${s.id} has a document number but no date`);
    return [{ id: s.id, letters: s.letters, issued: s.issued }];
  });
  numbered.sort((a, b) => (a.issued === b.issued ? a.id.localeCompare(b.id) : a.issued < b.issued ? -1 : 1));
  const last = new Map<string, number>();
  const out = new Map<string, string>();
  for (const { id, letters, issued } of numbered) {
    const year = yearOf(issued);
    const key = `${letters}${year}`;
    const share = daysBetween(monthDay(year, 1, 1), issued) / 366;
    const floor = 1 + Math.floor(share * (YEARLY[letters] ?? (letters.endsWith('规发') ? 4 : 36)));
    const n = Math.max((last.get(key) ?? 0) + 1, floor);
    last.set(key, n);
    out.set(id, `${letters}〔${year}〕${n}号`);
  }
  return out;
}

/** Turns the content files' specs into pieces: numbers, index numbers, times, signatures, references resolved. Oldest first. */
export function assemble(c: Ctx, specs: readonly PieceSpec[], units: readonly DemoUnit[]): DemoPiece[] {
  const numbers = docNumbers(specs);
  const titles = new Map(specs.map((s) => [s.id, s.title]));
  const unitOf = new Map(units.map((u, i) => [u.id, { unit: u, code: String(i + 1).padStart(3, '0') }]));

  const resolve = (text: string): string =>
    text.replace(/⟦(no|title):([^⟧]+)⟧/g, (_, what: string, id: string) => {
      const found = what === 'no' ? numbers.get(id) : titles.get(id);
      if (found === undefined) throw new RangeError(`no ${what} of a piece ${id}`);
      return found;
    });

  // A text that cites a newer document was brought up to date after it.
  const days = new Map(specs.map((s) => [s.id, s.on]));
  const settled = (s: PieceSpec): PieceSpec => {
    const cited = [...s.html.matchAll(/⟦no:([^⟧]+)⟧/g)].map((m) => days.get(m[1] ?? '') ?? s.on);
    const newest = [s.on, ...cited].sort().at(-1) ?? s.on;
    if (newest === s.on) return s;
    const later = addWorkdays(newest, 3);
    return { ...s, on: later <= c.today ? later : c.recent(0) };
  };

  const ordered = specs
    .map((s) => settled(s))
    .map((s) => {
      // An interpretation of the same day goes out with its policy, at the same minute and next in order.
      const policy = specs.find((x) => x.id === s.interprets && x.on === s.on);
      return { s, at: instant(s.on, timeOf(policy ?? s, c.today)) };
    })
    .sort((a, b) => (a.at === b.at ? a.s.id.localeCompare(b.s.id) : a.at < b.at ? -1 : 1));
  const serial = new Map<string, number>();

  return ordered.map(({ s, at }): DemoPiece => {
    const known = unitOf.get(s.unit);
    if (known === undefined) throw new RangeError(`${s.id} names a unit that is not there: ${s.unit}`);
    // The index number is the issuing organ's, whoever drafted.
    const issuer = s.issuer === undefined ? undefined : unitOf.get(s.issuer);
    const key = `999901${(issuer ?? known).code}/${yearOf(s.on)}`;
    const gap = rngFor(0, `index:${s.id}`).int(1, 4);
    const n = (serial.get(key) ?? 0) + gap;
    serial.set(key, n);
    const docNo = numbers.get(s.id);
    const label = known.unit.kind === 'district' ? '政府办' : known.unit.shortName.replace(/^区/, '');
    return {
      id: s.id,
      unitId: s.unit,
      ...(issuer === undefined ? {} : { issuer: issuer.unit.name }),
      columnSlugs: s.cols,
      title: resolve(s.title),
      kind: s.kind,
      ...(docNo === undefined ? {} : { docNo }),
      indexNo: `${key}-${String(n).padStart(5, '0')}`,
      ...(s.issued === undefined ? {} : { issuedOn: s.issued }),
      publishedAt: at,
      html: resolve(s.html),
      answer: resolve(s.answer),
      basis: s.basis ?? [],
      ...(s.validity === undefined ? {} : { validity: s.validity }),
      ...(s.interprets === undefined ? {} : { interpretsPieceId: s.interprets }),
      ...(s.explanation === undefined ? {} : { explanation: s.explanation }),
      ...(s.replacedBy === undefined ? {} : { replacedByPieceId: s.replacedBy }),
      ...(s.attachments === undefined
        ? {}
        : { attachments: s.attachments.map((a) => ('media' in a ? a : { ...a, content: resolve(a.content) })) }),
      ...(s.topics === undefined ? {} : { topics: s.topics }),
      ...(s.item === undefined ? {} : { itemName: s.item }),
      ...(s.corrections === undefined
        ? {}
        : {
            corrections: s.corrections.map((x) => ({
              at: instant(x.on, x.time),
              reason: x.reason,
              html: resolve(x.html),
            })),
          }),
      ...(s.withdrawal === undefined
        ? {}
        : { withdrawal: { at: instant(s.withdrawal.on, s.withdrawal.time), reason: s.withdrawal.reason } }),
      authors: {
        clerk: `${label}·信息员`,
        reviewer: `${label}·审核`,
        approver: `${label}·签发`,
      },
    };
  });
}
