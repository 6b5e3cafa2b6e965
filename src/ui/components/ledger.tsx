import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { Meter } from './state-box.tsx';
import { ScrollRegion } from './table.tsx';
import { Tag } from './tag.tsx';

/** done 已完成 · ongoing 进行中 · soon 快到期 · notyet 没到时候 · broken 证据失效 · overdue 逾期 */
export type LedgerState = 'done' | 'ongoing' | 'soon' | 'notyet' | 'broken' | 'overdue';

const LOOK: Record<LedgerState, { word: string; tone: 'good' | 'help' | 'warn' | 'plain' | 'bad'; icon: IconName }> = {
  done: { word: '已完成', tone: 'good', icon: 'check' },
  ongoing: { word: '进行中', tone: 'help', icon: 'clock' },
  soon: { word: '快到期', tone: 'warn', icon: 'clock' },
  notyet: { word: '没到时候', tone: 'plain', icon: 'calendar' },
  broken: { word: '证据失效', tone: 'bad', icon: 'warn' },
  overdue: { word: '逾期', tone: 'bad', icon: 'warn' },
};

export const sayLedgerState = (s: LedgerState): string => LOOK[s].word;
const LedgerTag = ({ state }: { state: LedgerState }) => (
  <Tag tone={LOOK[state].tone} icon={LOOK[state].icon}>
    {LOOK[state].word}
  </Tag>
);

type LedgerStripGroup = {
  title: string;
  tasks: { no: string; state: LedgerState; href: string; title: string }[];
};

/** The year in one strip, a square per task; legible at arm's length. */
export const LedgerStrip = ({ groups, summary }: { groups: LedgerStripGroup[]; summary: ComponentChildren }) => (
  <section class="ledger-strip" aria-label="全年一览">
    <div class="ledger-groups">
      {groups.map((g) => (
        <div class={`ledger-group ledger-group-${Math.min(12, Math.max(1, g.tasks.length))}`} key={g.title}>
          <p>{g.title}</p>
          <ul>
            {g.tasks.map((t) => (
              <li key={t.href}>
                <a class={`ledger-square ledger-${t.state}`} href={t.href} title={t.title}>
                  <b>{t.no}</b>
                  <span>{LOOK[t.state].word}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
    <p class="ledger-summary">{summary}</p>
  </section>
);

export type LedgerRow = {
  /** 一（一） */
  no: string;
  title: string;
  href: string;
  lead: ComponentChildren;
  /** Responsible units that are done, of all. */
  units?: { done: number; all: number } | undefined;
  /** The computed date; empty when the plan names none. */
  due: ComponentChildren;
  /** The plan's own words, with the address of their trace. */
  words?: { text: string; href?: string | undefined } | undefined;
  evidence: ComponentChildren;
  evidenceNote?: ComponentChildren;
  state: LedgerState;
  anchor?: string | undefined;
};

type LedgerTableProps = {
  caption: string;
  groups: { title: string; rows: LedgerRow[] }[];
  /** Head of the unit column: 责任单位办结. */
  unitsHead?: string | undefined;
};

const Row = ({ r }: { r: LedgerRow }) => (
  <tr id={r.anchor} class={r.state === 'overdue' || r.state === 'broken' ? 'ledger-bad' : undefined}>
    <th scope="row">{r.no}</th>
    <td data-label="任务">
      <a href={r.href}>{r.title}</a>
    </td>
    <td data-label="牵头">{r.lead}</td>
    <td data-label="责任单位办结">
      {r.units && (
        <span class="ledger-units">
          <span>
            {r.units.done} / {r.units.all}
          </span>
          <Meter value={r.units.all === 0 ? 0 : r.units.done / r.units.all} />
        </span>
      )}
    </td>
    <td data-label="期限">
      <span class="ledger-due">{r.due}</span>
      {r.words && (
        <span class="ledger-words">
          {r.words.href ? <a href={r.words.href}>原文“{r.words.text}”</a> : <>原文“{r.words.text}”</>}
        </span>
      )}
    </td>
    <td data-label="证据">
      {r.evidence}
      {r.evidenceNote && <span class="ledger-words">{r.evidenceNote}</span>}
    </td>
    <td data-label="状态">
      <LedgerTag state={r.state} />
    </td>
  </tr>
);

/** The table under the strip: number, task, lead, units done, deadline with the plan's words, evidence, state. */
export const LedgerTable = ({ caption, groups, unitsHead = '责任单位办结' }: LedgerTableProps) => (
  <ScrollRegion label={caption}>
    <table class="table table-labels ledger-table">
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          {['编号', '任务', '牵头', unitsHead, '期限', '证据', '状态'].map((h) => (
            <th scope="col" key={h}>
              {h}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((g) => (
        <tbody key={g.title}>
          <tr class="ledger-section">
            <th colspan={7} scope="rowgroup">
              {g.title}
            </th>
          </tr>
          {g.rows.map((r) => (
            <Row key={r.href} r={r} />
          ))}
        </tbody>
      ))}
    </table>
  </ScrollRegion>
);

/** What the state needs, in one sentence with its icon; for a task's own page. */
export const LedgerStateLine = ({ state, children }: { state: LedgerState; children: ComponentChildren }) => (
  <p class={`ledger-state-line ledger-line-${state}`}>
    <Icon name={LOOK[state].icon} />
    <b>{LOOK[state].word}</b> {children}
  </p>
);
