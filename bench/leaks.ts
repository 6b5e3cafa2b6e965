/** Leaks planted in files of every format and in every place where words can hide: how many the gate finds. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Day, isDay } from '../src/lib/day.ts';
import { type Rng, rng as seeded } from '../src/lib/rng.ts';
import type { Specimen } from '../src/lib/specimen.ts';
import { checkSpecimen, maskGrid } from '../src/modules/checks/checks.ts';
import {
  DOCX_PLACES,
  docxWith,
  HTML_PLACES,
  htmlWith,
  PDF_PLACES,
  type Plant,
  pdfWith,
  XLSX_PLACES,
  xlsxWith,
} from '../src/platform/documents/fixtures-hiding.ts';
import {
  cardNumber,
  type Datum,
  homeAddress,
  idNumber,
  mobileNumber,
  type NearMiss,
  personName,
  type Said,
  sayDatum,
  sayNearMiss,
} from '../src/platform/documents/fixtures-people.ts';
import { cleanCopy, closeConverter, examine } from '../src/platform/documents/index.ts';
import { median, type Row, time } from './kit.ts';

export const title = 'leaks: 2,000 seeded files, personal data planted in every place, found by the gate';

const FILES = 2_000;
const SEED = 'leaks 1';
const AT_ONCE = 4;
const ASKED_ALL = 0.98;
const KINDS: readonly Datum[] = ['id', 'card', 'mobile', 'landline', 'address'];
const RULE: Record<string, Datum> = {
  'personal.id-number': 'id',
  'personal.bank-card': 'card',
  'personal.mobile': 'mobile',
  'personal.landline': 'landline',
  'personal.address': 'address',
};
const SAY: Record<Datum, string> = {
  id: 'identity numbers',
  card: 'bank cards',
  mobile: 'mobile numbers',
  landline: 'private landlines',
  address: 'addresses with a house number beside a name',
};

type Format = 'docx' | 'xlsx' | 'csv' | 'html' | 'md' | 'txt' | 'pdf';
type Planted = Said & { place: string };
type Made = { name: string; bytes: Buffer; planted: Planted[]; misses: (NearMiss & { place: string })[] };

const PLACES: Record<Format, readonly string[]> = {
  docx: DOCX_PLACES,
  xlsx: XLSX_PLACES.filter((p) => p !== 'number'),
  csv: ['cell'],
  html: HTML_PLACES,
  md: ['text', 'comment', 'reference'],
  txt: ['text'],
  pdf: PDF_PLACES,
};
/** Places that hold one text of a file only. */
const ONCE = new Set(['author', 'custom', 'glossary', 'title', 'older', 'validation', 'print-header', 'link']);
const FILLER = [
  '为做好2026年春季农业生产工作，现将有关事项通知如下',
  '各单位要加强组织领导，压实工作责任，确保各项任务落到实处',
  '补贴标准为每亩120元，资金于2026年6月30日前发放到位',
  '本办法自2026年5月1日起施行，有效期五年',
];
const HEAD = ['序号', '姓名', '身份证号', '联系电话', '住址', '一卡通账号', '金额（元）'];

/** A list as townships hand it in, each cell of it known. */
function list(r: Rng, place: string): { rows: string[][]; planted: Planted[] } {
  const planted: Planted[] = [];
  const rows = Array.from({ length: 3 + r.below(12) }, (_, i) => {
    const cells: [Datum, string][] = [
      ['id', idNumber(r)],
      ['mobile', mobileNumber(r)],
      ['address', homeAddress(r)],
      ['card', cardNumber(r)],
    ];
    for (const [kind, value] of cells) planted.push({ kind, value, text: value, place });
    return [String(i + 1), personName(r), ...cells.map(([, v]) => v), String(100 + r.below(900))];
  });
  return { rows: [HEAD, ...rows], planted };
}

async function make(no: number): Promise<Made> {
  const r = seeded(`${SEED} ${no}`);
  const format = r.pick<Format>(['docx', 'docx', 'xlsx', 'xlsx', 'csv', 'html', 'md', 'txt', 'pdf', 'pdf']);
  const used = new Set<string>();
  const place = (): string => {
    const free = PLACES[format].filter((p) => !ONCE.has(p) || !used.has(p));
    const chosen = r.pick(free);
    used.add(chosen);
    return chosen;
  };
  const planted: Planted[] = [];
  const plants: Plant[] = [];
  // A third of the files is clean.
  for (let n = r.chance(0.33) ? 0 : 1 + r.below(4); n > 0; n -= 1) {
    const said = sayDatum(r, r.pick(KINDS));
    const where = place();
    planted.push({ ...said, place: where });
    plants.push({ place: where, text: said.text });
  }
  const misses = Array.from({ length: r.below(4) }, () => ({ ...sayNearMiss(r), place: place() }));
  for (const m of misses) plants.push({ place: m.place, text: m.text });
  const lines = r.shuffle(FILLER).slice(0, 2);
  const listed =
    (format === 'xlsx' || format === 'csv') && planted.length > 0 && r.chance(0.4) ? list(r, 'list') : undefined;
  planted.push(...(listed?.planted ?? []));
  const bytes = await build(format, lines, listed?.rows, plants);
  return { name: `${no}.${format}`, bytes, planted, misses };
}

async function build(format: Format, lines: string[], rows: string[][] | undefined, plants: Plant[]): Promise<Buffer> {
  if (format === 'docx') return docxWith(lines, plants);
  if (format === 'xlsx')
    return xlsxWith(rows ?? [['项目', '说明'], ...lines.map((l, i) => [String(i + 1), l])], plants);
  if (format === 'pdf') return pdfWith(lines, plants);
  if (format === 'html') return htmlWith(lines, plants);
  if (format === 'csv') {
    const all = [
      ...(rows ?? [['项目', '说明'], ...lines.map((l) => ['1', l])]),
      ...plants.map((p) => ['备注', p.text]),
    ];
    return Buffer.from(all.map((row) => row.map((c) => `"${c}"`).join(',')).join('\r\n'));
  }
  const asText = (p: Plant): string =>
    p.place === 'comment' ? `<!-- ${p.text} -->` : p.place === 'reference' ? `[x]: # (${p.text})` : p.text;
  return Buffer.from([...lines, ...plants.map(asText)].join('\n\n'));
}

/** Digits without gaps, half-width, X large; an address keeps its words. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '')
    .toUpperCase();

/** What the gate says is personal, by kind: the words its marks cover, and the cells that its remedy masks. */
function foundIn(s: Specimen, today: Day): { byKind: Map<Datum, Set<string>>; broken: number } {
  const byKind = new Map<Datum, Set<string>>(KINDS.map((k) => [k, new Set<string>()]));
  const { findings, broken } = checkSpecimen(s, { today });
  for (const f of findings) {
    const kind = RULE[f.rule];
    for (const span of kind ? (f.spans ?? []) : []) {
      const text = s.layers[span.layer]?.text.slice(span.from, span.to) ?? '';
      byKind.get(kind as Datum)?.add(bare(text));
    }
    // A finding in a list has no marks in a text: what its remedy takes out is what it found.
    const grid = f.remedy?.kind === 'mask' ? s.grids[f.remedy.grid] : undefined;
    const masked = kind && grid ? maskGrid(grid, { today }).grid : undefined;
    for (const [r, row] of (masked?.rows ?? []).entries())
      for (const [c, cell] of row.entries()) {
        const was = grid?.rows[r]?.[c] ?? '';
        if (cell !== was) byKind.get(kind as Datum)?.add(bare(was));
      }
  }
  return { byKind, broken: broken.length };
}

const holds = (found: ReadonlySet<string>, value: string): boolean => {
  if (found.has(value)) return true;
  for (const f of found) if (f.includes(value) || (f.length >= 7 && value.includes(f))) return true;
  return false;
};

export async function run(args: readonly string[]): Promise<Row[]> {
  const at = args.find((a) => a.startsWith('--out='))?.slice(6);
  const today = '2026-03-31';
  if (!isDay(today)) throw new Error('not a day');
  const count = new Map<string, { all: number; found: number }>();
  const add = (key: string, found: boolean): void => {
    const c = count.get(key) ?? { all: 0, found: 0 };
    count.set(key, { all: c.all + 1, found: c.found + (found ? 1 : 0) });
  };
  const missed: string[] = [];
  const alarms: string[] = [];
  const unread: string[] = [];
  let broken = 0;
  let bytes = 0;
  let alarmedFiles = 0;
  let cleanFiles = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < FILES) {
      const file = await make(next++);
      bytes += file.bytes.length;
      const result = await examine({ name: file.name, bytes: file.bytes });
      if (!result.ok) {
        unread.push(`${file.name} ${result.reason}`);
        for (const p of file.planted) add(p.kind, false);
        continue;
      }
      const seen = foundIn(result.specimen, today);
      broken += seen.broken;
      for (const p of file.planted) {
        const ok = holds(seen.byKind.get(p.kind) ?? new Set(), bare(p.value));
        add(p.kind, ok);
        add(`place ${file.name.split('.')[1]} ${p.place}`, ok);
        if (!ok) missed.push(`${file.name} ${p.place} ${p.kind} ${p.text}`);
      }
      const all = new Set([...seen.byKind.values()].flatMap((s) => [...s]));
      for (const m of file.misses) {
        const alarm = holds(all, bare(m.value));
        add('near', alarm);
        if (alarm) alarms.push(`${file.name} ${m.place} ${m.text}`);
      }
      if (file.planted.length === 0) {
        cleanFiles += 1;
        if (all.size > 0) alarmedFiles += 1;
      }
    }
  };
  const ms = await time(() => Promise.all(Array.from({ length: AT_ONCE }, work)));
  const long = await longList();
  await closeConverter();
  if (at) {
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'missed.txt'), missed.join('\n'));
    writeFileSync(join(at, 'alarms.txt'), alarms.join('\n'));
    writeFileSync(join(at, 'unread.txt'), unread.join('\n'));
  }
  return rows(count, { ms, long, bytes, broken, unread: unread.length, cleanFiles, alarmedFiles });
}

/** Milliseconds, by the clock and of processors, to look into a list of 10,000 rows and write its clean copy: median of five. */
async function longList(): Promise<{ clock: number; processor: number }> {
  const r = seeded(`${SEED} list`);
  const body = Array.from({ length: 10_000 }, (_, i) => [
    i + 1,
    personName(r),
    idNumber(r),
    mobileNumber(r),
    homeAddress(r),
    cardNumber(r),
    100 + r.below(900),
    '高龄津贴',
    46_000 + r.below(365),
    '无',
  ]);
  const bytes = await xlsxWith([[...HEAD, '类别', '日期', '备注'], ...body], []);
  const runs: number[] = [];
  const worked: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const before = process.cpuUsage();
    runs.push(
      await time(async () => {
        const seen = await examine({ name: 'a.xlsx', bytes });
        const copy = await cleanCopy({ name: 'a.xlsx', bytes }, seen.ok ? seen.specimen.grids : []);
        if (!seen.ok || !copy.ok) throw new Error('the list was not read');
      }),
    );
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
  }
  return { clock: median(runs), processor: median(worked) };
}

function rows(
  count: ReadonlyMap<string, { all: number; found: number }>,
  whole: {
    ms: number;
    long: { clock: number; processor: number };
    bytes: number;
    broken: number;
    unread: number;
    cleanFiles: number;
    alarmedFiles: number;
  },
): Row[] {
  const share = (c: { all: number; found: number } | undefined): number => (c && c.all > 0 ? c.found / c.all : 0);
  const say = (c: { all: number; found: number } | undefined): string =>
    `${share(c).toFixed(4)} (${c?.found ?? 0} of ${c?.all ?? 0})`;
  const total = KINDS.reduce(
    (sum, k) => ({ all: sum.all + (count.get(k)?.all ?? 0), found: sum.found + (count.get(k)?.found ?? 0) }),
    { all: 0, found: 0 },
  );
  const places = [...count].filter(([key]) => key.startsWith('place '));
  const near = count.get('near');
  return [
    ...KINDS.map((kind): Row => {
      const c = count.get(kind);
      const strict = kind === 'id' || kind === 'card';
      return { what: `recall: ${SAY[kind]}`, ours: say(c), ...(strict ? { asked: '1.0', met: share(c) === 1 } : {}) };
    }),
    { what: 'recall: all personal data', ours: say(total), asked: `≥ ${ASKED_ALL}`, met: share(total) >= ASKED_ALL },
    {
      what: 'hiding places (format and place) without a miss',
      ours: `${places.filter(([, c]) => c.found === c.all).length} of ${places.length}`,
    },
    { what: 'near misses taken for personal', ours: say(near) },
    { what: 'clean files with an alarm', ours: `${whole.alarmedFiles} of ${whole.cleanFiles}` },
    { what: 'files that could not be read', ours: String(whole.unread), asked: '0', met: whole.unread === 0 },
    { what: 'rules that broke', ours: String(whole.broken), asked: '0', met: whole.broken === 0 },
    {
      what: 'list of 10,000 rows × 10 columns: examined and written anew',
      ours: `${Math.round(whole.long.clock)} ms (processors ${Math.round(whole.long.processor)} ms)`,
      asked: '≤ 2000 ms',
      met: whole.long.clock <= 2_000,
    },
    {
      what: 'examined and checked',
      ours: `${Math.round(FILES / (whole.ms / 1000))} files/s (${(whole.bytes / 1e6).toFixed(1)} MB, making them included)`,
    },
  ];
}
