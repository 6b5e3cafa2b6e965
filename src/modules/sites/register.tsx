import { type Day, dayIn } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Pagination } from '../../ui/components/pagination.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { type Edition, editionsAfter, erasedAmong, type Listed, listedMany } from '../publication/index.ts';
import { frameOf } from './frame.ts';
import { hrefOf } from './lines.tsx';
import { draw, HOME } from './shell.tsx';
import { shortPrint } from './stub.tsx';

const PAGE = 50;
const ACTS: Record<Edition['act'], string> = { publish: '公开', correct: '更正', withdraw: '撤下' };

const titleOf = (e: Edition, p: Listed | undefined, erased: ReadonlySet<string>) => {
  if (p?.state === 'hidden') return <a href={hrefOf(e.no)}>正在核查，暂时不能看</a>;
  if (!p || erased.has(e.id))
    return (
      <a href={!p || e.version === p.version ? hrefOf(e.no) : `/p/${e.no}/v/${e.version}`}>内容已删除，登记号保留</a>
    );
  const href = e.version === p.version || p.state === 'withdrawn' ? hrefOf(e.no) : `/p/${e.no}/v/${e.version}`;
  return <a href={href}>{p.title}</a>;
};

/** `/register`: the register (登记册), newest first, fifty numbers a page; `?at=` leads to the page of a number. */
export async function registerPage(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const total = f.registered;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const at = /^\d{1,15}$/.exec(c.query.get('at') ?? '')?.[0];
  const asked =
    at !== undefined && Number(at) <= total
      ? Math.floor((total - Number(at)) / PAGE) + 1
      : Number(c.query.get('page')) || 1;
  const page = Math.max(1, Math.min(pages, Math.trunc(asked)));
  const high = total - (page - 1) * PAGE;
  const low = Math.max(1, high - PAGE + 1);
  const editions = total === 0 ? [] : (await editionsAfter(c.system.readDb, low - 1, high - low + 1)).reverse();
  const pieces = new Map(
    (await listedMany(c.system.readDb, [...new Set(editions.map((e) => e.no))])).map((p) => [p.no, p]),
  );
  const erased = await erasedAmong(
    c.system.readDb,
    editions.map((e) => e.id),
  );
  const today: Day = c.system.clock.today();
  return draw(c, f, {
    title: page > 1 ? `登记册（第${page}页）` : '登记册',
    breadcrumbs: [HOME, { text: '登记册' }],
    meta: {
      description: `登记册共${total}件，每件公开、更正、撤下各登记一次。`,
      canonical: `${c.origin}/register`,
      noindex: c.query.size > 0,
    },
    children: (
      <>
        <PageHead
          title="登记册"
          lead={`共${total.toLocaleString('en-US')}件。公开、更正、撤下各登记一次，只增加，不改动。`}
        />
        {editions.length > 0 ? (
          <div class="register-page">
            <DataTable
              caption={`登记号${high}到${low}`}
              columns={[
                {
                  head: '登记号',
                  cell: (e) => (
                    <span class="mono" id={`n${e.logIndex}`}>
                      {e.logIndex}
                    </span>
                  ),
                },
                { head: '做了什么', cell: (e) => `${ACTS[e.act]}${e.version > 1 ? `，第${e.version}版` : ''}` },
                { head: '哪一件', cell: (e) => titleOf(e, pieces.get(e.no), erased) },
                { head: '谁', cell: (e) => pieces.get(e.no)?.unitName ?? '' },
                {
                  head: '何时',
                  cell: (e) => (
                    <span class="nobr">
                      {sayMoment(
                        e.publishedAt,
                        dayIn(e.publishedAt).slice(0, 4) === today.slice(0, 4) ? today : undefined,
                      )}
                    </span>
                  ),
                },
                { head: '指纹', cell: (e) => <span class="mono">{shortPrint(e.contentHash.toString('hex'))}</span> },
              ]}
              rows={editions}
              rowKey={(e) => e.id}
            />
          </div>
        ) : (
          <EmptyState title="登记册还是空的。">
            <p>第一件公开后从1号登起。</p>
          </EmptyState>
        )}
        <Pagination page={page} pages={pages} hrefFor={(n) => (n === 1 ? '/register' : `/register?page=${n}`)} />
      </>
    ),
  });
}
