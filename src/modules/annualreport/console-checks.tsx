import type { Finding as Found } from '../../lib/finding.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { Finding, FindingList, type FindingProps } from '../../ui/components/finding.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { StateTag } from './console-list.tsx';
import type { ReportView } from './console-view.ts';
import { reportHref } from './duties.ts';
import type { Part } from './figures.ts';
import type { CellPart } from './rules/build.ts';
import { sayCell, valueIn } from './rules/cells.ts';
import type { Failure } from './rules/types.ts';
import { sayReport } from './say.ts';
import type { Opened } from './view.ts';

/** Checks that look at every report, by name: so that a clean one says what was looked at. */
const LOOKED = [
  '第一项加第二项等于第三项加第四项',
  '各项结果相加等于总计',
  '六类申请人相加等于总计',
  '复议诉讼各项相加',
  '正文的数和表一致',
  '和上年接得上',
];
const LOOKED_TOO = '正文没有个人信息和错漏';

type Looked = {
  o: Opened;
  /** What the gate found in the words; undefined: there are none to look at, or they are public already. */
  words: readonly Found[] | undefined;
  lacks: readonly Refusal[];
};

const SEVERITIES = ['error', 'warning', 'hint'] as const;
type Shown = Omit<FindingProps, 'n'>;

/** What a check says of the numbers, with the way to the cells it is about. */
const ofFigures = (f: Failure): Shown => ({
  severity: f.severity,
  what: f.say,
  why: f.cells
    .filter((c) => !c.startsWith('narrative.'))
    .slice(0, 4)
    .map((c) => (
      <a key={c} class="cell-link" href={`#c-${c}`}>
        {sayCell(c)}
      </a>
    )),
  basis: f.basis,
});

/** What the gate says of the words; a reason that begins with its place needs it no second time. */
const ofWords = (f: Found): Shown => ({
  severity: f.severity,
  what: f.message,
  place: f.why.startsWith(f.at) ? undefined : f.at,
  why: f.suggestion ? `${f.why}建议写：${f.suggestion}。` : f.why,
  basis: f.basis,
});

/** Every check beside the tables, errors first, and what is still missing before the report goes on. */
export const FailuresPanel = ({ o, words, lacks }: Looked) => {
  const all = [...o.failures.map(ofFigures), ...(words ?? []).map(ofWords)];
  const looked = words ? [...LOOKED, LOOKED_TOO] : LOOKED;
  const count = (s: Found['severity']): number => all.filter((f) => f.severity === s).length;
  const rest = lacks.filter((r) => r.code !== 'does_not_balance');
  return (
    <>
      <FindingList
        counts={{ errors: count('error'), warnings: count('warning'), hints: count('hint') }}
        clean={
          all.length === 0
            ? `${looked.length}项核对都过了：${looked.join('，')}。`
            : o.failures.length === 0
              ? `数字的${LOOKED.length}项核对都过了。`
              : '其余各项都对得上。'
        }
      >
        {SEVERITIES.flatMap((s) => all.filter((f) => f.severity === s)).map((f, i) => (
          <Finding key={i} n={i + 1} {...f} />
        ))}
      </FindingList>
      {rest.length > 0 && (
        <Panel title="送审以前还要" note={`${rest.length}件`}>
          <ul class="plain-list">
            {rest.map((r, i) => (
              <li key={i}>{sayReport(r)}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
};

/** The parts of one cell of the government's report: which unit has how much. */
export const PartPanel = ({ v }: { v: ReportView }) => {
  const cell = v.c.query.get('cell') ?? '';
  const from = v.o.built.from[cell];
  if (from?.kind !== 'units') return null;
  const names = new Map(v.o.parts.map((p) => [p.unitId, p.name]));
  const nameOf = (id: string): string => names.get(id) ?? v.o.units.all.get(id)?.name ?? id;
  return (
    <Panel title={`${sayCell(cell)}：${valueIn(v.o.built.report, cell) ?? 0}`} id="part" note="由这些单位相加">
      <DataTable
        caption="这一格由哪些单位相加"
        captionHidden
        rowKey={(p: CellPart) => p.unitId}
        rows={from.parts}
        columns={[
          {
            head: '单位',
            cell: (p) =>
              p.href ? (
                <a href={p.href}>{nameOf(p.unitId)}</a>
              ) : p.unitId === v.o.unit.id ? (
                nameOf(p.unitId)
              ) : (
                <a href={`${reportHref(p.unitId, v.o.year)}#c-${cell}`}>{nameOf(p.unitId)}</a>
              ),
          },
          { head: '数', num: true, cell: (p) => p.value },
        ]}
      />
    </Panel>
  );
};

/** All units of the government's report, each with where it stands. */
export const PartsPanel = ({ v }: { v: ReportView }) => {
  if (v.o.parts.length === 0) return null;
  const row = (p: Part) => p.settled ?? p.live;
  return (
    <Panel title="由哪些报告汇总" note="已审定的按审定的数，还在写的按台账">
      <DataTable
        caption="汇总的各单位"
        captionHidden
        rowKey={(p: Part) => p.unitId}
        rows={v.o.parts}
        columns={[
          {
            head: '单位',
            cell: (p: Part) =>
              p.unitId === v.o.unit.id ? p.name : <a href={reportHref(p.unitId, v.o.year)}>{p.name}</a>,
          },
          {
            head: '到哪一步',
            cell: (p: Part) => (p.unitId === v.o.unit.id ? '在这份里' : <StateTag state={p.state} />),
          },
          { head: '新收', num: true, cell: (p: Part) => row(p).table3.new.total },
          { head: '办结', num: true, cell: (p: Part) => row(p).table3.resultTotal.total },
          { head: '结转', num: true, cell: (p: Part) => row(p).table3.carriedOut.total },
        ]}
      />
    </Panel>
  );
};

/** What the checks found, above the tables: on a narrow screen they stand below. */
export const CheckLine = ({ o, words }: { o: Opened; words: readonly Found[] }) => {
  const all = [...o.failures, ...words.filter((f) => f.severity !== 'hint')];
  const errors = all.filter((f) => f.severity === 'error').length;
  const rest = all.length - errors;
  return (
    <p class="check-line">
      <a href="#findings">
        {all.length === 0
          ? '核对：都对得上'
          : `核对：${[errors > 0 ? `${errors}处错误` : '', rest > 0 ? `${rest}处提醒` : ''].filter(Boolean).join('，')}`}
      </a>
    </p>
  );
};
