import type { VNode } from 'preact';
import { type Reader, rows, sql } from '../../platform/db/connection.ts';
import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { StateTag, sayMoment } from './pages.tsx';
import type { PieceState } from './rules.ts';

type HandedOn = {
  id: string;
  title: string;
  state: PieceState;
  no: number | null;
  releaseAt: Date | null;
  updatedAt: Date;
};

const DAYS = 7;
const MOST = 5;

/** What a person wrote that is with somebody else now, and what of it came out within a week; what moved last first. */
const handedOnBy = (db: Reader, writerId: string, now: Date): Promise<HandedOn[]> =>
  rows<HandedOn>(
    db,
    sql`select id, title, state, no, release_at as "releaseAt", updated_at as "updatedAt" from editorial.piece
        where writer_id = ${writerId} and (state in ('submitted', 'passed', 'scheduled')
          or (state = 'published' and updated_at > ${now}::timestamptz - make_interval(days => ${DAYS})))
        order by updated_at desc, id limit ${MOST}`,
  );

const sayWhere = (p: HandedOn): string => {
  if (p.state === 'submitted') return `${sayMoment(p.updatedAt)}交审核`;
  if (p.state === 'passed') return `${sayMoment(p.updatedAt)}审核通过，等签发`;
  if (p.state === 'scheduled' && p.releaseAt) return `定于${sayMoment(p.releaseAt)}公开`;
  return `${p.no === null ? '' : `登记号${p.no}，`}${sayMoment(p.updatedAt)}公开`;
};

/** 我交出去的, beside the day of whoever writes: where it lies now, so that nobody has to ask by telephone. */
export async function handedOn(c: Req): Promise<readonly VNode[]> {
  if (!may(c.system.permissions, c.actor, 'piece:write')) return [];
  const all = await handedOnBy(c.system.db, c.actor.id, c.system.clock.now());
  if (all.length === 0) return [];
  return [
    <Panel key="handed-on" title="我交出去的" actions={<a href="/console/pieces">全部稿件</a>}>
      <PanelRows
        rows={all.map((p) => ({
          tag: <StateTag state={p.state} />,
          main: <a href={`/console/pieces/${p.id}`}>{p.title || '（还没有标题）'}</a>,
          note: sayWhere(p),
        }))}
      />
    </Panel>,
  ];
}
