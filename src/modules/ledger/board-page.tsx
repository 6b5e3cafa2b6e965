import { type Day, sayDay, sayMonthDay, yearOf } from '../../lib/day.ts';
import { type LedgerRow, LedgerStrip, LedgerTable } from '../../ui/components/ledger.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import type { Board, BoardTask } from './board.ts';
import { sayRecurs } from './rules/index.ts';
import type { Standing } from './rules/standing.ts';

const WORDS: [Standing, string][] = [
  ['done', '已完成'],
  ['ongoing', '进行中'],
  ['soon', '快到期'],
  ['notyet', '没到时候'],
  ['overdue', '逾期'],
  ['broken', '证据失效'],
];

/** “2项已完成，10项进行中…”: only what there is. */
const sayCounts = (b: Board): string =>
  WORDS.filter(([s]) => b.counts[s] > 0)
    .map(([s, w]) => `${b.counts[s]}项${w}`)
    .join('，');

export const sayDue = (t: BoardTask, today: Day): string => {
  if (t.task.recurs) return sayRecurs(t.task.recurs);
  if (!t.due) return '没写期限';
  return yearOf(t.due) === yearOf(today) ? sayMonthDay(t.due) : sayDay(t.due);
};

/** Sections in the plan's order, numbered as the plan numbers them. */
const sections = (b: Board): { title: string; tasks: BoardTask[] }[] => {
  const out: { title: string; tasks: BoardTask[] }[] = [];
  for (const t of b.tasks) {
    const numeral = /^[一二三四五六七八九十]+/.exec(t.task.no)?.[0];
    const title = t.task.section ? (numeral ? `${numeral}、${t.task.section}` : t.task.section) : '任务';
    const last = out.at(-1);
    if (last?.title === title) last.tasks.push(t);
    else out.push({ title, tasks: [t] });
  }
  return out;
};

type BoardView = { board: Board; today: Day; hrefOf: (t: BoardTask) => string; by: 'section' | 'unit' | 'due' };

export const Strip = ({ board: b, hrefOf }: Pick<BoardView, 'board' | 'hrefOf'>) => (
  <LedgerStrip
    groups={sections(b).map((s) => ({
      title: s.title,
      tasks: s.tasks.map((t) => ({
        no: /（(.+?)）/.exec(t.task.no)?.[1] ?? t.task.no,
        state: t.standing,
        href: hrefOf(t),
        title: t.task.title,
      })),
    }))}
    summary={
      <>
        <b>{sayCounts(b)}。</b>“完成”要有证据，系统每夜重新打开证据看一遍；打不开就退回“证据失效”。
      </>
    }
  />
);

function rowOf(t: BoardTask, v: BoardView): LedgerRow {
  const broken = t.evidence.filter((e) => e.probe === 'broken');
  return {
    no: t.task.no,
    title: t.task.title,
    href: v.hrefOf(t),
    lead: t.leads.map((s) => s.unitName).join('、') || '没有指定',
    units: { done: t.done, all: t.shares.length },
    due: sayDue(t, v.today),
    ...(t.task.deadlines[0] ? { words: { text: t.task.deadlines[0].text } } : {}),
    evidence: t.evidence.length > 0 ? <a href={`${v.hrefOf(t)}#evidence`}>{`${t.evidence.length}份`}</a> : '还没有',
    ...(broken[0]
      ? { evidenceNote: `${broken[0].name}：${broken[0].why}` }
      : t.waiting > 0
        ? { evidenceNote: `${t.waiting}份报告待看` }
        : {}),
    state: t.standing,
    anchor: `t${t.task.seq}`,
  };
}

export const BoardTables = (v: BoardView) => {
  if (v.by === 'unit') return <ByUnit {...v} />;
  const groups =
    v.by === 'section'
      ? sections(v.board).map((s) => ({ title: s.title, rows: s.tasks.map((t) => rowOf(t, v)) }))
      : [
          {
            title: '按期限先后',
            rows: [...v.board.tasks].sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9')).map((t) => rowOf(t, v)),
          },
        ];
  return <LedgerTable caption={v.board.plan.title} groups={groups} />;
};

type UnitLine = { name: string; all: number; done: number; bad: number; open: BoardTask[] };

/** The same board per unit: how many shares, how many done, which are open. */
function unitLines(b: Board): UnitLine[] {
  const lines = new Map<string, UnitLine>();
  for (const t of b.tasks)
    for (const s of t.shares) {
      const line = lines.get(s.unitName) ?? {
        name: s.unitId ? s.unitName : `${s.unitName}（待分配）`,
        all: 0,
        done: 0,
        bad: 0,
        open: [],
      };
      line.all++;
      if (s.done && !s.broken) line.done++;
      else line.open.push(t);
      if (!s.done && t.standing === 'overdue') line.bad++;
      lines.set(s.unitName, line);
    }
  return [...lines.values()].sort(
    (a, b2) => b2.bad - a.bad || b2.open.length - a.open.length || a.name.localeCompare(b2.name, 'zh'),
  );
}

const ByUnit = (v: BoardView) => (
  <DataTable
    caption="各单位办得怎样"
    rowKey={(l: UnitLine) => l.name}
    rows={unitLines(v.board)}
    columns={[
      { head: '单位', cell: (l: UnitLine) => l.name },
      { head: '应办', num: true, cell: (l: UnitLine) => l.all },
      { head: '办结', num: true, cell: (l: UnitLine) => l.done },
      { head: '逾期', num: true, cell: (l: UnitLine) => l.bad },
      {
        head: '没办结的',
        cell: (l: UnitLine) =>
          l.open.map((t, i) => (
            <>
              {i > 0 && '　'}
              <a href={v.hrefOf(t)}>{t.task.no}</a>
            </>
          )),
      },
    ]}
  />
);
