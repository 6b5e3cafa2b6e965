// The rich-text editor of the console: takes over the plain text field where scripts run.
import { Editor } from '@tiptap/core';
import { DOMParser as DocParser } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { live } from './editor-live.ts';
import { jumps, type Mark, marksPlugin, showMarks } from './editor-marks.ts';
import { extensions } from './editor-schema.ts';
import { toolbar } from './editor-tools.ts';

/** While the sheet itself is changed by an answer of the server, the change is not one to save. */
let quiet = false;

function takeOver(source: HTMLTextAreaElement, frame: HTMLElement): Editor {
  const place = document.createElement('div');
  place.className = 'editor-text prose paper-text';
  source.before(place);
  source.hidden = true;
  for (const plain of frame.querySelectorAll('[data-marked]')) plain.remove();
  const label = document.querySelector(`label[for="${source.id}"]`);
  if (label) label.id ||= `${source.id}-label`;
  const editor = new Editor({
    element: place,
    injectCSS: false,
    content: source.value,
    extensions,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label?.id ?? '', lang: 'zh-CN' },
    },
  });
  editor.registerPlugin(marksPlugin(JSON.parse(frame.dataset.marks ?? '[]') as Mark[]));
  editor.on('update', () => {
    source.value = editor.getHTML();
    if (!quiet) source.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const bar = frame.querySelector<HTMLElement>('[data-toolbar]');
  if (bar) toolbar(bar, editor);
  return editor;
}

/** Replaces only what differs, so that the cursor, what is selected and the way back stay. */
function replaceText(editor: Editor, html: string): void {
  const { doc } = editor.state;
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  const next = DocParser.fromSchema(editor.schema).parse(body);
  const from = doc.content.findDiffStart(next.content);
  const end = doc.content.findDiffEnd(next.content);
  if (from === null || !end) return;
  const over = Math.max(0, from - Math.min(end.a, end.b));
  const { anchor, head } = editor.state.selection;
  const tr = editor.state.tr.replace(from, end.a + over, next.slice(from, end.b + over));
  if (tr.doc.content.size === doc.content.size)
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
  quiet = true;
  editor.view.dispatch(tr);
  quiet = false;
}

/** A title takes as many lines as it needs; Enter leads on to the text. */
function titleField(field: HTMLTextAreaElement, editor: Editor): void {
  const heading = document.querySelector('.con-head h1');
  const fit = (): void => {
    field.rows = 1;
    field.rows = Math.max(1, Math.ceil(field.scrollHeight / Number.parseFloat(getComputedStyle(field).lineHeight)));
  };
  field.addEventListener('input', () => {
    fit();
    if (heading && field.value.trim()) heading.textContent = field.value.trim();
  });
  field.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.isComposing) return;
    e.preventDefault();
    editor.commands.focus('start');
  });
  fit();
}

for (const source of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-editor]')) {
  const frame = source.closest<HTMLElement>('[data-editor-frame]');
  const form = source.form;
  if (!frame || !form) continue;
  const editor = takeOver(source, frame);
  live(form, { marks: (marks) => showMarks(editor, marks), text: (html) => replaceText(editor, html) });
  const title = form.querySelector<HTMLTextAreaElement>('textarea[name=title]');
  if (title) titleField(title, editor);
  jumps(document.documentElement);
}
