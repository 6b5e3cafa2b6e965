import type { Day } from '../../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';

const LEDGER = '政务公开工作要点台账制度';

type EvidenceFacts = { probe: 'unchecked' | 'ok' | 'broken'; name: string };

/** A report says what was done and shows it. */
export function mayReport(f: { hasShare: boolean; openReport: boolean; text: string; evidence: number }): Ruling<true> {
  const no: Refusal[] = [];
  if (!f.hasShare) no.push({ code: 'not_yours', basis: LEDGER });
  if (f.openReport) no.push({ code: 'report_open', basis: LEDGER });
  if (!f.text.trim()) no.push({ code: 'no_report_text', basis: LEDGER });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** "Done" asks for evidence that answers at this moment; a report without it can only be returned. */
export function mayAccept(f: { state: string; evidence: readonly EvidenceFacts[] }): Ruling<true> {
  const no: Refusal[] = [];
  if (f.state !== 'submitted') no.push({ code: 'already_decided', basis: LEDGER });
  if (f.evidence.length === 0) no.push({ code: 'no_evidence', basis: LEDGER });
  for (const e of f.evidence)
    if (e.probe !== 'ok') no.push({ code: 'evidence_broken', basis: LEDGER, detail: { name: e.name } });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** Returning says what is missing. */
export function mayReturn(f: { state: string; reason: string }): Ruling<true> {
  const no: Refusal[] = [];
  if (f.state !== 'submitted') no.push({ code: 'already_decided', basis: LEDGER });
  if (!f.reason.trim()) no.push({ code: 'no_return_reason', basis: LEDGER });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** A look-back takes over the tasks of the year before (要点四（三）: 开展上一年度政务公开要点回头看). */
export function mayLookBack(f: { year: number; today: Day; taken: boolean; tasks: number }): Ruling<true> {
  const no: Refusal[] = [];
  if (f.taken) no.push({ code: 'already_looked_back', basis: LEDGER });
  if (f.tasks === 0) no.push({ code: 'no_tasks', basis: LEDGER });
  if (f.year >= Number(f.today.slice(0, 4)))
    no.push({ code: 'year_not_over', basis: LEDGER, detail: { year: f.year } });
  return no.length > 0 ? refuse(no) : allow(true);
}
