import type { ComponentChildren } from 'preact';
import { dayIn, type Day, sayDay } from '../../lib/day.ts';
import { ArticleBody, ArticleHead, PrintHead, PrintNotes, PrintTool, Prose, SpeakTool, ToolLink } from '../../ui/components/article.tsx';
import { AttachmentList, saySize } from '../../ui/components/attachment.tsx';
import { ButtonLink } from '../../ui/components/button.tsx';
import { ElderStub } from '../../ui/components/elder.tsx';
import { Note } from '../../ui/components/note.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { ValidityTag } from '../../ui/components/tag.tsx';
import { type TimelineEntry, VersionTimeline } from '../../ui/components/timeline.tsx';
import { TocList } from '../../ui/components/toc.tsx';
import type { Unit } from '../org/index.ts';
import type { Check, Edition, EditionContent, Listed, OpenedWork } from '../publication/index.ts';
import { columnIn, type Frame } from './frame.ts';
import { hrefOf } from './lines.tsx';
import { sayDayNear, sayMoment } from './moments.ts';
import type { OfficialText } from './official-text.ts';
import { leavesOf, validityOn, type ValidityWord } from './rules.ts';
import { FullStub, PaperStub, type Proof, ShortStub } from './stub.tsx';

export type ArticleView = {
  f: Frame;
  today: Day;
  origin: string;
  content: EditionContent;
  text: OfficialText;
  /** Absent in a preview. */
  listing?: Listed;
  editions: readonly Edition[];
  proof?: Proof;
  /** What interprets this piece. */
  words: readonly Listed[];
  /** What this piece interprets. */
  explained: Listed | undefined;
  unit: Unit | undefined;
  elder: boolean;
  /** Whether the whole text is shown; 大字版 begins with what it means. */
  full: boolean;
  old?: boolean;
  notice?: ComponentChildren;
};

const SPOKEN: Record<ValidityWord, string> = { valid: '有效，现在算数', future: '还没开始算数', expiring: '有效，快到期了', amended: '改过，看最新的', repealed: '已废止，不算数了', lapsed: '已失效，不算数了' };

function validityWords(v: ArticleView): ComponentChildren {
  const x = v.content.validity;
  const from = x?.from ? `${sayDay(x.from)}起施行` : '';
  const until = x?.until ? `至${sayDay(x.until)}` : '';
  if (!from && !until && !x?.note) return undefined;
  return (
    <>
      {[from, until].filter(Boolean).join('，')} {v.listing && <a href={`${hrefOf(v.listing.no)}/why#validity`}>为什么是这天</a>}
    </>
  );
}

const factsOf = (v: ArticleView) => {
  const c = v.content;
  return [
    ...(c.docNo ? [{ label: '发文字号', value: <span class="nobr">{c.docNo}</span> }] : []),
    { label: c.docNo ? '发文机关' : '发布单位', value: c.unitName },
    ...(c.source && c.source !== c.unitName ? [{ label: '信息来源', value: c.source }] : []),
    ...(c.indexNo ? [{ label: '索引号', value: <span class="nobr">{c.indexNo}</span> }] : []),
    ...(c.issuedOn ? [{ label: '成文日期', value: <span class="nobr">{c.issuedOn}</span> }] : []),
    ...(v.listing ? [{ label: '公开时间', value: <span class="nobr">{sayMoment(v.listing.firstPublishedAt)}</span> }] : []),
  ];
};

const Tools = ({ v }: { v: ArticleView }) => {
  const path = leavesOf(v.content.columns)[0];
  const column = path ? columnIn(v.f, path) : undefined;
  return (
    <>
      <PrintTool />
      <SpeakTool />
      {column && (
        <ToolLink icon="rss" href={`/c/${column.path}/feed.xml`}>
          订阅“{column.name}”
        </ToolLink>
      )}
      {v.listing && v.proof?.stub.downloadHref && (
        <ToolLink icon="download" href={v.proof.stub.downloadHref}>
          下载存根
        </ToolLink>
      )}
    </>
  );
};

const tocOf = (v: ArticleView) => [
  ...v.text.toc.map((t) => ({ text: t.text, href: `#${t.id}`, level: t.level > 2 ? (2 as const) : (1 as const) })),
  ...(v.text.toc.length > 0 && v.content.attachments.length > 0 ? [{ text: `附件（${v.content.attachments.length}个）`, href: '#attachments' }] : []),
];

const KINDS: [RegExp, string][] = [
  [/pdf/, 'PDF'],
  [/word|officedocument\.wordprocessing/, 'Word 文档'],
  [/excel|spreadsheet/, 'Excel 表格'],
  [/csv/, 'CSV 表格'],
  [/^image\//, '图片'],
  [/^text\//, '文本'],
];
const kindOfFile = (type: string): string => KINDS.find(([r]) => r.test(type))?.[1] ?? '文件';
export const fileHref = (sha256: string, name: string): string => `/files/${sha256}/${encodeURIComponent(name)}`;

const Attachments = ({ c }: { c: EditionContent }) => (
  <AttachmentList items={c.attachments.map((a) => ({ name: a.name, href: fileHref(a.sha256, a.name), size: saySize(a.size), kind: kindOfFile(a.type) }))} />
);

/** Interpretation and document lead to each other, both ways. */
const Related = ({ v }: { v: ArticleView }) =>
  v.explained || v.words.length > 0 ? (
    <Section title={v.explained ? '解读的文件' : '解读'} small>
      <LinkList
        items={[...(v.explained ? [v.explained] : []), ...v.words].map((p) => ({ text: p.title, href: hrefOf(p.no), under: `${p.unitName}，${sayDayNear(p.publishedOn, v.today)}公开` }))}
      />
    </Section>
  ) : null;

const DID: Record<Edition['act'], string> = { publish: '公开', correct: '更正', withdraw: '撤下' };

export const versionsOf = (no: number, editions: readonly Edition[], today: Day): TimelineEntry[] =>
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
          {i > 0 && <a href={`/p/${no}/v/${e.version}`}>看这一版</a>}
          {e.version > 1 && e.act === 'correct' && <a href={`/p/${no}/compare?from=${e.version - 1}&to=${e.version}`}>和上一版对照</a>}
        </span>
      </>
    ),
  }));

const Ask = ({ u }: { u: Unit }) => (
  <Section title="看不懂或有疑问" small>
    <p>
      <a href={`/u/${u.id}`}>{u.name}</a>
    </p>
    {u.phone && (
      <p>
        电话 <a class="nobr" href={`tel:${u.phone.replace(/[^\d+]/g, '')}`}>{u.phone}</a>
      </p>
    )}
  </Section>
);

const Rail = ({ v }: { v: ArticleView }) => (
  <>
    {v.proof && !v.old && <FullStub p={v.proof} />}
    <Related v={v} />
    {v.editions.length > 0 && v.listing && (
      <Section title="版本和历史" small>
        <VersionTimeline entries={versionsOf(v.listing.no, v.editions, v.today)} />
      </Section>
    )}
    {v.unit && <Ask u={v.unit} />}
  </>
);

const Mismatch = ({ no }: { no: number }) => (
  <Note tone="bad" title="和登记的不一样，请不要使用这一页的文字。">
    <p>
      网站存的文字和登记册里的指纹对不上，可能被改动过。<a href={`/p/${no}/check`}>看是哪里</a>，或打电话向公开它的单位核实。
    </p>
  </Note>
);

const Elder = ({ v }: { v: ArticleView }) => {
  const no = v.listing?.no;
  const changed = v.editions.length > 1 ? '更正过，看的是最新的' : '发布后没改过';
  return (
    <>
      {v.listing && <ElderStub lines={[`${v.content.unitName}${sayDayNear(dayIn(v.listing.firstPublishedAt), v.today)}公开`, `登记号 ${no}，${v.proof?.state === 'mismatch' ? '和登记的对不上，请先打电话核实' : changed}`]} />}
      <p>
        <SpeakTool text="读给我听" />
      </p>
      {v.content.answer && (
        <Section title="跟我有什么关系">
          <p>{v.content.answer}</p>
        </Section>
      )}
      <div class="btn-row">
        {v.unit?.phone && (
          <ButtonLink wide icon="phone" href={`tel:${v.unit.phone.replace(/[^\d+]/g, '')}`}>
            打电话问 {v.unit.phone}
          </ButtonLink>
        )}
        {!v.full && no !== undefined && (
          <ButtonLink wide kind="primary" icon="file" href={`/p/${no}?full=1`}>
            看文件全文
          </ButtonLink>
        )}
        {no !== undefined && (
          <ButtonLink wide icon="shield" href={`/p/${no}/check`}>
            对一对是不是真的
          </ButtonLink>
        )}
      </div>
    </>
  );
};

/** The parts of an article page as the shell takes them. */
export function Whole(v: ArticleView): { aside: ComponentChildren; children: ComponentChildren; layout: 'article' } {
  const c = v.content;
  const no = v.listing?.no;
  const status = validityOn(v.today, c.validity);
  const toc = tocOf(v);
  const home = leavesOf(c.columns)[0];
  const column = home ? columnIn(v.f, home)?.name : undefined;
  return {
    layout: 'article',
    aside: <Rail v={v} />,
    children: (
      <article>
        <PrintHead left={[`${v.f.site.name}网站`, column].filter(Boolean).join('　')} right={`${sayDay(v.today)}打印`} />
        <ArticleHead
          validity={status && <ValidityTag validity={status} text={v.elder ? SPOKEN[status] : undefined} />}
          validityText={v.elder ? undefined : validityWords(v)}
          title={c.title}
          answer={v.elder ? undefined : c.answer}
          notice={
            <>
              {v.notice}
              {v.proof?.state === 'mismatch' && no !== undefined && !v.old && <Mismatch no={no} />}
            </>
          }
          facts={v.elder ? undefined : factsOf(v)}
          tools={v.elder || v.old ? undefined : <Tools v={v} />}
        />
        {v.elder ? <Elder v={v} /> : v.proof && !v.old && <ShortStub p={v.proof} />}
        {v.full && (
          <div id="text">
            <ArticleBody toc={toc.length >= 3 && !v.elder ? <TocList entries={toc} /> : undefined}>
              <Prose html={v.text.html} />
              <PrintNotes addresses={v.text.links} />
              <Attachments c={c} />
            </ArticleBody>
          </div>
        )}
        {v.elder && <Related v={v} />}
        {v.proof && !v.old && no !== undefined && <PaperStub p={v.proof} address={`${v.origin}/p/${no}/check`} />}
      </article>
    ),
  };
}

/** A withdrawn piece, or one whose content was erased: what, when, why; the number stays. */
export const GonePage = ({ o, proof, today }: { o: OpenedWork; proof: Proof; today: Day }) => {
  const last = o.editions.at(-1);
  const withdrawn = o.work.state === 'withdrawn';
  return (
    <>
      <PageHead over={`登记号 ${o.work.no}`} title={withdrawn ? o.listing.title : '内容已删除'} />
      <Note title={withdrawn ? `已撤下，${last ? sayMoment(last.publishedAt, today) : ''}` : '内容已按规定删除，登记号保留。'}>
        {withdrawn && last?.reason && <p>原因：{last.reason}</p>}
        <p>
          {withdrawn
            ? '它不再是有效的公开内容，请不要使用。登记册里留着它的号和每一版的指纹，撤下本身也登记了。'
            : '登记册里留着它的号、公开时间和指纹，证明这里有过一件，但看不到内容。'}
        </p>
      </Note>
      <FullStub p={proof} />
      {withdrawn && (
        <Section title="版本和历史">
          <VersionTimeline entries={versionsOf(o.work.no, o.editions, today)} />
        </Section>
      )}
      <p class="link-row">
        <a href={`/u/${o.work.unitId}`}>问{o.listing.unitName}</a>
        <a href="/register">看登记册</a>
        <a href="/">回首页</a>
      </p>
    </>
  );
};

type OldProps = { no: number; version: number; latest: number; withdrawn: boolean; check: Check; when: string; reason: string };

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
