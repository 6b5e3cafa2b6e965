import type { Day } from '../../lib/day.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox, FileField, Input, Select } from '../../ui/components/form.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { Unit } from '../org/index.ts';
import type { OfferedItem } from './coverage.ts';
import { fieldsNow } from './national.ts';
import { isUnconfirmed, UNCONFIRMED } from './say.ts';

export const unitHref = (unitId: string): string => `/console/catalogue/${unitId}`;
export const itemHref = (unitId: string, itemId: string): string => `${unitHref(unitId)}/items/${itemId}`;

/** What the list is narrowed to: words in number, names or content; one field; what is decided. */
export type Narrow = { q: string; field: string; state: 'all' | 'open' | 'adopted' | 'dropped' };

export function narrowed(list: readonly OfferedItem[], n: Narrow): OfferedItem[] {
  const words = n.q.split(/\s+/).filter(Boolean);
  return list.filter(({ item, adoption }) => {
    if (n.field && item.field !== n.field) return false;
    if (n.state !== 'all' && (adoption?.state ?? 'open') !== n.state) return false;
    const text = `${item.id} ${item.level1} ${item.level2} ${item.content}`;
    return words.every((w) => text.includes(w));
  });
}

/** Grouped by field in the catalogue's order; own items stand under the field they were given. */
export function byField(
  list: readonly OfferedItem[],
  today: Day,
): { key: string; name: string; items: OfferedItem[] }[] {
  return fieldsNow(today)
    .map((f) => ({ key: f.key, name: f.name, items: list.filter((o) => o.item.field === f.key) }))
    .filter((g) => g.items.length > 0);
}

const STATES = [
  { value: 'all', text: '全部' },
  { value: 'open', text: '还没决定' },
  { value: 'adopted', text: '已采用' },
  { value: 'dropped', text: '不采用' },
];

export const Search = ({ action, n, today }: { action: string; n: Narrow; today: Day }) => (
  <form method="get" action={action} class="inline-form">
    <Input name="q" label="事项名称或内容" value={n.q} type="search" />
    <Select
      name="field"
      label="领域"
      empty="全部领域"
      value={n.field}
      options={fieldsNow(today).map((f) => ({ value: f.key, text: f.name }))}
    />
    <Select name="state" label="决定" value={n.state} options={STATES} />
    <Button small>查找事项</Button>
  </form>
);

const Decided = ({ o }: { o: OfferedItem }) => {
  const a = o.adoption;
  if (!a) return <Tag>还没决定</Tag>;
  if (a.state === 'dropped') return <Tag tone="warn">不采用：{a.reason}</Tag>;
  const changed = a.own ? '自己增加' : a.content || a.timing || a.carriers ? '已采用，有调整' : '已采用';
  return (
    <Tag tone="good" icon="check">
      {changed}
    </Tag>
  );
};

export type UnitView = {
  unit: Unit;
  today: Day;
  all: readonly OfferedItem[];
  n: Narrow;
  writes: boolean;
  publishes: boolean;
  release: { no: number; version: number } | undefined;
};

/** Which items concern the unit; those not decided yet can be taken many at once. */
export const UnitPage = (v: UnitView) => {
  const shown = narrowed(v.all, v.n);
  const groups = byField(shown, v.today);
  const open = shown.filter((o) => !o.adoption);
  return (
    <>
      <Search action={unitHref(v.unit.id)} n={v.n} today={v.today} />
      {groups.length === 0 ? (
        <EmptyState title={v.all.length === 0 ? '目录里没有归这个单位公开的事项' : '没有符合的事项'}>
          <p>{v.all.length === 0 ? '可以自己增加事项，或者请政务公开办核对单位名称。' : '换个词，或者看全部领域。'}</p>
        </EmptyState>
      ) : (
        <form method="post" action={`${unitHref(v.unit.id)}/adopt?${new URLSearchParams(v.n)}`}>
          {groups.map((g) => (
            <Panel key={g.key} title={g.name} note={`${g.items.length}个事项`}>
              {g.items.map((o) => (
                <ItemRow key={o.item.id} o={o} v={v} />
              ))}
            </Panel>
          ))}
          {v.writes && open.length > 0 && (
            <div class="action-bar">
              <span class="save-state">{`这里还有${open.length}个没决定`}</span>
              <Button name="all" value="1">{`采用这${open.length}个`}</Button>
              <Button kind="primary">采用勾选的</Button>
            </div>
          )}
        </form>
      )}
    </>
  );
};

const ItemRow = ({ o, v }: { o: OfferedItem; v: UnitView }) => {
  const href = itemHref(v.unit.id, o.item.id);
  const text = `${o.item.id} ${o.item.level2}`;
  const note = `${o.adoption?.timingText ?? o.item.timing.text}　${o.item.level1}`;
  return (
    <div class="catalogue-row">
      {v.writes && !o.adoption ? (
        <Checkbox id={`i-${o.item.id}`} name="item" value={o.item.id} label={text} hint={note} />
      ) : (
        <p>
          <a href={href}>{text}</a>
          <span class="panel-row-note">{note}</span>
        </p>
      )}
      <p class="catalogue-state">
        {isUnconfirmed(o.item) && (
          <>
            <Tag tone="warn" icon="question">
              {UNCONFIRMED}
            </Tag>{' '}
          </>
        )}
        <Decided o={o} /> {v.writes && <a href={href}>{o.adoption ? '调整' : '看要素'}</a>}
      </p>
    </div>
  );
};

export const UnitSide = (v: UnitView) => {
  const n = (s: string): number => v.all.filter((o) => (o.adoption?.state ?? 'open') === s).length;
  return (
    <>
      <Panel title="本单位的目录">
        <PanelRows
          rows={[
            { main: `已采用${n('adopted')}个` },
            { main: `不采用${n('dropped')}个` },
            { main: `还没决定${n('open')}个` },
          ]}
        />
      </Panel>
      <Panel title="公开目录">
        {v.release ? (
          <p>
            已公开，第{v.release.version}版，<a href={`/p/${v.release.no}`}>登记号{v.release.no}</a>
            。再公开就是新的一版，群众看得到改了什么。
          </p>
        ) : (
          <p>还没有公开过。公开后群众看得到本单位该公开什么、多久公开。</p>
        )}
        {v.publishes && n('adopted') > 0 && (
          <form method="post" action={`${unitHref(v.unit.id)}/publish`}>
            {v.release && <Input name="reason" label="这一版改了什么" hint="会随目录公开" />}
            <Button kind="primary" wide>
              公开本单位的目录
            </Button>
          </form>
        )}
        <ButtonLink href={`/coverage/${v.unit.id}`} wide>
          看公开得怎样
        </ButtonLink>
      </Panel>
      {v.writes && (
        <Panel title="从现成的目录开始">
          <form method="post" action={`${unitHref(v.unit.id)}/upload`} enctype="multipart/form-data">
            <FileField
              name="table"
              label="目录表格"
              hint="Word、Excel或网页。和国家目录对得上的按国家目录采用，保留更严的时限；对不上的作为自己增加的事项。"
              accept=".docx,.xlsx,.html,.htm"
            />
            <Button wide>读入这份目录</Button>
          </form>
          <ButtonLink href={`${unitHref(v.unit.id)}/own`} icon="plus" wide>
            自己增加一个事项
          </ButtonLink>
        </Panel>
      )}
    </>
  );
};
