/** Another item of the catalogue for a piece that is already begun: choosing it, seeing what would move, doing it. */
import type { ComponentChildren } from 'preact';
import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { type AdoptedItem, adoptedItems } from '../catalogue/index.ts';
import { consoleShell } from '../org/index.ts';
import type { FilledElement } from '../publication/index.ts';
import { columnsOf, type SiteColumn } from '../sites/index.ts';
import { changeItem, itemChange } from './actions/index.ts';
import type { ItemChange } from './actions/item.ts';
import { sayBasis } from './form.ts';
import { ItemList, ItemSearch, itemsWith } from './item-list.tsx';
import { open } from './opened.ts';
import { sayRefusal } from './say.ts';
import type { Piece } from './store.ts';

const hrefOf = (p: Piece): string => `/console/pieces/${p.id}/item`;
const NONE = 'none';

const page = (c: Req, piece: Piece, status: number, children: ComponentChildren): Promise<Answer> =>
  consoleShell(c, {
    current: '/console/pieces',
    title: piece.item ? '换一个事项' : '选一个事项',
    lead: piece.title || '还没有标题的稿件',
    breadcrumbs: [
      { text: '稿件', href: '/console/pieces' },
      { text: piece.title || '新稿件', href: `/console/pieces/${piece.id}` },
    ],
    status,
    children,
  });

/** The list of the unit's items; with `?item=` what choosing it would do. */
export async function changeItemPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const piece = await open(c);
  const asked = (c.form.text('itemId') || c.query.get('item')) ?? '';
  const writable = may(c.system.permissions, c.actor, 'piece:write', piece.unitId);
  if (!writable || (piece.state !== 'draft' && piece.state !== 'returned'))
    return seeOther(`/console/pieces/${piece.id}`);
  const change = asked
    ? await itemChange(c.system.db, piece, asked === NONE ? '' : asked, c.system.clock.today())
    : undefined;
  const said = [...refusals, ...(change && !change.ok ? change.refusals : [])];
  const errors = <ErrorSummary title="事项没有换，您写的都在" errors={said.map((r) => ({ text: sayRefusal(r) }))} />;
  if (change?.ok)
    return page(
      c,
      piece,
      status,
      <>
        {errors}
        <Change piece={piece} change={change.value} columns={await columnsOf(c.system.db)} asked={asked} />
      </>,
    );
  return page(
    c,
    piece,
    status,
    <>
      {errors}
      <Chooser c={c} piece={piece} all={await adoptedItems(c.system.db, piece.unitId, c.system.clock.today())} />
    </>,
  );
}

const Chooser = ({ c, piece: p, all }: { c: Req; piece: Piece; all: readonly AdoptedItem[] }) => {
  const q = (c.query.get('q') ?? '').trim().slice(0, 80);
  const others = all.filter((x) => x.item.id !== p.item?.id);
  return (
    <>
      <Panel
        title="本单位目录里的事项"
        note={p.item ? `现在按“${p.item.id} ${p.item.title}”写` : '选好以后，表单只问它的要素'}
      >
        <ItemSearch action={hrefOf(p)} q={q} />
        <ItemList
          {...{ all: others, shown: itemsWith(others, q), q, unitId: p.unitId }}
          row={(x) => (
            <div class="catalogue-row" key={x.item.id}>
              <p>
                {`${x.item.id} ${x.item.level2}`}
                <span class="panel-row-note">{`${x.item.level1}　${x.item.timing.text}`}</span>
              </p>
              <p class="catalogue-state">
                <a href={`${hrefOf(p)}?item=${encodeURIComponent(x.item.id)}`}>
                  看换了会怎样<span class="sr-only">{`：${x.item.level2}`}</span>
                </a>
              </p>
            </div>
          )}
        />
      </Panel>
      {p.item && (
        <Panel title="不按事项写">
          <p>
            已经填的要素会放到正文末尾。<a href={`${hrefOf(p)}?item=${NONE}`}>看不按事项写会怎样</a>
          </p>
        </Panel>
      )}
    </>
  );
};

const said = (e: FilledElement): string => ('rows' in e ? `${e.rows.length}行，${e.head.join('、')}` : e.value);

const FIELDS = { kind: '类别', columns: '栏目', basis: '公开依据' } as const;

function sayField(p: Piece, field: keyof typeof FIELDS, columns: readonly SiteColumn[]): string {
  if (field === 'kind') return p.kind;
  if (field === 'basis') return p.basis.map(sayBasis).join('；') || '没有写';
  return p.columns.map((x) => columns.find((col) => col.path === x)?.name ?? x).join('、') || '没有选';
}

type ChangeProps = { piece: Piece; change: ItemChange; columns: readonly SiteColumn[]; asked: string };

/** What stays filled in, what moves into the text, what is still to fill in; nothing happens before the button. */
const Change = ({ piece: p, change, columns, asked }: ChangeProps) => {
  const { next, moved, fields } = change;
  const held = new Set(moved.kept.map((e) => e.key));
  const still = (next?.elements ?? []).filter((e) => !held.has(e.key) && e.type !== 'file');
  return (
    <>
      <Panel title={next ? `换成“${next.id} ${change.piece.item?.title ?? next.level2}”` : '不按事项写'}>
        {next && <p>{`时限：${next.timing.text}`}</p>}
        {moved.loose.length === 0 ? (
          <Note tone="good">
            <p>{moved.kept.length > 0 ? '已经填的要素都留着，正文不动。' : '还没有填过要素，正文不动。'}</p>
          </Note>
        ) : (
          <Note tone="warn" title={`${moved.loose.length}项要素在新的表单里放不下`}>
            <p>换了以后它们会排在正文末尾，一个字不少。核对后您再决定删不删。</p>
          </Note>
        )}
        <form method="post" action={hrefOf(p)}>
          <input type="hidden" name="itemId" value={asked} />
          <input type="hidden" name="seen" value={String(p.version)} />
          <div class="action-bar">
            <a href={hrefOf(p)}>看别的事项</a>
            <a href={`/console/pieces/${p.id}`}>不换，回到稿件</a>
            <Button kind="primary">{next ? '换成这个事项' : '改为不按事项写'}</Button>
          </div>
        </form>
      </Panel>
      {moved.loose.length > 0 && (
        <Panel title="放到正文末尾的" note={`${moved.loose.length}项`}>
          <PanelRows rows={moved.loose.map((e) => ({ main: said(e), note: e.label }))} />
        </Panel>
      )}
      {moved.kept.length > 0 && (
        <Panel title="留在表单里的" note={`${moved.kept.length}项`}>
          <PanelRows
            rows={moved.kept.map((e) => {
              const before = moved.renamed[e.key];
              return { main: said(e), note: before ? `${e.label}（原来填在“${before}”，请核对）` : e.label };
            })}
          />
        </Panel>
      )}
      {still.length > 0 && (
        <Panel title="还要填的" note={`${still.length}项`}>
          <p>{still.map((e) => (e.required ? e.label : `${e.label}（可不填）`)).join('、')}</p>
        </Panel>
      )}
      {fields.length > 0 && (
        <Panel title="栏目、类别和公开依据">
          <PanelRows
            rows={fields.map(({ field, taken }) => ({
              main: taken ? sayField(change.piece, field, columns) : `${sayField(p, field, columns)}（您改过，不动）`,
              note: taken ? `${FIELDS[field]}，原来是：${sayField(p, field, columns)}` : FIELDS[field],
            }))}
          />
        </Panel>
      )}
    </>
  );
};

export async function itemChanged(c: Req): Promise<Answer> {
  const piece = await open(c);
  const asked = c.form.text('itemId');
  const out = await changeItem(
    c.system,
    c.actor,
    { id: piece.id, seen: Number(c.form.text('seen')), itemId: asked === NONE ? '' : asked },
    c.requestId,
  );
  return out.ok ? seeOther(`/console/pieces/${piece.id}#item`) : changeItemPage(c, out.refusals, 422);
}
