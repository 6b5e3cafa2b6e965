// The bar above the text.
import type { Editor } from '@tiptap/core';

type Tool = {
  label: string;
  title: string;
  run(e: Editor): void;
  active?(e: Editor): boolean;
  /** Shown only while the cursor stands in a table. */
  table?: boolean;
  /** A line behind it. */
  last?: boolean;
};

const TOOLS: Tool[] = [
  {
    label: '正文',
    title: '普通段落',
    run: (e) => e.chain().focus().setParagraph().run(),
    active: (e) => e.isActive('paragraph'),
    last: true,
  },
  { label: 'B', title: '加粗', run: (e) => e.chain().focus().toggleBold().run(), active: (e) => e.isActive('bold') },
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
  { label: '加行', title: '在下面加一行', table: true, run: (e) => e.chain().focus().addRowAfter().run() },
  { label: '加列', title: '在右边加一列', table: true, run: (e) => e.chain().focus().addColumnAfter().run() },
  { label: '删表', title: '删掉这张表', table: true, run: (e) => e.chain().focus().deleteTable().run() },
  {
    label: '链接',
    title: '给选中的字加链接',
    run: (e) => {
      const now = (e.getAttributes('link').href as string | undefined) ?? 'https://';
      const href = window.prompt('链接网址（空着就去掉链接）', now);
      if (href === null) return;
      if (href.trim() === '' || href === 'https://') e.chain().focus().unsetLink().run();
      else e.chain().focus().setLink({ href }).run();
    },
    active: (e) => e.isActive('link'),
  },
  {
    label: '附件',
    title: '到下面加附件',
    run: () => {
      const field = document.getElementById('attachment');
      field?.scrollIntoView({ block: 'center' });
      field?.focus({ preventScroll: true });
    },
  },
  { label: '撤销', title: '撤销', run: (e) => e.chain().focus().undo().run() },
];

/** Fills the bar, and keeps it and the count of characters true. */
export function toolbar(bar: HTMLElement, editor: Editor): void {
  const buttons = TOOLS.map((t) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = t.label;
    b.title = t.title;
    if (t.label === 'B') b.className = 'tool-bold';
    if (t.last) b.classList.add('tool-last');
    b.addEventListener('click', () => t.run(editor));
    bar.append(b);
    return { b, t };
  });
  const count = document.createElement('span');
  count.className = 'editor-count';
  bar.append(count);
  const show = (): void => {
    const inTable = editor.isActive('table');
    for (const { b, t } of buttons) {
      if (t.active) b.setAttribute('aria-pressed', String(t.active(editor)));
      if (t.table) b.hidden = !inTable;
    }
    count.textContent = `${editor.getText().replace(/\s/g, '').length.toLocaleString('zh-CN')}字`;
  };
  editor.on('transaction', show);
  show();
  bar.hidden = false;
}
