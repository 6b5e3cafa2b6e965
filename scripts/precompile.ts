/**
 * Writes the elements of a server's .tsx file as templates: what is fixed in the markup becomes text when the program is built,
 * only what changes is put in while a page is drawn. The renderer gives the same bytes for it (`jsxTemplate` of preact, made for
 * Deno's transform of the same kind, which exists for Deno alone); see docs/adr/0028-precompiled-markup.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { parseSync, visitorKeys } from 'oxc-parser';

/** A node of the parser's tree, as far as this looks at it. */
type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** Elements of which the renderer knows more than their text: values that select, names that change their writing below them. */
const KEPT = new Set(['svg', 'math', 'foreignObject', 'select', 'option', 'textarea']);
/** Without content these close themselves, as the renderer writes them. */
const VOID = new Set('area base br col command embed hr img input keygen link meta param source track wbr'.split(' '));
/** Names that are written in the page as they are in the code. */
const PLAIN_NAME = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;
/** Names with a meaning of their own to the renderer. */
const SPECIAL = new Set(['ref', 'style', 'children', 'draggable', 'spellcheck']);

const HELPERS = join(import.meta.dirname, '../src/ui/template.ts');

/** The text of markup and what stands between its pieces: `fixed` has one more than `open`. */
type Template = { fixed: string[]; open: string[] };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Text of an element as JSX means it: lines are trimmed where they break, empty ones go, the others stand one blank apart. */
export function textOf(raw: string): string {
  const lines = raw.split(/\r\n|\n|\r/);
  return lines
    .map((line, i) => {
      const from = i === 0 ? line : line.replace(/^[ \t]+/, '');
      return i === lines.length - 1 ? from : from.replace(/[ \t]+$/, '');
    })
    .filter((line) => line !== '')
    .join(' ');
}

const nodesIn = (node: Node): Node[] =>
  (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = node[key] as Node | (Node | null)[] | null | undefined;
    return (Array.isArray(value) ? value : [value]).filter((n): n is Node => typeof n?.type === 'string');
  });

/** Whether the children can be written here: entities are for the compiler to read, in fragments among them too. */
const isPlain = (node: Node): boolean =>
  (node.children as Node[]).every(
    (c) =>
      c.type !== 'JSXSpreadChild' &&
      (c.type !== 'JSXText' || !String(c.raw).includes('&')) &&
      (c.type !== 'JSXFragment' || isPlain(c)),
  );

class Precompiling {
  private readonly source: string;
  private readonly templates: string[] = [];

  constructor(source: string) {
    this.source = source;
  }

  file(program: Node): string {
    const body = this.text(program);
    if (this.templates.length === 0) return this.source;
    // On the first line, so that every other line keeps its number.
    return `import{template as $t,attribute as $a,child as $c,markup as $m}from ${JSON.stringify(HELPERS)};${this.templates.join('')}${this.source.slice(0, program.start)}${body}${this.source.slice(program.end)}`;
  }

  /** The source of a node with the elements in it written as templates. */
  private text(node: Node): string {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const made = this.template(node);
      if (made) return this.call(made, node);
    }
    let out = '';
    let at = node.start;
    for (const inner of nodesIn(node).sort((a, b) => a.start - b.start)) {
      // Types and decorators may share a place with what they belong to.
      if (inner.start < at) continue;
      // As a child of an element that stays one, a call has to be an expression again.
      const bare = inner.type === 'JSXElement' || inner.type === 'JSXFragment';
      const text = this.text(inner);
      const braced = bare && text.startsWith('$t(') && /^JSX(Element|Fragment|Attribute)$/.test(node.type);
      out += this.source.slice(at, inner.start) + (braced ? `{${text}}` : text);
      at = inner.end;
    }
    return out + this.source.slice(at, node.end);
  }

  private call({ fixed, open }: Template, node: Node): string {
    const name = `$${this.templates.length}`;
    this.templates.push(`const ${name}=${JSON.stringify(fixed)};`);
    const call = `$t(${[name, ...open].join(',')})`;
    const lost = lines(this.source.slice(node.start, node.end)) - lines(call);
    return call.slice(0, -1) + '\n'.repeat(Math.max(0, lost)) + ')';
  }

  /** An element as a template; undefined when it has to stay what it is. */
  private template(node: Node): Template | undefined {
    const t: Template = { fixed: [''], open: [] };
    if (node.type === 'JSXFragment') {
      // One that holds no element of the page is as quick as it is.
      if (!(node.children as Node[]).some((c) => this.isOurs(c)) || !isPlain(node)) return undefined;
      this.children(node.children as Node[], t);
      return t;
    }
    if (!this.isOurs(node)) return undefined;
    this.element(node, t);
    return t;
  }

  /** Whether an element is one of the page and all of it can be written here. */
  private isOurs(node: Node): boolean {
    if (node.type !== 'JSXElement') return false;
    const opening = node.openingElement as Node;
    const name = opening.name as Node;
    if (name.type !== 'JSXIdentifier' || !PLAIN_NAME.test(String(name.name)) || KEPT.has(String(name.name)))
      return false;
    const attributes = opening.attributes as Node[];
    const own = attributes.every((a) => {
      if (a.type !== 'JSXAttribute' || (a.name as Node).type !== 'JSXIdentifier') return false;
      const value = a.value as Node | null;
      if (
        value?.type === 'Literal' ? String(value.raw).includes('&') : value && value.type !== 'JSXExpressionContainer'
      )
        return false;
      const n = String((a.name as Node).name);
      return n === 'key' || n === 'dangerouslySetInnerHTML' || (PLAIN_NAME.test(n) && !SPECIAL.has(n));
    });
    return own && isPlain(node);
  }

  private element(node: Node, t: Template): void {
    const opening = node.openingElement as Node;
    const tag = String((opening.name as Node).name);
    this.fixed(t, `<${tag}`);
    let html: Node | undefined;
    for (const a of opening.attributes as Node[]) {
      const name = String((a.name as Node).name);
      const value = a.value as Node | null;
      if (name === 'key') continue;
      if (name === 'dangerouslySetInnerHTML') html = (value as Node).expression as Node;
      else if (value === null) this.fixed(t, name[4] === '-' ? ` ${name}="true"` : ` ${name}`);
      else if (value.type === 'Literal')
        this.fixed(t, value.value === '' ? ` ${name}` : ` ${name}="${escaped(String(value.value))}"`);
      else this.open(t, `$a(${JSON.stringify(name)},${this.text(value.expression as Node)})`);
    }
    const children = (node.children as Node[]).filter((c) => c.type !== 'JSXText' || textOf(String(c.raw)) !== '');
    if (!html && children.length === 0 && VOID.has(tag)) {
      this.fixed(t, '/>');
      return;
    }
    this.fixed(t, '>');
    if (html) this.open(t, `$m(${this.text(html)})`);
    else this.children(children, t);
    this.fixed(t, `</${tag}>`);
  }

  private children(children: readonly Node[], t: Template): void {
    for (const c of children) {
      if (c.type === 'JSXText') this.fixed(t, escaped(textOf(String(c.raw))));
      else if (c.type === 'JSXExpressionContainer') {
        const inner = c.expression as Node;
        if (inner.type !== 'JSXEmptyExpression') this.open(t, `$c(${this.text(inner)})`);
      } else if (this.isOurs(c)) this.element(c, t);
      else if (c.type === 'JSXFragment') this.children(c.children as Node[], t);
      else this.open(t, this.text(c));
    }
  }

  private fixed(t: Template, text: string): void {
    t.fixed[t.fixed.length - 1] += text;
  }

  private open(t: Template, source: string): void {
    t.open.push(source);
    t.fixed.push('');
  }
}

const lines = (text: string): number => text.split('\n').length;

/** A .tsx source with its elements written as templates, line for line; throws on source that does not parse. */
export function precompile(file: string, source: string): string {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return new Precompiling(source).file(program as unknown as Node);
}

/** For bundles that draw pages; never for what runs in a browser, where a template is no element. */
export const precompiled: Plugin = {
  name: 'precompiled',
  setup(build) {
    build.onLoad({ filter: /\.tsx$/ }, ({ path }) => ({
      contents: precompile(path, readFileSync(path, 'utf8')),
      loader: 'tsx',
    }));
  },
};
