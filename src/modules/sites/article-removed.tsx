import type { Day } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, PageHead, Section } from '../../ui/components/section.tsx';
import { VersionTimeline } from '../../ui/components/timeline.tsx';
import { type Check, leakName, type OpenedWork, type Removal } from '../publication/index.ts';
import { versionsOf } from './article-notices.tsx';
import { hrefOf } from './lines.tsx';
import { FullStub, type Proof } from './stub.tsx';

/** The removal that took a version (or the newest) away; the last one says it. */
export const removalOf = (o: OpenedWork, version: number | undefined): Removal | undefined => {
  const asked = version ?? o.editions.at(-1)?.version ?? 0;
  return o.removals.findLast((r) => r.whole || r.versions.includes(asked));
};

type Props = { o: OpenedWork; check: Check; version: number | undefined; proof: Proof; today: Day };

/** Bytes that are no edition any more, with no erasure on record: said as it is, never as an erasure. */
export const UnreadablePage = ({ o, proof }: { o: OpenedWork; proof: Proof }) => (
  <>
    <PageHead over={`登记号 ${o.work.no}`} title="内容读不出来" />
    <Note tone="bad" title="网站存的内容和登记册里的指纹对不上，也读不出文字。">
      <p>没有谁登记过删除它，所以可能是存的内容坏了或者被改动过。请打电话向公开它的单位核实。</p>
      <p class="link-row">
        <a href={`/p/${o.work.no}/check`}>看是哪里对不上</a>
        <a href={`/u/${o.work.unitId}`}>问{o.listing.unitName}</a>
      </p>
    </Note>
    <FullStub p={proof} />
  </>
);

/** In the place of what was erased, or is being looked into: what, since when, why; what stays; where to go on. */
export const RemovedPage = ({ o, check, version, proof, today }: Props) => {
  const no = o.work.no;
  const hidden = check === 'hidden';
  const r = removalOf(o, version);
  const last = o.editions.at(-1)?.version;
  const others = o.editions.filter((e) => !o.unreadable.has(e.version));
  const which = version === undefined ? `第${no}号` : `第${no}号第${version}版`;
  return (
    <>
      <PageHead
        over={`登记号 ${no}`}
        title={hidden ? '正在核查，暂时不能看' : version === undefined ? '内容已删除' : `第${version}版的内容已删除`}
      />
      {hidden ? (
        <Note title={`${r ? sayMoment(r.at, today) : ''}起暂停查看`}>
          <p>有人提出这一件里可能有不应公开的内容，两个人核查定下来以前先不给看。核查没有问题会恢复。</p>
        </Note>
      ) : (
        <Note title={r ? `已删除，${sayMoment(r.at, today)}` : '内容已按规定删除，登记号保留。'}>
          {r && <p>原因：{r.publicReason}</p>}
          <p>删除的内容不能恢复，也不在搜索、订阅和数据接口里了。</p>
        </Note>
      )}
      <FullStub p={proof} />
      <Section title="留下来的">
        <FactRows
          rows={[
            { label: '登记号', value: `${which}，一直保留，不给别的件用` },
            { label: '公开过', value: `${sayMoment(o.listing.firstPublishedAt, today)}第一次公开` },
            ...(r && !hidden ? [{ label: '删了什么', value: leakName(r.kind) }] : []),
            {
              label: '指纹',
              value: '登记册里的指纹还在，证明这里有过一件、什么时候有的；从指纹推不出内容。',
            },
          ]}
        />
      </Section>
      {others.length > 0 && (
        <Section title="版本和历史">
          <VersionTimeline entries={versionsOf(no, o.editions, today, o.unreadable)} />
        </Section>
      )}
      <Note tone="help" title="如果您保存过、转发过它">
        <p>里面可能有别人的个人信息。请删掉您存的和转发的，不要再传。</p>
        <p>内容与您有关，想知道泄露了什么、怎么减少损失，请联系公开它的单位。</p>
      </Note>
      <p class="link-row">
        {version !== undefined && version !== last && <a href={hrefOf(no)}>看现在的</a>}
        <a href={`/u/${o.work.unitId}`}>问{o.listing.unitName}</a>
        <a href={`/p/${no}/check`}>核对登记还在</a>
        <a href="/register">看登记册</a>
        <a href="/">回首页</a>
      </p>
    </>
  );
};
