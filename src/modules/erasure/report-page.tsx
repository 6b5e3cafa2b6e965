import { minuteOf } from '../../lib/moments.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell } from '../org/index.ts';
import { leakName } from '../publication/index.ts';
import { outside } from './law.ts';
import { type LeakReport, totalsOf } from './report.ts';
import { sayMinutes } from './rules.ts';
import { READER_NAMES, sayScope } from './say.ts';

/** What to send to search engines and archives: addresses, since when, why; nothing of what leaked. */
export const letterOf = (r: LeakReport, siteName: string): string =>
  [
    `${siteName}的下列网址公开过不应公开的内容（${leakName(r.erasure.kind)}），原网页已经删除，返回410。`,
    '请删除贵方保存的快照、摘要、缩略图和存档，并停止展示：',
    ...r.addresses,
    `公开时间：${minuteOf(r.from)}起${r.until ? `，${minuteOf(r.until)}止` : '，还在公开'}。`,
    '依据：《中华人民共和国个人信息保护法》第四十七条、第五十七条。',
    `联系：${r.unitName}`,
  ].join('\n');

/** `/console/erasures/:id/report`: 谁可能看到过, for the screen and for paper. */
export function reportPage(c: Req, r: LeakReport, siteName: string): Promise<Answer> {
  const e = r.erasure;
  const totals = totalsOf(r.reads);
  const letter = letterOf(r, siteName);
  return consoleShell(c, {
    current: '/console/erasures',
    title: `谁可能看到过：登记号${e.no}`,
    lead: `${r.unitName}，${sayScope(e)}，${leakName(e.kind)}。${minuteOf(c.system.clock.now())}生成。`,
    breadcrumbs: [
      { text: '泄露处置', href: '/console/erasures' },
      { text: `登记号${e.no}`, href: `/console/erasures/${e.id}` },
    ],
    actions: (
      <ButtonLink href={`/console/erasures/${e.id}/report.xlsx`} icon="download" download>
        下载表格
      </ButtonLink>
    ),
    children: (
      <>
        {r.until === null && (
          <Note tone="bad" title={e.state === 'refused' ? '定了不删，读者看得到。' : '读者现在还看得到。'} />
        )}
        <Panel title="公开了多久">
          <DataTable
            caption="每一版从什么时候到什么时候能打开"
            rows={r.spans}
            rowKey={(s) => String(s.version)}
            columns={[
              { head: '版', cell: (s) => `第${s.version}版` },
              { head: '从', cell: (s) => minuteOf(s.from) },
              { head: '到', cell: (s) => (s.until ? minuteOf(s.until) : '现在还能打开') },
              { head: '多久', cell: (s) => sayMinutes(s.minutes) },
              { head: '分钟', num: true, cell: (s) => s.minutes.toLocaleString('en-US') },
              {
                head: '说明',
                cell: (s) => (s.replacedAt ? `${minuteOf(s.replacedAt)}起是旧版，原网址仍能打开` : '最新的一版'),
              },
            ]}
          />
        </Panel>
        <Panel title="读了多少次" note="按天、按读的程序自己报的种类；不记是谁">
          {r.reads.length === 0 ? (
            <EmptyState title="没有记到有人打开。">
              <p>网站按天计数，最近几秒的可能还没记上。别处的转载和快照不在内。</p>
            </EmptyState>
          ) : (
            <>
              <FactRows rows={totals.map((t) => ({ label: READER_NAMES[t.kind] ?? t.kind, value: `${t.n}次` }))} />
              <DataTable
                caption="每天"
                rows={r.reads}
                rowKey={(x) => `${x.day} ${x.kind}`}
                columns={[
                  { head: '日期', cell: (x) => x.day },
                  { head: '读的是', cell: (x) => READER_NAMES[x.kind] ?? x.kind },
                  { head: '次数', num: true, cell: (x) => x.n.toLocaleString('en-US') },
                ]}
              />
            </>
          )}
        </Panel>
        <Panel
          title="订阅"
          note={
            e.state === 'done' ? '谁订了，网站不知道；订阅工具下次来取，会收到“内容已删除”的一条' : '谁订了，网站不知道'
          }
        >
          <PanelRows rows={r.feeds.map((f) => ({ main: <a href={f.href}>{f.name}</a> }))} />
        </Panel>
        <Panel title="公开期间做的备份" note="里面还有这些内容">
          {r.backups.length === 0 ? (
            <EmptyState title="公开期间没有做过备份。">
              <p>只算用本系统的备份命令做的。整盘备份、云上快照要另外查。</p>
            </EmptyState>
          ) : (
            <DataTable
              caption="备份"
              captionHidden
              rows={r.backups}
              rowKey={(b) => `${b.madeAt.toISOString()} ${b.file}`}
              columns={[
                { head: '时间', cell: (b) => minuteOf(b.madeAt) },
                { head: '文件', cell: (b) => b.file },
                { head: '字节', num: true, cell: (b) => b.bytes.toLocaleString('en-US') },
              ]}
            />
          )}
        </Panel>
        <Panel title="系统里引用过它的">
          {r.traces.length === 0 ? (
            <EmptyState title="没有别处引用它。">
              <p>查了台账证据。搜索从公开起就能查到它，但不记每次查到了什么。</p>
            </EmptyState>
          ) : (
            <PanelRows
              rows={r.traces.map((t) => ({
                main: t.href ? <a href={t.href}>{t.what}</a> : t.what,
                note: [t.kind, t.when].filter(Boolean).join('，'),
              }))}
            />
          )}
        </Panel>
        <Panel title="系统外面要做的" note="搜索引擎和网页存档里可能还有，要请它们删">
          <PanelRows
            rows={outside.map((o) => ({
              main: <a href={o.href}>{o.name}</a>,
              note: `${o.how}。地址可能变，先核对。`,
            }))}
          />
        </Panel>
        <Panel title="写好的请求">
          <Textarea
            name="letter"
            label="可以直接发"
            hint="只有网址和时间，没有泄露的内容。"
            value={letter}
            rows={letter.split('\n').length + 1}
          />
        </Panel>
      </>
    ),
  });
}
