import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../../lib/finding.ts';

/** A finding as history and audit name it: without the words it was found in. */
export type Named = Pick<Finding, 'rule' | 'severity' | 'message' | 'at' | 'basis'> & { key: string };

/** The attachment a finding was made in. */
export type FoundIn = { sha256: string; name: string };

/** What was said for keeping it, by whom. */
export type Kept = { reason: string; by: string };

/** A finding with its number: the same beside the text, in the text and in what is said of it. */
export type Placed = Finding & { key: string; n: number; file?: FoundIn; kept?: Kept };

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/**
 * What makes a finding the same one after other words were changed: its rule, the file, what it says and the words it was
 * found in; `nth` tells apart those that are alike in all of this. A finding that says something new is a new one.
 */
const keyOf = (f: Finding, file: FoundIn | undefined, nth: number): string =>
  createHash('sha256')
    .update(JSON.stringify([f.rule, file?.sha256 ?? '', f.message, f.quote, nth]))
    .digest('hex')
    .slice(0, 16);

/** Orders by severity, then text before attachments, then place; what was kept with a reason comes last. Numbers from 1. */
export function place(
  found: readonly { finding: Finding; file?: FoundIn }[],
  kept: ReadonlyMap<string, Kept>,
): Placed[] {
  const times = new Map<string, number>();
  return found
    .map(({ finding, file }, at) => {
      const alike = keyOf(finding, file, 0);
      const nth = times.get(alike) ?? 0;
      times.set(alike, nth + 1);
      const key = nth === 0 ? alike : keyOf(finding, file, nth);
      // An error is never kept by the one who wrote it.
      const why = finding.severity === 'error' ? undefined : kept.get(key);
      return {
        ...mendable(finding, file),
        key,
        n: 0,
        ...(file ? { file } : {}),
        ...(why ? { kept: why } : {}),
        at: placeIn(finding.at, file),
        order: at,
      };
    })
    .sort(
      (a, b) =>
        Number(Boolean(a.kept)) - Number(Boolean(b.kept)) ||
        WEIGHT[a.severity] - WEIGHT[b.severity] ||
        Number(Boolean(a.file)) - Number(Boolean(b.file)) ||
        (a.spans?.[0]?.layer ?? 0) - (b.spans?.[0]?.layer ?? 0) ||
        (a.spans?.[0]?.from ?? 0) - (b.spans?.[0]?.from ?? 0) ||
        a.order - b.order,
    )
    .map(({ order: _, ...f }, i) => ({ ...f, n: i + 1 }));
}

/** Words inside a file are its author's to mend: here it can only be masked as a list, or copied clean. */
const mendable = (f: Finding, file: FoundIn | undefined): Finding => {
  if (!file || f.remedy?.kind !== 'replace') return f;
  const { remedy: _, ...rest } = f;
  return rest;
};

const placeIn = (at: string, file: FoundIn | undefined): string => (file ? `附件 ${file.name} · ${at}` : at);

/** For the history, which can never be changed: without the file's name, since that may name a person. */
export const nameOf = (f: Placed): Named => ({
  key: f.key,
  rule: f.rule,
  severity: f.severity,
  message: f.message,
  at: f.file ? f.at.replace(`附件 ${f.file.name} · `, '附件 · ') : f.at,
  basis: f.basis,
});

/** Errors: what nobody takes out without a reason. */
export const blocking = (found: readonly Placed[]): Placed[] => found.filter((f) => f.severity === 'error');

/** Errors and warnings that nobody has answered for: what a person who goes on in spite of them takes upon themselves. */
export const unanswered = (found: readonly Placed[]): Placed[] => found.filter((f) => f.severity !== 'hint' && !f.kept);

export const counted = (found: readonly Placed[]): { errors: number; warnings: number; hints: number } => {
  const n = (s: Severity): number => found.filter((f) => f.severity === s && !f.kept).length;
  return { errors: n('error'), warnings: n('warning'), hints: n('hint') };
};
