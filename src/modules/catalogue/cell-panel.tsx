import { type Day, sayMonthDay } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import type { Calendar } from '../../lib/workdays.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { StubLine } from '../../ui/components/stub.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { Unit } from '../org/index.ts';
import { type Coverage, dayOf, type ItemCell, lastOf } from './coverage.ts';
import { type Asked, hrefWith, nameOf } from './coverage-view.tsx';
import { newPieceHref } from './duties.ts';
import { behind } from './grid.ts';
import { fieldName } from './national.ts';
import { printBasis } from './rules/basis.ts';
import type { Status } from './rules/coverage.ts';
import { moreUrgent } from './rules/summary.ts';
import { headOf, isUnconfirmed, itemTitle, SAY_UNCONFIRMED, sayDue, sayState } from './say.ts';
import type { ReminderRow } from './store.ts';

const TONE: Record<Status, 'good' | 'plain' | 'warn' | 'bad'> = {
  published: 'good',
  later: 'plain',
  soon: 'warn',
  never: 'bad',
  overdue: 'bad',
};
const ICON = { published: 'check', later: 'calendar', soon: 'clock', never: 'warn', overdue: 'warn' } as const;

export const StateTag = ({ c }: { c: ItemCell }) => (
  <Tag tone={TONE[c.status]} icon={ICON[c.status]}>
    {sayState(c)}
  </Tag>
);

export type PanelView = {
  a: Asked;
  map: Coverage;
  today: Day;
  calendar: Calendar;
  reminders: readonly ReminderRow[];
  /** What this person may do here; all false for the public. */
  may: { urge: boolean; write: boolean; piece: boolean };
};

/** The cell that the address opens: its items, the most urgent or the asked one first. */
export function openedCell(
  v: Pick<PanelView, 'a' | 'map'>,
): { unit: Unit; items: ItemCell[]; one: ItemCell } | undefined {
  const unit = v.map.units.find((u) => u.id === v.a.unit);
  if (!unit || !v.a.field) return undefined;
  const items = behind(v.map, unit.id, v.a.field);
  const [first, ...rest] = items;
  if (!first) return undefined;
  const one = items.find((c) => c.item.id === v.a.item) ?? rest.reduce((x, y) => (moreUrgent(y, x) ? y : x), first);
  return { unit, items, one };
}

/** The address of the day-by-day trace of a cell's deadline. */
export const whyHref = (base: string, c: ItemCell, on: Day, today: Day): string =>
  `${base}/why?${new URLSearchParams({ unit: c.unitId, item: c.item.id, ...(on === today ? {} : { on }) })}`;

/** The law of the matter itself; the general one and the rest open behind it. */
const Basis = ({ of }: { of: ItemCell['item']['basis'] }) => {
  const own = of.find((b) => !b.law.includes('政府信息公开条例')) ?? of[0];
  const rest = of.filter((b) => b !== own);
  if (!own) return <>公开目录</>;
  return (
    <>
      {printBasis([own])}
      {rest.length > 0 && (
        <details class="heat-basis">
          <summary>{`还有${rest.length}项依据`}</summary>
          {printBasis(rest)}
        </details>
      )}
    </>
  );
};

const Facts = ({ v, c, unit }: { v: PanelView; c: ItemCell; unit: Unit }) => {
  const last = lastOf(c);
  const sent = v.reminders.filter((r) => r.unitId === c.unitId && r.itemId === c.item.id);
  return (
    <dl class="heat-facts">
      <div>
        <dt>应公开</dt>
        <dd>
          {c.due ? sayDue(c, v.today) : c.item.timing.text}
          {c.why && (
            <>
              <br />
              <a href={whyHref(v.a.base, c, v.a.on, v.today)}>为什么是这天</a>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>依据</dt>
        <dd>
          <Basis of={c.item.basis} />
          {isUnconfirmed(c.item) && (
            <>
              <br />
              {SAY_UNCONFIRMED}
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>时限</dt>
        <dd>{c.item.timing.text}</dd>
      </div>
      <div>
        <dt>谁负责</dt>
        <dd>
          <a href={`/u/${unit.id}`}>{unit.name}</a>
          {c.adoption.contact && `，${c.adoption.contact}`}
        </dd>
      </div>
      <div>
        <dt>上一次</dt>
        <dd>
          {last ? (
            <>
              {last.publishedOn}，<a href={`/p/${last.no}`}>{last.title}</a>
              <br />
              <StubLine no={last.no} href={`/p/${last.no}/check`} />
              {c.evidence.length > 1 && `，共${c.evidence.length}件`}
            </>
          ) : (
            `还没有公开过，${sayDayNear(c.adoption.adoptedOn, v.today)}列入目录`
          )}
        </dd>
      </div>
      {c.happenings.length > 0 && (
        <div>
          <dt>发生了</dt>
          <dd>{c.happenings.map((h) => `${sayDayNear(h.happenedOn, v.today)}${h.what}`).join('；')}</dd>
        </div>
      )}
      <div>
        <dt>提醒</dt>
        <dd>
          {sent.length === 0
            ? '还没有催办过'
            : `${sent.map((r) => sayMonthDay(dayOf(r))).join('、')}${sent.length > 1 ? '各一次' : '一次'}`}
        </dd>
      </div>
    </dl>
  );
};

const owes = (c: ItemCell): boolean => c.status === 'soon' || c.status === 'overdue' || c.status === 'never';

const Acts = ({ v, c, unit }: { v: PanelView; c: ItemCell; unit: Unit }) => (
  <div class="heat-acts">
    {v.may.piece && (
      <ButtonLink href={newPieceHref(c)} kind="primary" wide>
        写这一件
      </ButtonLink>
    )}
    {v.may.urge && owes(c) && (
      <form method="post" action="/console/coverage/urge">
        <input type="hidden" name="unit" value={unit.id} />
        <input type="hidden" name="item" value={c.item.id} />
        <Button kind={v.may.piece ? 'secondary' : 'primary'} wide>
          {`催办，抄送${headOf(unit)}`}
        </Button>
      </form>
    )}
    <ButtonLink
      href={`${hrefWith(v.a, v.today, {
        open: c.item.field,
        rows: unit.kind === 'village' ? 'villages' : unit.kind === 'school' ? 'schools' : null,
        unit: unit.id,
        field: c.item.field,
        item: c.item.id,
      })}#cell`}
      wide
    >
      {sayOthers(v.map, c, unit)}
    </ButtonLink>
  </div>
);

/** 看同类7个乡镇: how many other units of the kind have this item. */
function sayOthers(map: Coverage, c: ItemCell, unit: Unit): string {
  const n = map.units.filter(
    (u) => u.kind === unit.kind && u.id !== unit.id && map.cells.get(u.id)?.some((x) => x.item.id === c.item.id),
  ).length;
  const kind = { township: '乡镇', village: '村、社区', school: '学校', department: '部门' }[unit.kind as string];
  return n > 0 ? `看同类${n}个${kind ?? '单位'}` : `看${fieldName(c.item.field, map.today)}的各个事项`;
}

/** The rule numbers that an event may start, with their words. */
const starts = (c: ItemCell): { value: string; text: string }[] =>
  c.item.timing.rules.flatMap((r, i) =>
    r.kind === 'after'
      ? [
          {
            value: String(i),
            text: `${r.only ?? r.event}，${r.number}${{ workday: '个工作日', day: '日', month: '个月' }[r.unit]}内公开`,
          },
        ]
      : [],
  );

const Happened = ({ c, today }: { c: ItemCell; today: Day }) => {
  const rules = starts(c);
  if (rules.length === 0) return null;
  return (
    <details class="heat-others">
      <summary>记一件要公开的事</summary>
      <form method="post" action="/console/coverage/happened">
        <input type="hidden" name="unit" value={c.unitId} />
        <input type="hidden" name="item" value={c.item.id} />
        <Input name="what" label="发生了什么" hint="例：区人大批准2026年预算" />
        <Input name="happenedOn" label="哪一天" hint={`例：${today}`} inputmode="numeric" short />
        {rules.length > 1 ? (
          <Select name="rule" label="按哪个时限" options={rules} value={rules[0]?.value} />
        ) : (
          <input type="hidden" name="rule" value={rules[0]?.value} />
        )}
        <Button small>记下，开始计时</Button>
      </form>
      {c.happenings.map((h) => (
        <form key={h.id} method="post" action="/console/coverage/strike" class="inline-form">
          <input type="hidden" name="unit" value={c.unitId} />
          <input type="hidden" name="item" value={c.item.id} />
          <input type="hidden" name="id" value={String(h.id)} />
          <span>{`${h.happenedOn} ${h.what}`}</span>
          <Button small>划去</Button>
        </form>
      ))}
    </details>
  );
};

/** One cell opened: which item, due when and why, who, the last time, reminders, one act. */
export const CellPanel = (v: PanelView) => {
  const at = openedCell(v);
  if (!at)
    return (
      <Panel title="点开一格" id="cell">
        <p>点一格，这里写明是哪个事项、哪天到期、为什么、上一次公开的原件。</p>
      </Panel>
    );
  const { unit, items, one } = at;
  const others = items.filter((c) => c !== one);
  return (
    <Panel title={`${nameOf(unit)} × ${fieldName(one.item.field, v.today)}`} id="cell">
      <StateTag c={one} />
      {/* A middle dot never begins a line. */}
      <h3 class="heat-item-title">{itemTitle(one).replace('·', '\u2060·')}</h3>
      <Facts v={v} c={one} unit={unit} />
      <Acts v={v} c={one} unit={unit} />
      {v.may.write && <Happened c={one} today={v.today} />}
      {others.length > 0 && (
        <details class="heat-others" open={others.length <= 6}>
          <summary>{`这一格里另外${others.length}个事项`}</summary>
          <ul>
            {others.map((c) => (
              <li key={c.item.id}>
                <a href={`${hrefWith(v.a, v.today, { unit: unit.id, field: c.item.field, item: c.item.id })}#cell`}>
                  {itemTitle(c)}
                </a>
                ：{sayState(c)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
};
