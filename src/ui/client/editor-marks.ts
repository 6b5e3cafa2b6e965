// Numbered marks of findings in the text, as decorations: they are never part of what is stored.
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { solidBefore, unitAfter, unitAt } from '../../lib/solid.ts';

/** As the server counts: in characters that are no blanks. */
export type Mark = { from: number; to: number; n: number; nth: number; look: string; say: string };

const key = new PluginKey<DecorationSet>('findings');

export const marksPlugin = (marks: readonly Mark[]): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => decorate(state.doc, marks),
      apply: (tr, old) => {
        const next = tr.getMeta(key) as readonly Mark[] | undefined;
        return next ? decorate(tr.doc, next) : old.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });

export const showMarks = (editor: Editor, marks: readonly Mark[]): void =>
  editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta('addToHistory', false));

type Run = { pos: number; text: string; at: number; before: Uint32Array };

function decorate(doc: Node, marks: readonly Mark[]): DecorationSet {
  const runs: Run[] = [];
  let at = 0;
  doc.descendants((node, pos) => {
    if (!node.isText || !node.text) return;
    const before = solidBefore(node.text);
    runs.push({ pos, text: node.text, at, before });
    at += before[node.text.length] ?? 0;
  });
  return DecorationSet.create(
    doc,
    marks.flatMap((m) => {
      const first = runs.find((r) => m.from < r.at + (r.before[r.text.length] ?? 0));
      const last = runs.find((r) => m.to <= r.at + (r.before[r.text.length] ?? 0));
      if (!first || !last) return [];
      const from = first.pos + unitAt(first.before, m.from - first.at);
      const to = last.pos + unitAfter(last.before, m.to - last.at);
      return [
        Decoration.inline(from, to, { class: `flaw flaw-${m.look}` }),
        Decoration.widget(to, () => number(m), { side: -1, ignoreSelection: true, key: `${m.n}-${m.nth}-${m.look}` }),
      ];
    }),
  );
}

function number(m: Mark): HTMLElement {
  const around = document.createElement('span');
  around.className = `flaw flaw-${m.look}`;
  around.id = `mark-${m.n}-${m.nth}`;
  around.contentEditable = 'false';
  const a = document.createElement('a');
  a.className = 'flaw-n';
  a.href = `#finding-${m.n}`;
  a.textContent = String(m.n);
  a.setAttribute('aria-label', m.say);
  a.tabIndex = -1;
  around.append(a);
  return around;
}

/** Clicks that lead from a number in the text to its finding, and from a finding to its places one after the other. */
export function jumps(root: HTMLElement): void {
  const seen = new Map<string, number>();
  root.addEventListener('click', (e) => {
    const a = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const href = a?.getAttribute('href') ?? '';
    const finding = /^#finding-(\d+)$/.exec(href);
    const mark = /^#mark-(\d+)-1$/.exec(href);
    if (finding) {
      e.preventDefault();
      open(document.getElementById(href.slice(1)), true);
    } else if (mark) {
      e.preventDefault();
      const n = mark[1] ?? '';
      open(document.getElementById(`finding-${n}`), false);
      const nth = a?.hasAttribute('data-see') ? (seen.get(n) ?? 0) + 1 : 1;
      const place = document.getElementById(`mark-${n}-${nth}`) ?? document.getElementById(`mark-${n}-1`);
      seen.set(n, document.getElementById(`mark-${n}-${nth + 1}`) ? nth : 0);
      show(place, 'center');
    }
  });
}

function open(el: HTMLElement | null, move: boolean): void {
  if (!el) return;
  for (const other of document.querySelectorAll('.finding-open')) other.classList.remove('finding-open');
  el.classList.add('finding-open');
  if (!move) return;
  show(el, 'nearest');
  el.focus({ preventScroll: true });
}

function show(el: HTMLElement | null, block: ScrollLogicalPosition): void {
  el?.scrollIntoView({ block });
  for (const other of document.querySelectorAll('.flaw-seen')) other.classList.remove('flaw-seen');
  if (el?.classList.contains('flaw')) el.classList.add('flaw-seen');
}
