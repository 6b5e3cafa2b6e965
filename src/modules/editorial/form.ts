import { isDay } from '../../lib/day.ts';
import { escapeText } from '../../lib/markup.ts';
import type { Form } from '../../platform/http/types.ts';
import type { Basis, Validity } from '../publication/index.ts';
import type { PieceFields } from './store.ts';

export type FieldError = { field: string; text: string };
/** `unread`: what was typed into fields that were not understood, to stand there again. */
export type ParsedForm = { fields: Partial<PieceFields>; errors: FieldError[]; unread: Record<string, string> };

/** Kinds a clerk chooses from; what a reader filters by. */
export const KINDS = [
  '通知公告',
  '政策文件',
  '解读',
  '动态',
  '规划',
  '预算决算',
  '名册公示',
  '行政执法',
  '统计',
  '招生',
  '人事',
  '回应',
  '指南',
  '年报',
] as const;

const typed = (form: Form, name: string, into: (text: string) => Partial<PieceFields>): Partial<PieceFields> =>
  form.entries().some(([k]) => k === name) ? into(form.text(name)) : {};

/** Reads what the editor sends. Only fields that were sent are returned, so a small form never empties the others. */
export function parsePiece(form: Form): ParsedForm {
  const errors: FieldError[] = [];
  const dayField = (name: string, label: string): string | null => {
    const text = form.text(name).trim();
    if (text === '') return null;
    if (isDay(text)) return text;
    errors.push({ field: name, text: `${label}要写成2026-03-31这样，您写的是“${text}”。` });
    return null;
  };
  const issued = dayField('issuedOn', '成文日期');
  const from = dayField('validFrom', '施行日期');
  const until = dayField('validUntil', '有效期至');
  if (from && until && until < from)
    errors.push({ field: 'validUntil', text: `有效期至${until}早于施行日期${from}，请核对。` });
  const asked = form.text('interprets').trim();
  const forPiece = /^.*\/console\/pieces\/([0-9A-Za-z]{1,40})(?:[/?#].*)?$/.exec(asked)?.[1] ?? null;
  const interprets = forPiece === null ? asked.replace(/^.*\/p\//, '') : '';
  if (interprets && !/^\d+$/.test(interprets))
    errors.push({ field: 'interprets', text: '解读的是哪一件，写它的登记号或网址，例如10431。' });
  const fields: Partial<PieceFields> = {
    ...typed(form, 'title', (title) => ({ title: title.replace(/\s+/g, ' ').trim() })),
    ...typed(form, 'kind', (kind) => ({ kind: (KINDS as readonly string[]).includes(kind) ? kind : '通知公告' })),
    ...typed(form, 'column', () => ({
      columns: [...new Set([form.text('column'), ...form.all('column2')].filter(Boolean))],
    })),
    ...typed(form, 'topicsSent', () => ({ topics: form.all('topic') })),
    ...typed(form, 'html', (html) => ({ html: markup(html) })),
    ...typed(form, 'answer', (answer) => ({ answer })),
    ...typed(form, 'docNo', (docNo) => ({ docNo })),
    ...typed(form, 'indexNo', (indexNo) => ({ indexNo })),
    ...typed(form, 'issuer', (issuer) => ({ issuer: issuer.trim() })),
    ...typed(form, 'source', (source) => ({ source })),
    ...typed(form, 'issuedOn', () => ({ issuedOn: issued as PieceFields['issuedOn'] })),
    ...typed(form, 'basis', (basis) => ({ basis: parseBasis(basis) })),
    ...typed(form, 'validFrom', () => ({ validity: validityOf(from, until) })),
    ...typed(form, 'interprets', () => ({
      interprets: /^\d+$/.test(interprets) ? Number(interprets) : null,
      forPiece,
    })),
    ...typed(form, 'correction', (correction) => ({ correction })),
  };
  const wrong = errors.flatMap((e) => (VALIDITY.includes(e.field) ? VALIDITY : [e.field]));
  return { fields, errors, unread: Object.fromEntries(wrong.map((field) => [field, form.text(field)])) };
}

/** Two days that are read together. */
const VALIDITY: readonly string[] = ['validFrom', 'validUntil'];

/** What the form has no field for stays as it was stored: the words of a basis, a document's status and its note. */
export function overStored<P extends Pick<PieceFields, 'basis' | 'validity'>>(
  stored: P,
  fields: Partial<PieceFields>,
): P {
  const basis = fields.basis?.map((b) => stored.basis.find((s) => s.law === b.law && s.article === b.article) ?? b);
  const { from: _f, until: _u, ...rest } = stored.validity ?? {};
  const validity = fields.validity || Object.keys(rest).length > 0 ? { ...rest, ...fields.validity } : null;
  return { ...stored, ...fields, ...(basis ? { basis } : {}), ...('validity' in fields ? { validity } : {}) };
}

/** The fields without those that were not understood: they keep what was stored. */
export function understood({ fields, errors }: Pick<ParsedForm, 'fields' | 'errors'>): Partial<PieceFields> {
  const wrong = new Set(errors.flatMap((e) => FILLS[e.field] ?? [e.field]));
  return Object.fromEntries(Object.entries(fields).filter(([k]) => !wrong.has(k)));
}

/** What a field of the form fills in the piece, where they are not called the same. */
const FILLS: Readonly<Record<string, readonly string[]>> = {
  validFrom: ['validity'],
  validUntil: ['validity'],
  interprets: ['interprets', 'forPiece'],
};

const validityOf = (from: string | null, until: string | null): Validity | null =>
  from || until ? ({ ...(from ? { from } : {}), ...(until ? { until } : {}) } as Validity) : null;

/** One basis a line: 《法名》第几条. */
function parseBasis(text: string): Basis[] {
  return text
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)
    .map((line) => {
      const m = /^《([^》]+)》\s*(第.+)?$/.exec(line);
      return m?.[1] ? { law: m[1], ...(m[2] ? { article: m[2] } : {}) } : { law: line };
    });
}

/** The catalogue's laws carry their marks, and sometimes their number, already. */
export const sayBasis = (b: Basis): string => `${b.law.startsWith('《') ? b.law : `《${b.law}》`}${b.article ?? ''}`;

/** Without script the field is plain text: blank lines part paragraphs. */
function markup(text: string): string {
  if (/<(p|h[1-6]|ul|ol|table|div|br)\b/i.test(text)) return text;
  return text
    .split(/\n\s*\n|\r\n\s*\r\n/)
    .map((p) => p.trim())
    .filter(Boolean)
    .map((p) => `<p>${escapeText(p).replace(/\r?\n/g, '<br>')}</p>`)
    .join('\n');
}
