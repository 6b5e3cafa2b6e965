/** What the gate says of citations. The library is read elsewhere (`cite-env.ts`); these only say it, one law one finding. */
import type { Check, CheckEnv, Finding, SeenCitation, Severity } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';

const BASIS = '《2021年政务公开工作要点》三（一）：引用行政法规使用国家正式版本';

type Say = { severity: Severity; message(law: string): string };
const SAY: Readonly<Record<SeenCitation['status'], Say>> = {
  outdated: { severity: 'warning', message: (law) => `引用的《${law}》是旧文本` },
  repealed: { severity: 'warning', message: (law) => `引用的《${law}》已经废止或失效` },
  future: { severity: 'warning', message: (law) => `引用的《${law}》还没有施行` },
  'no-such-article': { severity: 'warning', message: (law) => `《${law}》没有引用的这一条` },
  unknown: { severity: 'hint', message: (law) => `法规库里查不到《${law}》` },
  misquoted: { severity: 'warning', message: (law) => `引文和《${law}》的原文不一样` },
};

const SHORT = 60;
const short = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

/** The button says what it puts in, where that is short enough. */
const labelOf = (status: SeenCitation['status'], suggestions: readonly string[]): string => {
  const [only, more] = suggestions;
  if (only && !more && only.length <= 24) return `换成${only}`;
  return status === 'misquoted' ? '换成法规原文' : '换成现行的';
};

function findingOf(s: Specimen, rule: string, same: readonly SeenCitation[]): Finding[] {
  const [first] = same;
  const layer = first && s.layers[first.layer];
  if (!first || !layer) return [];
  const places = [...new Set(same.map((c) => placeOf(layer, c.from)))];
  const suggestions = [...new Set(same.flatMap((c) => (c.suggestion ? [c.suggestion] : [])))];
  // One click mends all of them or none: half a correction would look like a whole one.
  const edits = same.every((c) => c.edits) ? same.flatMap((c) => c.edits ?? []) : [];
  return [
    {
      rule,
      severity: SAY[first.status].severity,
      message: SAY[first.status].message(first.law),
      why: first.say,
      quote: short(first.quote),
      at: places.length > 3 ? `${places.slice(0, 3).join('、')}等${places.length}处` : places.join('、'),
      basis: BASIS,
      ...(suggestions.length > 0 ? { suggestion: suggestions.join('、') } : {}),
      ...(edits.length > 0
        ? {
            remedy: {
              kind: 'replace' as const,
              label: labelOf(first.status, suggestions),
              layer: first.layer,
              edits,
            },
          }
        : {}),
      spans: same.map(({ layer: l, from, to }) => ({ layer: l, from, to })),
    },
  ];
}

/** Citations of one law that say the same for the same reason are one finding. */
const check = (id: string, title: string, statuses: readonly SeenCitation['status'][]): Check => ({
  id,
  title,
  basis: BASIS,
  needs: ['citations'],
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const mine = (env.citations ?? []).filter((c) => statuses.includes(c.status));
    const groups = Map.groupBy(mine, (c) =>
      [c.layer, c.status, c.law, c.say, c.status === 'misquoted' ? c.from : ''].join('|'),
    );
    return [...groups.values()].flatMap((same) => findingOf(s, id, same));
  },
});

export const citationChecks: readonly Check[] = [
  check('regulation.in-force', '引用的法规是否现行', ['outdated', 'repealed', 'future']),
  check('regulation.article', '引用的条文有没有', ['no-such-article']),
  check('regulation.quote', '引文和法规原文是否一样', ['misquoted']),
  check('regulation.known', '引用的法规查不查得到', ['unknown']),
];
