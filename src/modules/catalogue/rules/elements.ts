/** A form's values against the elements of an item: typed, or said field by field what to write instead. */
import { readRows } from './rows.ts';
import type { ElementSpec } from './types.ts';
import { readNamed } from './values.ts';

export type Row = Readonly<Record<string, string>>;
/** A table comes as rows from a form, or as one text pasted from a spreadsheet; files come as their names. */
export type RawValue = string | readonly string[] | readonly Row[];
export type RawValues = Readonly<Record<string, RawValue | undefined>>;

export type ElementProblem = {
  /** The element's key. */
  key: string;
  label: string;
  /** For a table: the row counted from 1 as typed, and the column's key. */
  row?: number;
  column?: string;
  /** 第3行“补贴金额（元）”：不像金额，只写数字和单位. */
  say: string;
  /** What to write instead. */
  instead: string;
};

export type ElementValues = {
  /** Typed values; where one could not be read, exactly what was typed. Empty elements are left out. */
  values: Readonly<Record<string, RawValue>>;
  problems: readonly ElementProblem[];
  /** Sums of the money and number columns of each table that could be read whole. */
  sums: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What came under keys the item does not have (an element taken out meanwhile): kept, never dropped. */
  extra: Readonly<Record<string, RawValue>>;
};

const isRow = (v: unknown): v is Row => typeof v === 'object' && v !== null;

/** Whether nothing was typed: blank text, no rows, or rows of blank cells. */
export function isBlank(raw: RawValue | undefined): boolean {
  if (raw === undefined) return true;
  if (typeof raw === 'string') return raw.trim() === '';
  return raw.every((x: string | Row) => (isRow(x) ? Object.values(x).every((c) => c.trim() === '') : x.trim() === ''));
}

const EXAMPLES: Readonly<Record<ElementSpec['type'], string>> = {
  text: '写一行文字',
  long: '写一段文字',
  date: '例如 2024-03-05',
  money: '例如 1234.50元',
  number: '例如 12',
  phone: '例如 0999-00000012',
  link: '例如 https://www.example.gov.cn/页面地址',
  choice: '选一项',
  table: '至少填一行',
  file: '添加一个附件',
};

function simple(spec: ElementSpec, raw: RawValue): { value: RawValue; problem?: ElementProblem } {
  const text =
    typeof raw === 'string'
      ? raw
      : raw.map((x: string | Row) => (isRow(x) ? Object.values(x).join(' ') : x)).join('\n');
  const kind = spec.type === 'table' || spec.type === 'file' ? 'text' : spec.type;
  const read = readNamed(spec.label, kind, text, spec.choices);
  if (read.ok) return { value: read.value };
  return {
    value: raw,
    problem: { key: spec.key, label: spec.label, say: `“${spec.label}”：${read.say}`, instead: read.instead },
  };
}

/**
 * Checks what was typed into an item's form. An element with a part is required only when something of its part is filled in;
 * an item that consists of parts needs one of them. Never throws; nothing typed is lost.
 */
export function validateElements(specs: readonly ElementSpec[], raw: RawValues): ElementValues {
  const values: Record<string, RawValue> = {};
  const extra: Record<string, RawValue> = {};
  const sums: Record<string, Readonly<Record<string, string>>> = {};
  const problems: ElementProblem[] = [];
  const keys = new Set(specs.map((s) => s.key));
  for (const [key, v] of Object.entries(raw)) if (v !== undefined && !keys.has(key) && !isBlank(v)) extra[key] = v;

  const typed = (s: ElementSpec): RawValue | undefined => (Object.hasOwn(raw, s.key) ? raw[s.key] : undefined);
  const parts = new Set(specs.flatMap((s) => (s.part === undefined ? [] : [s.part])));
  const begun = new Set(specs.flatMap((s) => (s.part !== undefined && !isBlank(typed(s)) ? [s.part] : [])));
  if (parts.size > 0 && begun.size === 0 && specs.every((s) => s.part !== undefined)) {
    const first = specs[0];
    if (first)
      problems.push({
        key: first.key,
        label: first.label,
        say: `${[...parts].map((p) => `“${p}”`).join('、')}一部分都没有填`,
        instead: '至少填好其中一部分',
      });
  }
  for (const spec of specs) {
    const v = typed(spec);
    if (v === undefined || isBlank(v)) {
      if (spec.required && (spec.part === undefined || begun.has(spec.part)))
        problems.push({
          key: spec.key,
          label: spec.label,
          say: `“${spec.label}”没有填${spec.part === undefined ? '' : `（${spec.part}）`}`,
          instead: spec.hint ?? (spec.choices ? `选一项：${spec.choices.join('、')}` : EXAMPLES[spec.type]),
        });
    } else if (spec.type === 'table') {
      const read = readRows(spec, v);
      values[spec.key] = read.value;
      problems.push(...read.problems);
      if (read.sums) sums[spec.key] = read.sums;
    } else if (spec.type === 'file') {
      values[spec.key] = v;
    } else {
      const { value, problem } = simple(spec, v);
      values[spec.key] = value;
      if (problem) problems.push(problem);
    }
  }
  return { values, problems, sums, extra };
}
