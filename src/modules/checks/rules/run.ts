/** The gate itself: every check over one specimen. */
import type { Check, CheckEnv, Finding, Severity } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';

export type Checked = {
  /** By severity, then by place; what is missing (without a place) stands before what is there. */
  findings: Finding[];
  /** Checks that found nothing, for 另外查了…项，没有问题. */
  clean: { id: string; title: string }[];
  /** Checks that could not look: what they need to know, nobody told (a file outside the site). */
  unlooked: { id: string; title: string }[];
  /** Rules that broke: a fault of ours, so it blocks nothing and is said. */
  broken: { id: string; title: string; error: string }[];
};

const ORDER: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

const placeKey = (f: Finding): number => {
  const first = f.spans?.[0];
  return first ? 1 + first.layer * 1e9 + first.from : 0;
};

/** Runs every check; one that throws is reported and stops nothing else. */
export function runChecks(specimen: Specimen, env: CheckEnv, checks: readonly Check[]): Checked {
  const findings: Finding[] = [];
  const clean: Checked['clean'] = [];
  const unlooked: Checked['unlooked'] = [];
  const broken: Checked['broken'] = [];
  for (const check of checks) {
    const { id, title } = check;
    if (check.needs?.some((known) => env[known] === undefined)) {
      unlooked.push({ id, title });
      continue;
    }
    try {
      const found = check.run(specimen, env);
      if (found.length === 0) clean.push({ id, title });
      findings.push(...found);
    } catch (e) {
      broken.push({ id, title, error: e instanceof Error ? e.message : String(e) });
    }
  }
  findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || placeKey(a) - placeKey(b));
  return { findings, clean, unlooked, broken };
}
