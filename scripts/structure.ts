/**
 * The structure of the code as rules a machine checks: who may import whom, whose SQL is whose, what rules may not touch.
 * It looks at texts it is given, so that tests can plant violations without touching the disk.
 */
import { parseSync } from 'oxc-parser';

export type Files = ReadonlyMap<string, string>;
export type Map_ = Readonly<Record<string, readonly string[]>>;
export type Violation = { rule: string; file: string; what: string };

type Import = { to: string; typeOnly: boolean };

/** Local imports of a file, resolved to project paths; type-only ones too. Dynamic imports with a literal count. */
export function importsOf(file: string, text: string): Import[] {
  const parsed = parseSync(file, text);
  const found: Import[] = [];
  const add = (spec: string, typeOnly: boolean): void => {
    found.push({ to: spec.startsWith('.') ? resolvePath(file, spec) : spec, typeOnly });
  };
  for (const i of parsed.module.staticImports)
    add(i.moduleRequest.value, i.entries.length > 0 && i.entries.every((e) => e.isType));
  for (const e of parsed.module.staticExports)
    for (const entry of e.entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType);
  for (const d of parsed.module.dynamicImports) {
    const literal = /^['"](.+)['"]$/.exec(text.slice(d.moduleRequest.start, d.moduleRequest.end));
    if (literal?.[1]) add(literal[1], false);
  }
  return found;
}

function resolvePath(from: string, spec: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const p of spec.split('/')) {
    if (p === '..') parts.pop();
    else if (p !== '.') parts.push(p);
  }
  return parts.join('/');
}

const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1];
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const isRules = (path: string): boolean => /^src\/modules\/[^/]+\/(rules\.ts$|rules\/)/.test(path) && !isTest(path);

/** Packages that only compute: pure code may use them. */
const PURE_PACKAGES = new Set(['diff', 'node:crypto']);

export function importViolations(files: Files, map: Map_): Violation[] {
  const out: Violation[] = [];
  const edges = new Map<string, string[]>();
  const taken = new Set<string>();
  for (const [file, text] of files) {
    if (!/^src\/.*\.tsx?$/.test(file) || isTest(file)) continue;
    const own = moduleOf(file);
    const say = (rule: string, what: string): void => void out.push({ rule, file, what });
    for (const { to, typeOnly } of importsOf(file, text)) {
      const local = to.startsWith('src/') || to.startsWith('law/');
      // Types vanish when the code runs, so only real imports make a cycle.
      if (to.startsWith('src/') && !typeOnly) edges.set(file, [...(edges.get(file) ?? []), to]);
      if (local && !files.has(to)) say('imports-exist', to);
      if (file.startsWith('src/lib/') && !to.startsWith('src/lib/') && !PURE_PACKAGES.has(to)) say('lib-is-pure', to);
      if (isRules(file) && !typeOnly && !to.startsWith('src/lib/') && !isRules(to) && !PURE_PACKAGES.has(to))
        say('rules-are-pure', to);
      if (file.startsWith('src/platform/') && /^src\/(modules|app|ui|demo)\//.test(to))
        say('platform-knows-no-module', to);
      // The showcase and the scripts for browsers are no part of the server's drawing.
      if (file.startsWith('src/ui/') && /^src\/(modules|app|platform|demo)\//.test(to)) say('ui-only-draws', to);
      if (!/^src\/(app|testing)\//.test(file) && /^src\/app\//.test(to)) say('nothing-imports-app', to);
      if (!file.startsWith('src/testing/') && to.startsWith('src/testing/')) say('testing-stays-in-tests', to);
      const theirs = moduleOf(to);
      if (theirs && theirs !== own) {
        if (to !== `src/modules/${theirs}/index.ts`) say('doors-only', to);
        if (own) taken.add(`${own} → ${theirs}`);
        if (own && !(map[own] ?? []).includes(theirs)) say('keeps-to-the-map', `${own} → ${theirs}`);
      }
    }
    if (/^src\/modules\/[^/]+\/index\.ts$/.test(file) && /export\s+\*/.test(text))
      say('doors-name-what-they-give', 'export *');
  }
  for (const arrow of arrowsOf(map))
    if (!taken.has(arrow)) out.push({ rule: 'arrows-are-taken', file: 'src/modules/map.json', what: arrow });
  out.push(...cycles(edges));
  return out;
}

const arrowsOf = (map: Map_): string[] => Object.entries(map).flatMap(([m, to]) => to.map((t) => `${m} → ${t}`));

/** The drawing of `docs/picture.md` and the map have the same arrows. Its “all of these” are the modules it named above. */
export function pictureViolations(picture: string, map: Map_): Violation[] {
  const drawn = new Set<string>();
  const named = new Set<string>();
  for (const part of picture.split(/\n|\s{2,}/)) {
    const stations = part.split('─►').map((s) => {
      const names = (s.match(/[a-z]+/g) ?? []).filter((n) => n in map);
      return s.includes('all of these') ? [...named] : names;
    });
    // What an arrow only leads to stands below.
    for (const name of stations.length > 1 ? stations.slice(0, -1).flat() : stations.flat()) named.add(name);
    for (const [i, from] of stations.entries())
      for (const a of from) for (const b of stations[i + 1] ?? []) drawn.add(`${a} → ${b}`);
  }
  const known = new Set(arrowsOf(map));
  const say = (what: string): Violation => ({ rule: 'picture-is-true', file: 'docs/picture.md', what });
  return [
    ...[...known].filter((a) => !drawn.has(a)).map((a) => say(`not drawn: ${a}`)),
    ...[...drawn].filter((a) => !known.has(a)).map((a) => say(`not in the map: ${a}`)),
  ];
}

/** Foreign keys between schemas follow the arrows. */
export function foreignKeyViolations(schema: string, map: Map_): Violation[] {
  return schema.split(/^create table /m).flatMap((table) => {
    const own = /^\w+/.exec(table)?.[0] ?? '';
    return [...table.matchAll(/ REFERENCES (\w+)\./g)]
      .filter(([, theirs = '']) => own !== theirs && !map[own]?.includes(theirs))
      .map(([, theirs]) => ({
        rule: 'foreign-keys-follow-the-map',
        file: 'migrations/schema.sql',
        what: `${own} → ${theirs}`,
      }));
  });
}

function cycles(edges: ReadonlyMap<string, string[]>): Violation[] {
  const out: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    trail.push(file);
    for (const to of edges.get(file) ?? []) {
      if (state.get(to) === 'open')
        out.push({ rule: 'no-cycles', file, what: [...trail.slice(trail.indexOf(to)), to].join(' → ') });
      else if (!state.has(to)) visit(to);
    }
    trail.pop();
    state.set(file, 'done');
  };
  for (const file of edges.keys()) if (!state.has(file)) visit(file);
  return out;
}

/** The map itself: folders equal keys, and no arrow leads back. */
export function mapViolations(folders: readonly string[], map: Map_): Violation[] {
  const file = 'src/modules/map.json';
  const out: Violation[] = [];
  for (const f of folders)
    if (!(f in map)) out.push({ rule: 'map-is-complete', file, what: `folder ${f} is not in the map` });
  for (const m of Object.keys(map))
    if (!folders.includes(m)) out.push({ rule: 'map-is-complete', file, what: `${m} has no folder` });
  const edges = new Map(Object.entries(map).map(([k, v]) => [k, [...v]]));
  return [...out, ...cycles(edges)];
}

/** SQL ownership: in a module's files no schema but its own; platform's SQL only in platform. */
export function sqlViolations(files: Files, schemas: readonly string[]): Violation[] {
  const out: Violation[] = [];
  for (const [file, text] of files) {
    const own = moduleOf(file);
    if (!own || isTest(file) || !/\bsql`/.test(text)) continue;
    for (const statement of sqlTexts(text))
      for (const schema of schemas)
        if (
          schema !== own &&
          new RegExp(`\\b(from|join|into|update|table|only|using)\\s+${schema}\\.\\w`, 'i').test(statement)
        )
          out.push({ rule: 'own-schema-only', file, what: `${own} names ${schema}.*` });
  }
  return out;
}

/** Texts of sql`…` templates, nested ones included (their own text appears again inside the outer one). */
function sqlTexts(text: string): string[] {
  const found: string[] = [];
  for (const m of text.matchAll(/\bsql(<[^`]*>)?`/g)) {
    let depth = 0;
    let i = (m.index ?? 0) + m[0].length;
    const start = i;
    for (; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text.startsWith('${', i)) depth++;
      else if (text[i] === '}' && depth > 0) depth--;
      else if (text[i] === '`' && depth === 0) break;
    }
    found.push(text.slice(start, i));
  }
  return found;
}

const IMPURE: readonly [RegExp, string][] = [
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\s*\)/, 'new Date()'],
  [/\bMath\.random\b/, 'Math.random'],
  [/\bprocess\./, 'process'],
  [/\bfetch\(/, 'fetch'],
];

/** Words and habits a text may not hold, by place. */
export function textViolations(files: Files): Violation[] {
  const out: Violation[] = [];
  for (const [file, text] of files) {
    if (!/^src\/.*\.tsx?$/.test(file) || isTest(file)) continue;
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
    const pure = isRules(file) || file.startsWith('src/lib/');
    if (pure)
      for (const [bad, name] of IMPURE)
        if (bad.test(code)) out.push({ rule: 'pure-code-has-no-clock-or-chance', file, what: name });
    // A word of government in the platform means that something belongs to a module.
    if (file.startsWith('src/platform/') && /政策|条例|公文|栏目|审核|签发|台账|公报|解读/.test(code))
      out.push({
        rule: 'platform-knows-no-government',
        file,
        what: /政策|条例|公文|栏目|审核|签发|台账|公报|解读/.exec(code)?.[0] ?? '',
      });
    if (
      /^src\/(modules|platform|lib)\//.test(file) &&
      !/^src\/platform\/(config|db\/(embedded|process|binaries))/.test(file) &&
      /\bprocess\.env\b/.test(code)
    )
      out.push({ rule: 'environment-is-read-once', file, what: 'process.env' });
    if (/\bstyle=\{?["'{]/.test(code) && file.endsWith('.tsx'))
      out.push({ rule: 'no-inline-style', file, what: 'style=' });
    if (/\bon(click|change|submit|input|load)=/i.test(code) && file.endsWith('.tsx'))
      out.push({ rule: 'no-inline-script', file, what: 'on…=' });
  }
  return out;
}
