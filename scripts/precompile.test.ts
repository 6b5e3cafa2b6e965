import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { h, type VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { afterAll, describe, expect, it, test } from 'vitest';
import { attribute, child, template } from '../src/ui/template.ts';
import { precompile, textOf } from './precompile.ts';
import { serverBundle } from './server-bundle.ts';

const root = join(import.meta.dirname, '..');
const dir = mkdtempSync(join(tmpdir(), 'precompile-'));
// Packages are found from where the bundle lies.
symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let n = 0;
/** The module of an entry, with its elements as they are or as templates. */
async function bundled(entry: string, as: 'elements' | 'templates'): Promise<Record<string, unknown>> {
  const outfile = join(dir, `${n++}.mjs`);
  const { splitting: _, sourcemap: __, ...server } = serverBundle;
  await build({
    ...server,
    entryPoints: [entry],
    outfile,
    ...(as === 'elements' ? { plugins: [] } : {}),
  });
  return (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
}

type Sample = (props: Record<string, unknown>) => VNode;

async function bothWays(markup: string): Promise<[Sample, Sample]> {
  const entry = join(dir, `${n++}.tsx`);
  writeFileSync(
    entry,
    `const Box = (p) => <b title={p.title}>{p.children}</b>; export const Sample = (p) => (${markup});`,
  );
  const [plain, made] = [await bundled(entry, 'elements'), await bundled(entry, 'templates')];
  return [plain.Sample as Sample, made.Sample as Sample];
}

describe('an element written as a template is the same page', () => {
  const values = {
    t: 'a<b>"c"&',
    n: 0,
    yes: true,
    no: false,
    none: undefined,
    nil: null,
    list: ['x', 1, null],
    f: () => 1,
  };
  test.each([
    ['<p class="a" id={p.t}>x{p.t}y</p>', 'text and attributes are escaped'],
    [
      '<p hidden data-x aria-hidden>{p.n}{p.yes}{p.no}{p.none}{p.nil}</p>',
      'nothing is shown of yes, no and nothing; nought is',
    ],
    [
      '<a aria-current={p.no} data-on={p.yes} download={p.yes} hidden={p.no} title={p.none} rel="">x</a>',
      'true and false',
    ],
    ['<input value={p.t} checked={p.yes} disabled={p.no} type="text" maxlength={20} />', 'fields'],
    ['<div><br /><hr></hr><span></span></div>', 'what closes itself'],
    ['<div>\n  one\n  two <b>three</b>{" "}\n  four\n</div>', 'lines break into one blank, as JSX means it'],
    ['<ul>{p.list.map((x, i) => <li key={i}>{x}</li>)}{p.list}</ul>', 'lists'],
    ['<Box title="t"><i>{p.t}</i><u>second</u></Box>', 'what a component is given'],
    ['<div><Box title={p.t}>in <i>it</i></Box><></><>x{p.t}<i>y</i></></div>', 'components and fragments within'],
    ['<><p>a</p>{p.t}</>', 'a fragment around elements'],
    ['<div dangerouslySetInnerHTML={{ __html: "<em>&amp;</em>" }} />', 'markup of ours'],
    ['<div {...{ id: "x" }}><p>{p.t}</p></div>', 'attributes handed on: stays an element, what is in it does not'],
    ['<svg viewBox="0 0 1 1"><path strokeWidth={2} d="M0" /></svg>', 'drawings stay elements'],
    ['<p><svg><g>{p.yes && <path strokeWidth={1} />}</g></svg></p>', 'also within others'],
    ['<select value="b"><option value="a">A</option><option value="b">B</option></select>', 'the chosen one'],
    ['<label>x<textarea value={p.t} /></label>', 'a text field holds its value'],
    ['<p style={{ color: "red" }} class={p.none}>{p.f}</p>', 'styles and functions'],
    ['<td colspan={2}>{p.yes ? <b>{p.yes && <i>{p.t}</i>}</b> : <u />}</td>', 'one in another in another'],
    ['<p>{/* nothing */}</p>', 'a remark'],
    ['<p>a &nbsp; b</p>', 'entities: stays an element'],
    ['<p><>a &lt; b<i>c</i></></p>', 'entities in a fragment within'],
    ['<><i>c</i>a &amp; b</>', 'entities in a fragment around'],
    ['<p title="a &amp; b"><i title={p.t} /></p>', 'entities in an attribute'],
  ])('%s: %s', async (markup) => {
    const [plain, made] = await bothWays(markup);
    expect(render(made(values))).toBe(render(plain(values)));
  });

  it('holds for every sample page, ordinary and 大字版', async () => {
    const entry = join(root, 'src/ui/showcase.tsx');
    const [plain, made] = [await bundled(entry, 'elements'), await bundled(entry, 'templates')];
    const env = plain.env as (over: Record<string, unknown>) => unknown;
    const names = Object.keys(plain).filter((k) => k !== 'env');
    expect(names.length).toBeGreaterThan(7);
    for (const name of names)
      for (const elder of [0, 1, 2]) {
        const drawn = (m: Record<string, unknown>): string => render((m[name] as Sample)({ env: env({ elder }) }));
        expect(drawn(made), `${name} ${elder}`).toBe(drawn(plain));
      }
  });

  it('keeps every line where it was, so that a stack trace is true', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) =>
      /(?<!\.test)\.tsx$/.test(f),
    );
    let written = 0;
    for (const f of files) {
      const source = readFileSync(join(root, 'src', f), 'utf8');
      const made = precompile(f, source);
      expect(made.split('\n').length, f).toBe(source.split('\n').length);
      if (made !== source) written++;
    }
    expect(written).toBeGreaterThan(100);
  });
});

describe('what a template makes of a value', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, '', '"', '<&', () => 1),
  );

  it('an attribute is what the renderer writes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('class', 'href', 'hidden', 'data-x', 'aria-label', 'for', 'accept-charset'),
        value,
        (name, v) => {
          // A function for a class is written out by the renderer; types do not let it come to that.
          fc.pre(!(name === 'class' && typeof v === 'function'));
          expect(`<p${attribute(name, v)}></p>`).toBe(render(h('p', { [name]: v } as object)));
        },
      ),
    );
  });

  it('a child is what the renderer writes, also in a list', () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.array(value)), (v) => {
        expect(render(template(['<p>', '</p>'], child(v)))).toBe(render(h('p', null, v as never)));
      }),
    );
  });

  test.each([
    ['a', 'a', 'as it is'],
    [' a ', ' a ', 'blanks within a line stay'],
    ['\n  a\n  b\n', 'a b', 'lines stand one blank apart'],
    ['\n\n', '', 'empty lines are nothing'],
    ['a\n', 'a', 'the break at the end is none'],
  ])('text %j is %j: %s', (raw, text) => {
    expect(textOf(raw)).toBe(text);
  });
});
