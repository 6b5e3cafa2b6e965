// What the editor's document may hold beyond the usual: pictures of the text, and the looks that stored markup carries.
import { Extension, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

const Picture = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: '' } }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
});

/** `doc-right`, `doc-sign` …: centred lines, signatures and articles keep their looks while one writes. */
const Looks = Extension.create({
  name: 'looks',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading', 'tableCell', 'tableHeader'],
      attributes: {
        class: {
          default: null,
          parseHTML: (el) => [...el.classList].filter((c) => c.startsWith('doc-')).join(' ') || null,
        },
      },
    },
  ],
});

export const extensions = [
  StarterKit.configure({ codeBlock: false, code: false, link: { openOnClick: false } }),
  Table,
  TableRow,
  TableHeader,
  TableCell,
  Picture,
  Looks,
];
