import { type Day, yearOf } from '../../../lib/day.ts';
import { parseDocNo } from '../../../lib/docno.ts';
import { foldWidth } from '../../../lib/hanzi.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';

const UNIFIED = '三统一：统一登记、统一编号、统一公布（国办发〔2018〕37号）';
const GB = 'GB/T 9704—2012第7.2.5条';

/** 统一编号, a number beside the document number: letters, year, serial. */
export type UnifiedNo = { letters: string; year: number; serial: number; text: string };

/** Reads `MHGS—2026—03` in any width and with any dash; undefined when it is none. */
export function readUnified(text: string): UnifiedNo | undefined {
  const m = /^([A-Z]{2,10})[-—–－]+(20\d{2})[-—–－]+0*([1-9]\d{0,3})$/.exec(
    foldWidth(text).replace(/\s+/g, '').toUpperCase(),
  );
  if (!m) return undefined;
  const [, letters = '', year = '', serial = ''] = m;
  return {
    letters,
    year: Number(year),
    serial: Number(serial),
    text: sayUnified(letters, Number(year), Number(serial)),
  };
}

export const sayUnified = (letters: string, year: number, serial: number): string =>
  `${letters}—${year}—${String(serial).padStart(2, '0')}`;

export type RegisterFacts = {
  docNo: string;
  unifiedNo: string;
  /** Day of registration. */
  today: Day;
  issuedOn: Day;
  /** Who has the document number already, by title; and who the unified number of this issuer and year. */
  docNoTaken: string | undefined;
  unifiedTaken: string | undefined;
};

export type Registered = { docNo: string; unified: UnifiedNo };

/** Both numbers, each unique for its issuer; a serial may leave a gap, since not all documents are public. */
export function registering(f: RegisterFacts): Ruling<Registered> {
  const no: Refusal[] = [];
  const doc = parseDocNo(f.docNo);
  for (const x of doc.findings) no.push({ code: 'doc_no_form', basis: GB, detail: { say: x.message } });
  if (doc.form === 'number' && doc.year !== yearOf(f.issuedOn))
    no.push({ code: 'doc_no_year', basis: GB, detail: { year: doc.year ?? 0, issued: yearOf(f.issuedOn) } });
  if (f.docNoTaken !== undefined) no.push({ code: 'doc_no_taken', basis: GB, detail: { by: f.docNoTaken } });
  const unified = readUnified(f.unifiedNo);
  if (!unified) no.push({ code: 'unified_form', basis: UNIFIED });
  else if (unified.year !== yearOf(f.today))
    no.push({ code: 'unified_year', basis: UNIFIED, detail: { year: unified.year, now: yearOf(f.today) } });
  if (f.unifiedTaken !== undefined) no.push({ code: 'unified_taken', basis: UNIFIED, detail: { by: f.unifiedTaken } });
  if (f.issuedOn > f.today)
    no.push({ code: 'issued_later', basis: UNIFIED, detail: { issued: f.issuedOn, today: f.today } });
  if (no.length > 0 || doc.normalised === null || !unified) return refuse(no);
  return allow({ docNo: doc.normalised, unified });
}
