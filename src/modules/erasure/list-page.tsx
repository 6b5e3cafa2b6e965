import { minuteOf } from '../../lib/moments.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { reachOf } from '../../platform/permission.ts';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell, unitsById } from '../org/index.ts';
import { erasures, leakName } from '../publication/index.ts';
import { STATE_NAMES, sayScope } from './say.ts';
import { openNotices } from './store.ts';

const MOST = 200;

/** `/console/erasures`: every request of the units this person answers for, newest first. */
export async function listPage(c: Req): Promise<Answer> {
  const units = reachOf(c.system.permissions, c.actor, 'erasure:ask');
  const [found, names, open] = await Promise.all([
    erasures(c.system.db, { units }, MOST),
    unitsById(c.system.db),
    openNotices(c.system.db),
  ]);
  const owed = (id: string): number => open.filter((n) => n.erasureId === id).length;
  return consoleShell(c, {
    current: '/console/erasures',
    title: '泄露处置',
    lead: '公开了不该公开的内容：两个人办，各处一次删掉，登记号和指纹留下。',
    children:
      found.length === 0 ? (
        <EmptyState title="还没有做过泄露处置。">
          <p>
            发现公开的内容里有泄露的，打开那一件（<a href="/console/pieces?tab=published">已公开的稿件</a>
            ，点登记号），按“泄露处置”。
          </p>
        </EmptyState>
      ) : (
        <DataTable
          caption="泄露处置"
          captionHidden
          rows={found}
          rowKey={(e) => e.id}
          columns={[
            { head: '登记号', cell: (e) => <a href={`/console/erasures/${e.id}`}>{e.no}</a> },
            { head: '单位', cell: (e) => names.get(e.unitId)?.shortName ?? e.unitId },
            { head: '删什么', cell: (e) => sayScope(e) },
            { head: '泄露的是', cell: (e) => leakName(e.kind) },
            { head: '提出', cell: (e) => `${minuteOf(e.askedAt)} ${e.askedLabel}` },
            { head: '现在', cell: (e) => STATE_NAMES[e.state] },
            { head: '没告知的', num: true, cell: (e) => (e.state === 'done' ? `${owed(e.id)}项` : '') },
          ]}
        />
      ),
  });
}
