import type { ComponentChildren } from 'preact';
import { Tag } from './tag.tsx';

export type DiffSegment = { kind: 'same' | 'add' | 'del'; text: string };

const Segment = ({ s }: { s: DiffSegment }) =>
  s.kind === 'add' ? <ins>{s.text}</ins> : s.kind === 'del' ? <del>{s.text}</del> : <span>{s.text}</span>;

/** One text with both: what went is struck, what came is bold. */
export const DiffInline = ({ segments }: { segments: DiffSegment[] }) => (
  <div class="diff-inline">
    {segments.map((s, i) => (
      <Segment key={i} s={s} />
    ))}
  </div>
);

/** How to read the colours, in words. */
export const DiffLegend = () => (
  <p class="diff-legend">
    <ins>绿底粗字</ins> 是加上的，<del>红底划线</del> 是去掉的
  </p>
);

type DiffChange = 'changed' | 'added' | 'removed' | 'moved' | 'same';
const CHANGE: Record<DiffChange, { word: string; tone: 'help' | 'good' | 'bad' | 'plain' }> = {
  changed: { word: '改', tone: 'help' },
  added: { word: '新增', tone: 'good' },
  removed: { word: '删去', tone: 'bad' },
  moved: { word: '移动', tone: 'plain' },
  same: { word: '没变', tone: 'plain' },
};

export type DiffRow = {
  /** Topic or article, heads the row. */
  topic: ComponentChildren;
  change: DiffChange;
  /** Replaces the word, e.g. 改，由第六条移来. */
  changeText?: string | undefined;
  segments: DiffSegment[];
  /** The article's number on each side, before its words: another number is no change, so it is not marked as one. */
  oldNo?: string | undefined;
  newNo?: string | undefined;
  /** Shown when a side has nothing: 2021年没有这一条. */
  noOld?: string | undefined;
  noNew?: string | undefined;
};

type DiffTableProps = {
  caption: string;
  oldHead: ComponentChildren;
  newHead: ComponentChildren;
  rows: DiffRow[];
};

type SideProps = { segments: DiffSegment[]; side: 'add' | 'del'; none: string; no?: string | undefined };
const Side = ({ segments, side, none, no }: SideProps) => {
  const shown = segments.filter((s) => s.kind === 'same' || s.kind === side);
  return shown.length === 0 ? (
    <span class="diff-none">{none}</span>
  ) : (
    <span>
      {no && <b class="diff-no">{`${no}　`}</b>}
      {shown.map((s, i) => (
        <Segment key={i} s={s} />
      ))}
    </span>
  );
};

/** Old left, new right; on phones one above the other within each topic. */
export const DiffTable = ({ caption, oldHead, newHead, rows }: DiffTableProps) => (
  <table class="diff-table">
    <caption class="sr-only">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">
          <span class="sr-only">哪一条，怎么变的</span>
        </th>
        <th scope="col">{oldHead}</th>
        <th scope="col">{newHead}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((r, i) => (
        <tr key={i} class={`diff-${r.change}`}>
          <th scope="row">
            {r.topic}
            <br />
            <Tag tone={CHANGE[r.change].tone}>{r.changeText ?? CHANGE[r.change].word}</Tag>
          </th>
          <td data-label="原来">
            <Side segments={r.segments} side="del" none={r.noOld ?? '原来没有'} no={r.oldNo} />
          </td>
          <td data-label="现在">
            <Side segments={r.segments} side="add" none={r.noNew ?? '删去'} no={r.newNo} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
