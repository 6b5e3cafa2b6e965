import type { Day } from '../../lib/day.ts';
import type { Check, CheckEnv, Finding } from '../../lib/finding.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { solidBefore } from '../../lib/solid.ts';
import { EMPTY, type Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { type MarkAt, specimenOfHtml } from '../../platform/documents/index.ts';
import type { System } from '../../platform/system.ts';
import { toText, validateElements } from '../catalogue/index.ts';
import { checkSpecimen, gatherChecks, personsIn, siteEnv } from '../checks/index.ts';
import { unitById } from '../org/index.ts';
import { explanationText } from '../publication/index.ts';
import { type Examined, examineAttachment } from './examined.ts';
import { sayBasis } from './form.ts';
import { itemIn } from './item-read.ts';
import { type FoundIn, type Kept, type Placed, place } from './rules/findings.ts';
import { historyOf, type Piece } from './store.ts';

type CheckName = Pick<Check, 'id' | 'title' | 'basis'>;
type FileState = 'clean' | 'found';

/** What the checks say of a piece as it stands, its attachments included. */
export type Gate = {
  findings: readonly Placed[];
  /** Checks that looked everywhere and found nothing. */
  clean: readonly CheckName[];
  /** Rules that failed themselves; they block nothing. */
  broken: readonly CheckName[];
  /** Places in the text, for marks. */
  marks: readonly MarkAt[];
  /** How many places in the text a finding has. */
  marksOf(f: Placed): number;
  files: ReadonlyMap<string, FileState>;
  specimen: Specimen;
};

/** Rules for what belongs to a person. */
const PERSONAL = 'personal.';

const LOOK = { error: 'error', warning: 'warning', hint: 'hint' } as const;
const WORD = { error: '错误', warning: '提醒', hint: '建议' };

/** Looks at the piece with every rule. Attachments are read once for each state of the rules; the text every time. */
export async function gateOf(system: System, db: Reader, piece: Piece): Promise<Gate> {
  const specimen = specimenOfPiece(piece);
  const checks = gatherChecks(system.modules);
  const env = await envOf(system, db, piece, specimen);
  // A file is looked at for itself: what is said of it holds wherever it is attached.
  const plain: CheckEnv = { today: env.today, ...(env.units ? { units: env.units } : {}) };
  const [own, kept] = [checkSpecimen(specimen, env, checks), keptOf(await historyOf(db, piece.id))];
  const beside = besideFindings(piece, plain, checks);
  const files: { file: FoundIn; seen: Examined }[] = [];
  // One after the other: each is a worker's whole attention, and there are two.
  for (const a of piece.attachments)
    files.push({
      file: { sha256: a.sha256, name: a.name },
      seen: await examineAttachment(system, db, a, plain, checks),
    });
  const all: { finding: Finding; file?: FoundIn }[] = [
    ...own.findings.filter((f) => !saidAnyway(f, piece)).map((finding) => ({ finding })),
    ...beside.map((finding) => ({ finding })),
    ...files.flatMap(({ file, seen }) => seen.findings.map((finding) => ({ finding, file }))),
  ];
  const findings = place(all, kept);
  const broken = new Set([...own.broken.map((b) => b.id), ...files.flatMap((f) => f.seen.broken)]);
  const hit = new Set(all.map((f) => f.finding.rule));
  const names = checks.map(({ id, title, basis }) => ({ id, title, basis }));
  // A check that looked at nothing found nothing: an empty sheet is not praised.
  const empty = piece.attachments.length === 0 && specimen.layers.every((l) => l.text.trim() === '');
  const marks = marksFor(specimen, findings);
  return {
    findings,
    clean: empty
      ? []
      : names.filter((c) => own.clean.some((k) => k.id === c.id) && !hit.has(c.id) && !broken.has(c.id)),
    broken: names.filter((c) => broken.has(c.id)),
    marks,
    marksOf: (f) => marks.filter((m) => m.n === f.n).length,
    files: new Map(files.map(({ file, seen }) => [file.sha256, seen.findings.length > 0 ? 'found' : 'clean'])),
    specimen,
  };
}

/** What a sentence that readers will see says of persons, as refusals. */
export function personalIn(ctx: { today: Day }, text: string): Refusal[] {
  return personsIn(text, '原因', ctx.today)
    .filter((f) => f.severity === 'error')
    .map((f) => ({
      code: 'finding',
      basis: f.basis,
      detail: { message: f.message, at: f.at, rule: f.rule, key: '' },
    }));
}

/** Numbers and titles beside the text are no prose, but go out too. */
function besideFindings(p: Piece, env: CheckEnv, checks: readonly Check[]): Finding[] {
  const fields: [string, string][] = [
    ['发文字号', p.docNo],
    ['索引号', p.indexNo],
    ['公开依据', p.basis.map((b) => [b.law, b.article ?? '', b.text ?? ''].join(' ')).join('\n')],
    ['有效期的说明', p.validity?.note ?? ''],
    ['要素名称', p.elements.map((e) => e.label).join('\n')],
    [
      '原来的文件怎么称呼',
      p.explanation?.change && 'oldName' in p.explanation.change ? p.explanation.change.oldName : '',
    ],
  ];
  const layers = fields.flatMap(([at, text]) =>
    text.trim() === '' ? [] : [{ kind: 'shown' as const, at, text, spots: [{ from: 0, at }] }],
  );
  if (layers.length === 0) return [];
  // Their places are not those of the text, so nothing is marked or mended there.
  return checkSpecimen(
    { ...EMPTY, layers },
    env,
    checks.filter((c) => c.id.startsWith(PERSONAL)),
  ).findings.map(({ spans: _s, remedy: _r, ...f }) => f);
}

/** A title that is missing is one of the things a piece lacks (`lacking`); it is not said twice. */
const saidAnyway = (f: Finding, p: Piece): boolean =>
  p.title.trim() === '' && f.rule === 'element.missing' && f.message === '缺少标题';

/** Fields that go out with a piece beside its text, each a layer of its own behind those of the markup. */
const FIELDS = [
  ['answer', '一两句话说清和群众的关系'],
  ['correction', '更正原因'],
  ['issuer', '发文机关'],
  ['source', '信息来源'],
] as const;
type TextField = 'title' | (typeof FIELDS)[number][0];

type Written = Pick<
  Piece,
  'title' | 'html' | 'attachments' | 'answer' | 'correction' | 'issuer' | 'source' | 'elements' | 'explanation'
>;
type Element = Piece['elements'][number];
type TableElement = Extract<Element, { rows: unknown }>;

const isTable = (e: Element): e is TableElement => 'rows' in e;
const elementAt = (e: Element): string => `要素“${e.label}”`;

/** Everything of a piece that becomes public, as the checks see it. The first layer is the shown text. */
function specimenOfPiece(p: Written): Specimen {
  const s = specimenOfHtml(p.html, { name: p.title, title: p.title, attachments: p.attachments.map((a) => a.name) });
  const fields = FIELDS.map(([field, at]) => ({ at, text: p[field] ?? '' }));
  const elements = p.elements.flatMap((e) => (isTable(e) ? [] : [{ at: elementAt(e), text: e.value }]));
  const explained = [{ at: '一页看懂', text: explanationText(p.explanation) }];
  const layers = [...fields, ...elements, ...explained]
    .filter((l) => l.text.trim() !== '')
    .map((l) => ({ kind: 'shown' as const, spots: [], ...l }));
  const grids = p.elements.filter(isTable).map((e) => ({
    at: elementAt(e),
    kind: 'shown' as const,
    headRows: 1,
    head: e.head,
    rows: [e.head, ...e.rows],
    headMarked: true,
  }));
  return { ...s, layers: [...s.layers, ...layers], grids: [...s.grids, ...grids] };
}

/** Which field of the piece a layer is the text of; undefined for the shown text and what stands in the markup. */
export function fieldOf(s: Specimen, layer: number): TextField | undefined {
  const l = s.layers[layer];
  if (l?.kind === 'title' && l.at === '标题') return 'title';
  return FIELDS.find(([, at]) => layer !== SHOWN && l?.kind === 'shown' && l.at === at)?.[0];
}

/** The element whose words a layer is. */
export const elementOfLayer = (p: Written, s: Specimen, layer: number): Element | undefined =>
  layer === SHOWN ? undefined : p.elements.find((e) => !isTable(e) && elementAt(e) === s.layers[layer]?.at);

/** The element whose table a grid is; tables of the markup stand before them. */
export const elementOfGrid = (p: Written, s: Specimen, grid: number): TableElement | undefined => {
  const tables = p.elements.filter(isTable);
  return tables[grid - (s.grids.length - tables.length)];
};

/** The layer of the specimen that is the shown text: the one that is marked and edited in the sheet. */
export const SHOWN = 0;

async function envOf(system: System, db: Reader, p: Piece, specimen: Specimen): Promise<CheckEnv> {
  const unit = await unitById(db, p.unitId);
  return siteEnv(db, {
    system,
    today: system.clock.today(),
    specimen,
    piece: {
      unitId: p.unitId,
      unitName: unit?.name ?? '',
      id: p.id,
      ...(p.interprets === null ? {} : { interprets: p.interprets }),
      ...(p.forPiece === null ? {} : { forPiece: p.forPiece }),
      ...(p.explanation ? { explanation: explainedIn(p.explanation) } : {}),
      attachments: p.attachments.map(({ name, type }) => ({ name, type })),
      kind: p.kind,
      ...(p.docNo.trim() ? { docNo: p.docNo.trim() } : {}),
      ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
      ...(p.validity?.from ? { validFrom: p.validity.from } : {}),
      ...(p.validity?.until ? { validUntil: p.validity.until } : {}),
      ...(await itemFacts(db, p, system.clock.today())),
    },
    ...(p.no === null ? {} : { no: p.no }),
    ...(system.config.publicUrl ? { origin: system.config.publicUrl } : {}),
  });
}

/** Which of the six elements an interpretation answers; a table of old and new, or that there was nothing before, is the last. */
const explainedIn = (e: NonNullable<Piece['explanation']>): { form: string; given: string[]; first: boolean } => ({
  form: e.form,
  first: e.change !== undefined && 'first' in e.change,
  given: [...e.answers.map((a) => a.name), ...(e.change ? ['新旧政策差异'] : [])],
});

/** What the form of the catalogue's item asks for, and what was given. */
async function itemFacts(db: Reader, p: Piece, today: Day): Promise<Pick<NonNullable<CheckEnv['piece']>, 'item'>> {
  const item = await itemIn(db, p, today);
  if (!item) return {};
  const filled = new Set(
    p.elements.filter((e) => (isTable(e) ? e.rows.length > 0 : e.value.trim() !== '')).map((e) => e.key),
  );
  // What the form keeps although it cannot be read: a piece with it is not handed on, so the findings say it too.
  const { problems } = validateElements(
    item.elements.filter((e) => filled.has(e.key)),
    Object.fromEntries(p.elements.map((e) => [e.key, toText(e)])),
  );
  const wrong = new Map(problems.map((x) => [x.key, `${x.say}。${x.instead}。`]));
  const isGiven = (e: (typeof item.elements)[number]): boolean =>
    e.type === 'file' ? p.attachments.length > 0 : filled.has(e.key);
  // A publication gives at least one part, and a part begun must be complete (law/README.md).
  const begun = new Set(item.elements.filter((e) => e.part && isGiven(e)).map((e) => e.part));
  const asked = (part: string | undefined): boolean => !part || begun.size === 0 || begun.has(part);
  return {
    item: {
      id: item.id,
      title: item.level2,
      basis: item.basis.map(sayBasis).join('、'),
      elements: item.elements.map((e) => ({
        label: e.label,
        required: e.required && asked(e.part),
        given: isGiven(e),
        ...(wrong.has(e.key) ? { wrong: wrong.get(e.key) } : {}),
      })),
    },
  };
}

/** What was kept with a reason: the history is the only place that says so. */
function keptOf(history: Awaited<ReturnType<typeof historyOf>>): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const s of history)
    if (s.act === 'keep') for (const f of s.findings ?? []) kept.set(f.key, { reason: s.remark, by: s.actorLabel });
  return kept;
}

function marksFor(specimen: Specimen, findings: readonly Placed[]): MarkAt[] {
  const before = solidBefore(specimen.layers[SHOWN]?.text ?? '');
  return findings
    .filter((f) => !f.file)
    .flatMap((f) =>
      (f.spans ?? [])
        .filter((s) => s.layer === SHOWN)
        .map((s, i) => ({
          from: before[s.from] ?? 0,
          to: before[s.to] ?? 0,
          n: f.n,
          nth: i + 1,
          look: f.kept ? 'kept' : LOOK[f.severity],
          say: `第${f.n}处，${WORD[f.severity]}：${f.message}`,
        })),
    )
    .filter((m) => m.to > m.from);
}
