import type { CatalogueItem } from '../catalogue/index.ts';
import type { SiteColumn } from '../sites/index.ts';
import type { Piece } from './store.ts';

const isFilled = (e: Piece['elements'][number]): boolean => ('rows' in e ? e.rows.length > 0 : e.value.trim() !== '');

/** `公开目录 04-03 高龄津贴 · 要素7项已填6项`; a piece of no item names its column instead. */
export const ItemLine = ({
  piece: p,
  item,
  columns,
}: {
  piece: Piece;
  item: CatalogueItem | undefined;
  columns: readonly SiteColumn[];
}) => {
  if (!p.item) {
    const path = p.columns[0];
    return <>{path ? `栏目 ${columns.find((c) => c.path === path)?.name ?? path}` : '还没选栏目'}</>;
  }
  const asked = (item?.elements ?? []).filter((e) => e.type !== 'file').map((e) => e.key);
  const filled = p.elements.filter((e) => asked.includes(e.key) && isFilled(e)).length;
  return <>{`公开目录 ${p.item.title} ${p.item.id}${item ? ` · 要素${asked.length}项已填${filled}项` : ''}`}</>;
};
