// The rich-text editor of the console: takes over the plain text field where scripts run, and saves while one writes.
import { Editor } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

const AUTOSAVE_MS = 4000;
const RETRY_MS = 30_000;

type Tool = { label: string; title: string; run(e: Editor): void; active?(e: Editor): boolean };

const TOOLS: Tool[] = [
  {
    label: '正文',
    title: '普通段落',
    run: (e) => e.chain().focus().setParagraph().run(),
    active: (e) => e.isActive('paragraph'),
  },
  {
    label: '标题',
    title: '章节标题',
    run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
    active: (e) => e.isActive('heading', { level: 2 }),
  },
  {
    label: '小标题',
    title: '小标题',
    run: (e) => e.chain().focus().toggleHeading({ level: 3 }).run(),
    active: (e) => e.isActive('heading', { level: 3 }),
  },
  { label: '加粗', title: '加粗', run: (e) => e.chain().focus().toggleBold().run(), active: (e) => e.isActive('bold') },
  {
    label: '编号',
    title: '编号列表',
    run: (e) => e.chain().focus().toggleOrderedList().run(),
    active: (e) => e.isActive('orderedList'),
  },
  {
    label: '列表',
    title: '项目列表',
    run: (e) => e.chain().focus().toggleBulletList().run(),
    active: (e) => e.isActive('bulletList'),
  },
  {
    label: '表格',
    title: '插入3行3列的表格',
    run: (e) => e.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { label: '加行', title: '在下面加一行', run: (e) => e.chain().focus().addRowAfter().run() },
  { label: '加列', title: '在右边加一列', run: (e) => e.chain().focus().addColumnAfter().run() },
  { label: '删表', title: '删掉这张表', run: (e) => e.chain().focus().deleteTable().run() },
  {
    label: '链接',
    title: '给选中的字加链接',
    run: (e) => {
      const href = window.prompt(
        '链接网址（空着就去掉链接）',
        (e.getAttributes('link').href as string | undefined) ?? 'https://',
      );
      if (href === null) return;
      if (href.trim() === '' || href === 'https://') e.chain().focus().unsetLink().run();
      else e.chain().focus().setLink({ href }).run();
    },
    active: (e) => e.isActive('link'),
  },
  { label: '撤销', title: '撤销', run: (e) => e.chain().focus().undo().run() },
  { label: '重做', title: '重做', run: (e) => e.chain().focus().redo().run() },
];

function takeOver(source: HTMLTextAreaElement): Editor {
  const frame = document.createElement('div');
  frame.className = 'editor-frame';
  const bar = document.createElement('div');
  bar.className = 'editor-toolbar';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', '排版');
  const place = document.createElement('div');
  place.className = 'editor-text prose';
  const count = document.createElement('span');
  count.className = 'editor-count';
  frame.append(bar, place);
  source.before(frame);
  source.hidden = true;
  const label = document.querySelector(`label[for="${source.id}"]`);
  if (label) label.id ||= `${source.id}-label`;

  const editor = new Editor({
    element: place,
    injectCSS: false,
    content: source.value,
    extensions: [
      StarterKit.configure({ codeBlock: false, code: false, link: { openOnClick: false } }),
      Table,
      TableRow,
      TableHeader,
      TableCell,
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label?.id ?? '', lang: 'zh-CN' },
    },
  });
  const buttons = TOOLS.map((t) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = t.label;
    b.title = t.title;
    b.addEventListener('click', () => t.run(editor));
    bar.append(b);
    return { b, t };
  });
  bar.append(count);
  const show = (): void => {
    for (const { b, t } of buttons) if (t.active) b.setAttribute('aria-pressed', String(t.active(editor)));
    count.textContent = `${editor.getText().replace(/\s/g, '').length.toLocaleString('zh-CN')}字`;
  };
  const write = (): void => {
    source.value = editor.getHTML();
    source.dispatchEvent(new Event('input', { bubbles: true }));
  };
  editor.on('update', write);
  editor.on('transaction', show);
  show();
  return editor;
}

/** Saves a while after the last key. Words at the foot say what is safe; when the server is away they say when it tries again. */
function autosave(form: HTMLFormElement): void {
  const says = form.querySelector<HTMLElement>('[data-save-state]');
  const seen = form.querySelector<HTMLInputElement>('input[name=seen]');
  if (!seen || !says) return;
  let timer: number | undefined;
  let busy = false;
  let changed = false;
  let stopped = false;
  const clock = (): string => new Date().toTimeString().slice(0, 5);
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(save, ms);
  };
  async function save(): Promise<void> {
    if (busy || stopped || !changed || !seen || !says) return;
    busy = true;
    changed = false;
    const body = new URLSearchParams();
    for (const [k, v] of new FormData(form))
      if (typeof v === 'string' && k !== 'keep' && k !== 'attachmentsSent') body.append(k, v);
    const words = body.get('html')?.replace(/<[^>]*>|\s/g, '').length ?? 0;
    try {
      const res = await fetch(`${form.action}/autosave`, { method: 'POST', body, credentials: 'same-origin' });
      if (res.ok) {
        seen.value = String(((await res.json()) as { version: number }).version);
        says.textContent = `${clock()}已自动保存`;
      } else if (res.status === 409) {
        stopped = true;
        says.textContent = '别人也改了这件稿子，自动保存停了。您写的还在这页上，按“保存草稿”会让您对照两个版本。';
      } else throw new Error(String(res.status));
    } catch {
      changed = true;
      says.textContent = `现在存不进去。您写的${words.toLocaleString('zh-CN')}字还在这页上，30秒后自动再试。`;
      later(RETRY_MS);
    }
    busy = false;
    if (changed && !stopped) later(AUTOSAVE_MS);
  }
  form.addEventListener('input', () => {
    changed = true;
    says.textContent = '有改动，还没保存';
    later(AUTOSAVE_MS);
  });
  form.addEventListener('submit', () => {
    stopped = true;
    clearTimeout(timer);
  });
}

for (const source of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-editor]')) {
  takeOver(source);
  if (source.form) autosave(source.form);
}
