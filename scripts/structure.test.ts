import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Files,
  foreignKeyViolations,
  importViolations,
  mapViolations,
  pictureViolations,
  sqlViolations,
  textViolations,
  type Violation,
} from './structure.ts';

const root = join(import.meta.dirname, '..');
const walk = (dir: string): string[] =>
  readdirSync(dir).flatMap((n) => (statSync(join(dir, n)).isDirectory() ? walk(join(dir, n)) : [join(dir, n)]));
const files: Files = new Map(
  ['src', 'law']
    .flatMap((d) => walk(join(root, d)))
    .map((f) => [relative(root, f), /\.(tsx?|json)$/.test(f) ? readFileSync(f, 'utf8') : '']),
);
const map = JSON.parse(readFileSync(join(root, 'src/modules/map.json'), 'utf8')) as Record<string, string[]>;
const folders = readdirSync(join(root, 'src/modules')).filter((n) =>
  statSync(join(root, 'src/modules', n)).isDirectory(),
);
const schemas = [...Object.keys(map), 'platform', 'graphile_worker'];
const shown = (v: Violation[]): string[] => v.map((x) => `${x.rule}: ${x.file}: ${x.what}`);

describe('the code keeps to the picture', () => {
  test('imports follow doors and map', () => expect(shown(importViolations(files, map))).toEqual([]));
  test('the map names every module and has no way back', () => expect(shown(mapViolations(folders, map))).toEqual([]));
  test('the picture has the arrows of the map', () =>
    expect(shown(pictureViolations(readFileSync(join(root, 'docs/picture.md'), 'utf8'), map))).toEqual([]));
  test('foreign keys follow the map', () =>
    expect(shown(foreignKeyViolations(readFileSync(join(root, 'migrations/schema.sql'), 'utf8'), map))).toEqual([]));
  test('no module names another module’s tables', () => expect(shown(sqlViolations(files, schemas))).toEqual([]));
  test('pure code has no clock, markup no inline script or style', () =>
    expect(shown(textViolations(files))).toEqual([]));
});

/** One planted violation each; a check nobody has seen fail is not a check. */
describe('a planted violation is caught', () => {
  const plantedMap = { a: [], b: ['a'], c: [] };
  const base: [string, string][] = [
    ['src/modules/a/index.ts', 'export const a = 1;'],
    ['src/modules/a/store.ts', 'export const s = 1;'],
    ['src/modules/b/index.ts', "import { a } from '../a/index.ts'; export const b = a;"],
    ['src/modules/c/index.ts', 'export const c = 1;'],
    ['src/lib/day.ts', 'export const day = 1;'],
    ['src/platform/db.ts', 'export const db = 1;'],
    ['src/ui/page.tsx', 'export const p = 1;'],
    ['src/app/start.ts', 'export const s = 1;'],
    ['src/testing/world.ts', 'export const w = 1;'],
  ];
  const all = (planted: [string, string][]): string[] => {
    const f = new Map([...base, ...planted]);
    return [
      ...importViolations(f, plantedMap),
      ...sqlViolations(f, ['a', 'b', 'c', 'platform']),
      ...textViolations(f),
    ].map((v) => v.rule);
  };
  test('the base itself is clean', () => expect(all([])).toEqual([]));
  test.each([
    ['lib-is-pure', 'src/lib/x.ts', "import { db } from '../platform/db.ts'; export const x = db;", 'lib does no I/O'],
    [
      'lib-is-pure',
      'src/lib/x.ts',
      "import type { db } from '../platform/db.ts'; export type X = typeof db;",
      'not even its types',
    ],
    [
      'rules-are-pure',
      'src/modules/a/rules.ts',
      "import { s } from './store.ts'; export const r = s;",
      'rules do not read',
    ],
    [
      'rules-are-pure',
      'src/modules/a/rules/x.ts',
      "import fs from 'node:fs'; export const r = fs;",
      'rules in a folder too',
    ],
    [
      'platform-knows-no-module',
      'src/platform/x.ts',
      "import { a } from '../modules/a/index.ts'; export const x = a;",
      'platform is below',
    ],
    [
      'ui-only-draws',
      'src/ui/x.tsx',
      "import { db } from '../platform/db.ts'; export const x = db;",
      'components do no I/O',
    ],
    [
      'nothing-imports-app',
      'src/modules/a/x.ts',
      "import { s } from '../../app/start.ts'; export const x = s;",
      'app is wiring only',
    ],
    [
      'testing-stays-in-tests',
      'src/app/x.ts',
      "import { w } from '../testing/world.ts'; export const x = w;",
      'no fixtures in the product',
    ],
    [
      'doors-only',
      'src/modules/b/x.ts',
      "import { s } from '../a/store.ts'; export const x = s;",
      'not through the wall',
    ],
    [
      'doors-only',
      'src/app/x.ts',
      "const s = await import('../modules/a/store.ts'); export const x = s;",
      'not by dynamic import either',
    ],
    [
      'keeps-to-the-map',
      'src/modules/c/x.ts',
      "import { a } from '../a/index.ts'; export const x = a;",
      'c has no arrow to a',
    ],
    ['keeps-to-the-map', 'src/modules/a/x.ts', "export { b } from '../b/index.ts';", 're-export is an import'],
    ['doors-name-what-they-give', 'src/modules/c/index.ts', "export * from './x.ts';", 'export * hides the surface'],
    [
      'imports-exist',
      'src/modules/a/x.ts',
      "import { y } from './gone.ts'; export const x = y;",
      'a path that leads nowhere',
    ],
    ['own-schema-only', 'src/modules/a/store.ts', 'export const s = sql`select 1 from b.thing`;', 'a reads b’s table'],
    [
      'own-schema-only',
      'src/modules/a/store.ts',
      'export const s = sql`insert into platform.audit values (1)`;',
      'the audit is written by the platform',
    ],
    [
      'own-schema-only',
      'src/modules/a/store.ts',
      'export const s = sql`select ${sql`(select 1 from c.x)`}`;',
      'also in a nested piece',
    ],
    [
      'pure-code-has-no-clock-or-chance',
      'src/modules/a/rules.ts',
      'export const r = () => Date.now();',
      'time comes in as an argument',
    ],
    ['pure-code-has-no-clock-or-chance', 'src/lib/x.ts', 'export const r = () => Math.random();', 'chance too'],
    [
      'platform-knows-no-government',
      'src/platform/x.ts',
      "export const x = '签发';",
      'a word of government in the platform',
    ],
    ['environment-is-read-once', 'src/modules/a/x.ts', 'export const x = process.env.X;', 'config is passed down'],
    ['no-inline-style', 'src/ui/x.tsx', 'export const x = <p style="color:red" />;', 'CSP forbids it'],
    ['no-inline-script', 'src/ui/x.tsx', 'export const x = <p onclick="x()" />;', 'CSP forbids it'],
  ])('%s in %s', (rule, file, text) => expect(all([[file, text]])).toContain(rule));
  test('a cycle', () =>
    expect(
      all([
        ['src/modules/a/x.ts', "import { y } from './y.ts'; export const x = y;"],
        ['src/modules/a/y.ts', "import { x } from './x.ts'; export const y = x;"],
      ]),
    ).toContain('no-cycles'));
  test('a folder that the map forgot, and a name without a folder', () => {
    expect(mapViolations(['a', 'new'], { a: [], old: [] }).map((v) => v.what)).toEqual([
      'folder new is not in the map',
      'old has no folder',
    ]);
  });
  test('an arrow that nobody takes', () =>
    expect(importViolations(new Map(base), { ...plantedMap, c: ['a'] })).toEqual([
      { rule: 'arrows-are-taken', file: 'src/modules/map.json', what: 'c → a' },
    ]));
  test('a picture that lacks an arrow, or has one too many', () => {
    const whats = (picture: string): string[] =>
      pictureViolations(picture, { a: [], b: ['a'], c: ['a', 'b'] }).map((v) => v.what);
    expect(whats('│ c ─► b   why │\n│ b · c │\n all of these ─► a')).toEqual([]);
    expect(whats('│ c ─► b ─► a')).toEqual(['not drawn: c → a']);
    expect(whats('b, c ─► a   c ─► b   a ─► c')).toEqual(['not in the map: a → c']);
  });
  test('a foreign key against the arrows', () => {
    const keys = (own: string, theirs: string): string[] =>
      foreignKeyViolations(
        `create table ${own}.x (\n  constraint k FOREIGN KEY (y) REFERENCES ${theirs}.y(id)\n);`,
        plantedMap,
      ).map((v) => v.what);
    expect([keys('b', 'a'), keys('a', 'a'), keys('a', 'b')]).toEqual([[], [], ['a → b']]);
  });
  test('a map that leads back', () =>
    expect(mapViolations(['a', 'b'], { a: ['b'], b: ['a'] }).map((v) => v.rule)).toContain('no-cycles'));
});
