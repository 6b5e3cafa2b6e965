import type { Answer, Req } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Select } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { type AdoptedItem, adoptedItem, adoptedItems, presetFor } from '../catalogue/index.ts';
import { consoleShell, unitsById } from '../org/index.ts';
import { columnsOf } from '../sites/index.ts';
import { ItemList, ItemSearch, itemsWith } from './item-list.tsx';
import type { PieceFields } from './store.ts';

const BASE = '/console/pieces/new';

/** Units for which the person may write; those who may anywhere choose by the address. */
function mine(c: Req): string[] {
  const reach = reachOf(c.system.permissions, c.actor, 'piece:write');
  if (reach !== 'all') return reach;
  const asked = c.query.get('unit');
  return asked ? [asked] : [];
}

/** A new piece: for which unit, and under which item of its catalogue. Searchable and whole without script. */
export async function newPage(c: Req, problem?: string): Promise<Answer> {
  const db = c.system.db;
  const today = c.system.clock.today();
  const names = await unitsById(db);
  const units = mine(c);
  const asked = c.form.text('unitId') || (c.query.get('unit') ?? '');
  const unitId = units.includes(asked) ? asked : (units[0] ?? '');
  const q = (c.query.get('q') ?? '').trim().slice(0, 80);
  const all = unitId ? await adoptedItems(db, unitId, today) : [];
  const chosen = all.find((x) => x.item.id === c.query.get('item'));
  const shown = chosen ? [chosen] : itemsWith(all, q);
  return consoleShell(c, {
    current: '/console/pieces',
    title: '写一篇稿件',
    lead: names.get(unitId)?.name,
    breadcrumbs: [{ text: '稿件', href: '/console/pieces' }],
    status: problem ? 422 : 200,
    children: (
      <>
        <ErrorSummary title="还没有开始写" errors={problem ? [{ text: problem }] : []} />
        {units.length > 1 && (
          <Panel title="为哪个单位写">
            <form method="get" action={BASE} class="inline-form">
              <Select
                name="unit"
                label="单位"
                value={unitId}
                options={units.map((id) => ({ value: id, text: names.get(id)?.name ?? id }))}
              />
              <Button small>换成这个单位</Button>
            </form>
          </Panel>
        )}
        <Panel
          title={chosen ? '按这个事项写' : '按目录里的事项写'}
          note={chosen ? undefined : '选一个事项，表单只问它的要素，栏目、类别和依据自动填好'}
          actions={chosen && <a href={`${BASE}?unit=${unitId}`}>换一个事项</a>}
        >
          {!chosen && <ItemSearch action={BASE} unitId={unitId} q={q} />}
          <ItemList
            {...{ all, shown, q, unitId }}
            row={(x) => <ItemRow key={x.item.id} x={x} unitId={unitId} primary={chosen !== undefined} />}
          />
        </Panel>
        {!chosen && (
          <Panel title="不按事项写">
            <p>通知、动态、回应等不在目录里的内容。</p>
            <form method="post" action="/console/pieces">
              <input type="hidden" name="unitId" value={unitId} />
              <Button>开始写</Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

const ItemRow = ({ x, unitId, primary }: { x: AdoptedItem; unitId: string; primary: boolean }) => (
  <form method="post" action="/console/pieces" class="catalogue-row">
    <input type="hidden" name="unitId" value={unitId} />
    <input type="hidden" name="itemId" value={x.item.id} />
    <p>
      {`${x.item.id} ${x.item.level2}`}
      <span class="panel-row-note">{`${x.item.level1}　${x.item.timing.text}`}</span>
    </p>
    <Button small={!primary} kind={primary ? 'primary' : 'secondary'}>
      写这一件
    </Button>
  </form>
);

/** What a new piece begins with under an item of its unit; a word when the unit has no such item. */
export async function fieldsFor(c: Req): Promise<{ fields?: Partial<PieceFields>; problem?: string }> {
  const itemId = c.form.text('itemId');
  const unitId = c.form.text('unitId');
  if (!itemId || !may(c.system.permissions, c.actor, 'piece:write', unitId)) return {};
  const today = c.system.clock.today();
  const item = await adoptedItem(c.system.db, unitId, itemId, today);
  if (!item) return { problem: `本单位的目录里没有事项${itemId}。可能刚刚改成不采用，请换一个。` };
  const { item: ref, kind, columns, basis } = presetFor(item, await columnsOf(c.system.db), today);
  return { fields: { item: ref, kind, columns, basis } };
}
