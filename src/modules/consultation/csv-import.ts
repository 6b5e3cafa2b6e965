import { type Day, isDay } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { csvRows, decodeText, separatorOf } from '../../platform/documents/index.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { workNoIn } from './policy.ts';
import { receive } from './receive.ts';
import { FLOW, KINDS } from './rules/index.ts';
import { channels } from './settings.ts';

const COLUMNS = ['渠道', '外部编号', '提问日期', '登记号', '条', '哪方面', '问题', '联系方式', '同意公开'] as const;
type Column = (typeof COLUMNS)[number];
/** A list is checked and entered while somebody waits. */
const MOST_ROWS = 2000;

/** The head that a list must have, and one row as an example. */
export const TEMPLATE: readonly (readonly string[])[] = [
  COLUMNS,
  ['热线', 'HL-0001', '2026-03-31', '12', '第八条', '补贴', '没用完的补贴怎么办？', '', '是'],
];

export type RowReport = {
  row: number;
  outside: string;
  outcome: 'taken' | 'again' | 'refused';
  no?: string;
  refusals: readonly Refusal[];
};

/** One row of a list. */
const takeRow = action(
  'consultation.import',
  { may: 'consult:manage' },
  async (
    ctx,
    i: { cell: (c: Column) => string; channel: string; on: Day | null; dayOk: boolean },
  ): Promise<Ruling<{ no: string; again: boolean }>> => {
    if (!i.dayOk) return refuse([{ code: 'bad_day', basis: FLOW }]);
    const about = i.cell('登记号');
    const out = await receive(ctx, {
      channel: i.channel,
      outsideNo: i.cell('外部编号') || null,
      workNo: about === '' ? null : (workNoIn(about) ?? 0),
      clause: null,
      clauseLabel: i.cell('条') || null,
      kind: KINDS.find((k) => k === i.cell('哪方面')) ?? '其他',
      words: i.cell('问题'),
      contact: i.cell('联系方式'),
      mayPublish: ['是', 'Y', 'y', '1', '同意'].includes(i.cell('同意公开')),
      arrivedOn: i.on,
      who: null,
      once: null,
      password: null,
    });
    return out.ok ? allow({ no: out.value.question.no, again: out.value.again }) : out;
  },
);

/**
 * Questions of another channel as a list: each row by itself, so that one that cannot be taken keeps none of the others out.
 * A row with a number of the channel's own that is there already is left as it is. Without that number the same list entered
 * twice would be twice as long, so the number is asked for.
 */
export async function importCsv(system: System, actor: Actor, bytes: Uint8Array): Promise<Ruling<RowReport[]>> {
  const text = decodeText(bytes)?.text ?? '';
  const all = [...csvRows(text, separatorOf(text))].filter((r) => r.cells.some((x) => x.trim() !== ''));
  const head = all[0]?.cells.map((x) => x.trim());
  if (!head || all.length < 2) return refuse([{ code: 'no_csv', basis: FLOW }]);
  const missing = COLUMNS.filter((k) => !head.includes(k));
  const no: Refusal[] = missing.map((column) => ({ code: 'csv_head', basis: FLOW, detail: { column } }));
  if (all.length - 1 > MOST_ROWS) no.push({ code: 'csv_long', basis: FLOW, detail: { most: MOST_ROWS } });
  if (no.length > 0) return refuse(no);
  const ways = await channels(system.db);
  const out: RowReport[] = [];
  for (const r of all.slice(1)) {
    const cell = (k: Column): string => (r.cells[head.indexOf(k)] ?? '').trim();
    const outside = cell('外部编号');
    const channel = ways.find((k) => k.name === cell('渠道') || k.code === cell('渠道'))?.code ?? '';
    const day = cell('提问日期');
    const on = isDay(day) ? day : null;
    if (outside === '') {
      out.push({ row: r.no, outside, outcome: 'refused', refusals: [{ code: 'no_outside_no', basis: FLOW }] });
      continue;
    }
    const done = await takeRow(system, actor, { cell, channel, on, dayOk: on !== null || day === '' });
    out.push(
      done.ok
        ? { row: r.no, outside, outcome: done.value.again ? 'again' : 'taken', no: done.value.no, refusals: [] }
        : { row: r.no, outside, outcome: 'refused', refusals: done.refusals },
    );
  }
  return allow(out);
}
