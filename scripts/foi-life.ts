import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STATE_NAMES } from '../src/modules/foi/names.ts';
import { ACTS, MOVES, type Who } from '../src/modules/foi/rules/life.ts';
import type { State } from '../src/modules/foi/rules/types.ts';
import { projectRoot } from '../src/platform/root.ts';

const BEGIN = '<!-- life: drawn by scripts/foi-life.ts from rules/life.ts -->';
const END = '<!-- /life -->';
const WHO: Readonly<Record<Who, string>> = {
  clerk: '承办人',
  approver: '负责人',
  office: '政务公开办',
  applicant: '申请人',
  system: '系统',
};

/** The states and acts as a diagram and a table, in the README's own marks. */
export function drawLife(): string {
  const arrows = ACTS.flatMap((a) =>
    MOVES[a].from.flatMap((from) =>
      MOVES[a].to.filter((to): to is State => to !== 'same' && to !== from).map((to) => `  ${from} --> ${to}: ${a}`),
    ),
  );
  const names = Object.entries(STATE_NAMES).map(([k, v]) => `  ${k}: ${k}<br/>${v}`);
  const rows = ACTS.map((a) => {
    const m = MOVES[a];
    const to = m.to.map((t) => (t === 'same' ? 'stays' : t)).join(' / ');
    return `| \`${a}\` ${m.label} | ${m.from.join(', ')} | ${to} | ${m.who.map((w) => WHO[w]).join('、')} | ${m.guard} | ${m.document} | ${m.clock} | ${m.basis} |`;
  });
  return [
    BEGIN,
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> awaitingConfirmation',
    '  [*] --> received',
    ...names,
    ...arrows,
    '```',
    '',
    '| act | from | to | who | guard | document | clock | basis |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    END,
  ].join('\n');
}

/** The README with the life of now in it. */
export function withLife(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('the README has no place for the life');
  return `${before}${drawLife()}${after}`;
}

if (process.argv[1] === import.meta.filename) {
  const path = join(projectRoot, 'src/modules/foi/README.md');
  await writeFile(path, withLife(await readFile(path, 'utf8')));
}
