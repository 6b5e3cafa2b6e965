import type { ComponentChildren } from 'preact';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Input } from '../../ui/components/form.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import type { AdoptedItem } from '../catalogue/index.ts';

/** Items in whose number, field, name or content every word occurs. */
export function itemsWith(all: readonly AdoptedItem[], q: string): AdoptedItem[] {
  const words = q.split(/\s+/).filter(Boolean);
  return all.filter((x) =>
    words.every((w) => `${x.item.id} ${x.field} ${x.item.level1} ${x.item.level2} ${x.item.content}`.includes(w)),
  );
}

export const ItemSearch = ({ action, unitId, q }: { action: string; unitId?: string; q: string }) => (
  <form method="get" action={action} class="inline-form">
    {unitId !== undefined && <input type="hidden" name="unit" value={unitId} />}
    <Input name="q" label="事项名称、领域或内容" value={q} type="search" />
    <Button small>查找事项</Button>
  </form>
);

type ListProps = {
  all: readonly AdoptedItem[];
  shown: readonly AdoptedItem[];
  q: string;
  unitId: string;
  row: (x: AdoptedItem) => ComponentChildren;
};

/** A unit's adopted items by field; few fields, or a search, stand open. */
export const ItemList = ({ all, shown, q, unitId, row }: ListProps) => {
  if (shown.length === 0)
    return (
      <EmptyState title={all.length === 0 ? '本单位还没有采用公开事项' : `没有找到“${q}”`}>
        <p>{all.length === 0 ? '先在公开目录里采用归本单位公开的事项，写稿时就能选。' : '换个词，或者不按事项写。'}</p>
        <ButtonLink href={`/console/catalogue/${unitId}`}>打开本单位的公开目录</ButtonLink>
      </EmptyState>
    );
  const fields = [...new Set(shown.map((x) => x.field))];
  return (
    <>
      {fields.map((field) => (
        <details key={field} class="item-field" open={fields.length <= 4 || q !== ''}>
          <summary>{`${field}（${shown.filter((x) => x.field === field).length}个）`}</summary>
          {shown.filter((x) => x.field === field).map(row)}
        </details>
      ))}
    </>
  );
};
