import type { Day } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import { Note } from '../../ui/components/note.tsx';
import { PageHead, Section } from '../../ui/components/section.tsx';
import { type TimelineEntry, VersionTimeline } from '../../ui/components/timeline.tsx';
import type { Check, Edition, OpenedWork } from '../publication/index.ts';
import { hrefOf } from './lines.tsx';
import { FullStub, type Proof } from './stub.tsx';

const DID: Record<Edition['act'], string> = { publish: '公开', correct: '更正', withdraw: '撤下' };

export const versionsOf = (
  no: number,
  editions: readonly Edition[],
  today: Day,
  /** Versions whose content was erased or is hidden. */
  unreadable: ReadonlySet<number> = new Set(),
): TimelineEntry[] =>
  [...editions].reverse().map((e, i) => ({
    when: `${sayMoment(e.publishedAt, today)}　${i === 0 ? (e.act === 'withdraw' ? '撤下' : '现行') : DID[e.act]}`,
    current: i === 0,
    text: (
      <>
        第{e.version}版，登记号{e.logIndex}
        {e.reason && (
          <>
            <br />
            {DID[e.act]}原因：{e.reason}
          </>
        )}
        <br />
        <span class="link-row">
          {unreadable.has(e.version) ? (
            <span>这一版不能看了</span>
          ) : (
            i > 0 && <a href={`/p/${no}/v/${e.version}`}>看这一版</a>
          )}
          {e.version > 1 && e.act === 'correct' && !unreadable.has(e.version) && !unreadable.has(e.version - 1) && (
            <a href={`/p/${no}/compare?from=${e.version - 1}&to=${e.version}`}>和上一版对照</a>
          )}
        </span>
      </>
    ),
  }));

/** A withdrawn piece: what, when, why; the number stays. */
export const GonePage = ({ o, proof, today }: { o: OpenedWork; proof: Proof; today: Day }) => {
  const last = o.editions.at(-1);
  return (
    <>
      <PageHead over={`登记号 ${o.work.no}`} title={o.listing.title} />
      <Note title={`已撤下，${last ? sayMoment(last.publishedAt, today) : ''}`}>
        {last?.reason && <p>原因：{last.reason}</p>}
        <p>它不再是有效的公开内容，请不要使用。登记册里留着它的号和每一版的指纹，撤下本身也登记了。</p>
      </Note>
      <FullStub p={proof} />
      <Section title="版本和历史">
        <VersionTimeline entries={versionsOf(o.work.no, o.editions, today, o.unreadable)} />
      </Section>
      <p class="link-row">
        <a href={`/u/${o.work.unitId}`}>问{o.listing.unitName}</a>
        <a href="/register">看登记册</a>
        <a href="/">回首页</a>
      </p>
    </>
  );
};

type OldProps = {
  no: number;
  version: number;
  latest: number;
  withdrawn: boolean;
  check: Check;
  when: string;
  reason: string;
};

export const OldNotice = (p: OldProps) => (
  <Note tone={p.check === 'differs' ? 'bad' : 'warn'} title={`这是第${p.version}版，不是现在的。`}>
    <p>
      {p.when}
      {p.withdrawn && p.version === p.latest - 1 ? '已撤下' : `换成了第${p.version + 1}版`}
      {p.reason && `，原因：${p.reason}`}。
    </p>
    {p.check === 'differs' && <p>这一版的文字和登记册里的指纹对不上，请不要使用。</p>}
    <p class="link-row">
      <a href={hrefOf(p.no)}>{p.withdrawn ? '看撤下的说明' : '看现在的'}</a>
      {!p.withdrawn && <a href={`/p/${p.no}/compare?from=${p.version}&to=${p.latest}`}>和现在的对照</a>}
    </p>
  </Note>
);

export const PreviewNotice = ({ back }: { back: string }) => (
  <Note tone="help" title="预览，还没有公开。">
    <p>公开后这里会有存根和登记号。</p>
    <p class="link-row">
      <a href={back}>回去接着改</a>
    </p>
  </Note>
);
