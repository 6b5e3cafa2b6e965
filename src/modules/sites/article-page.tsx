import type { ComponentChildren } from 'preact';
import { type Day, sayDay } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import { sayLength } from '../../platform/documents/index.ts';
import type { PagePart } from '../../platform/module.ts';
import {
  ArticleBody,
  ArticleHead,
  PrintHead,
  PrintNotes,
  PrintTool,
  Prose,
  SpeakTool,
  ToolLink,
} from '../../ui/components/article.tsx';
import { AttachmentList, saySize } from '../../ui/components/attachment.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Section } from '../../ui/components/section.tsx';
import { ValidityTag } from '../../ui/components/tag.tsx';
import { VersionTimeline } from '../../ui/components/timeline.tsx';
import { TocList } from '../../ui/components/toc.tsx';
import type { Unit } from '../org/index.ts';
import type { Edition, EditionContent, Listed } from '../publication/index.ts';
import { Elder, Related } from './article-elder.tsx';
import { ElementFacts, ElementTables } from './article-elements.tsx';
import { versionsOf } from './article-notices.tsx';
import { fileHref } from './files.ts';
import { columnIn, type Frame } from './frame.ts';
import { hrefOf } from './lines.tsx';
import type { OfficialText } from './official-text.ts';
import { leavesOf, type ValidityWord, validityOn } from './rules.ts';
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
  /** Versions that were erased or are hidden. */
  unreadable: ReadonlySet<number>;
  /** Attachments that were erased or are hidden, by SHA-256. */
  gone: ReadonlySet<string>;
  proof?: Proof;
  /** What interprets this piece. */
  words: readonly Listed[];
  /** What this piece interprets. */
  explained: Listed | undefined;
  unit: Unit | undefined;
  /** Boxes that other modules add. */
  parts: readonly PagePart[];
  elder: boolean;
  /** Whether the whole text is shown; 大字版 begins with what it means. */
  full: boolean;
  old?: boolean;
  notice?: ComponentChildren;
};

const SPOKEN: Record<ValidityWord, string> = {
  valid: '有效，现在算数',
  future: '还没开始算数',
  expiring: '有效，快到期了',
  amended: '改过，看最新的',
  repealed: '已废止，不算数了',
  lapsed: '已失效，不算数了',
};

function validityWords(v: ArticleView): ComponentChildren {
  const x = v.content.validity;
  if (!x?.from && !x?.until && !x?.note) return undefined;
  return (
    <>
      {x.from && <span class="nobr">{`${sayDay(x.from)}起施行`}</span>}
      {x.from && x.until && '，'}
      {x.until && (
        <>
          至<b class="nobr">{sayDay(x.until)}</b>
        </>
      )}{' '}
      {v.listing && <a href={`${hrefOf(v.listing.no)}/why#validity`}>为什么是这天</a>}
    </>
  );
}

const factsOf = (v: ArticleView) => {
  const c = v.content;
  return [
    ...(c.docNo ? [{ label: '发文字号', value: <span class="nobr">{c.docNo}</span> }] : []),
    { label: c.docNo ? '发文机关' : '发布单位', value: c.issuer ?? c.unitName },
    ...(c.issuer ? [{ label: '起草单位', value: c.unitName }] : []),
    ...(c.source && c.source !== c.unitName ? [{ label: '信息来源', value: c.source }] : []),
    ...(c.indexNo ? [{ label: '索引号', value: <span class="nobr">{c.indexNo}</span> }] : []),
    ...(c.issuedOn ? [{ label: '成文日期', value: <span class="nobr">{c.issuedOn}</span> }] : []),
    ...(v.listing
      ? [{ label: '公开时间', value: <span class="nobr">{sayMoment(v.listing.firstPublishedAt)}</span> }]
      : []),
    ...(c.item
      ? [
          {
            label: '目录事项',
            value: <a href={`/coverage/${c.unitId}#i-${c.item.id}`}>{`${c.item.id} ${c.item.title}`}</a>,
          },
        ]
      : []),
    ...(c.item?.audience ? [{ label: '公开对象', value: c.item.audience }] : []),
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
    </>
  );
};

/** Lines of the boxes around the text: those above it first, what follows it last. */
const partsToc = (v: ArticleView, above: boolean) =>
  v.parts.flatMap((p) => (p.toc && (p.place === 'summary') === above ? [{ ...p.toc, level: 1 as const }] : []));

const tocOf = (v: ArticleView) => [
  ...partsToc(v, true),
  ...v.text.toc.map((t) => ({ text: t.text, href: `#${t.id}`, level: t.level > 2 ? (2 as const) : (1 as const) })),
  ...(v.text.toc.length > 0 && v.content.attachments.some((a) => !v.gone.has(a.sha256))
    ? [{ text: `附件（${v.content.attachments.filter((a) => !v.gone.has(a.sha256)).length}个）`, href: '#attachments' }]
    : []),
  ...partsToc(v, false),
  ...(v.text.toc.length > 0 && v.editions.length > 0 ? [{ text: '版本和历史', href: '#versions' }] : []),
];

const KINDS: [RegExp, string][] = [
  [/pdf/, 'PDF'],
  [/word|officedocument\.wordprocessing/, 'Word 文档'],
  [/excel|spreadsheet/, 'Excel 表格'],
  [/csv/, 'CSV 表格'],
  [/^image\//, '图片'],
  [/^audio\//, '音频'],
  [/^video\//, '视频'],
  [/^text\/vtt/, '字幕'],
  [/^text\//, '文本'],
];
const kindOfFile = (type: string): string => KINDS.find(([r]) => r.test(type))?.[1] ?? '文件';

const Attachments = ({ c, gone }: { c: EditionContent; gone: ReadonlySet<string> }) => (
  <>
    <AttachmentList
      items={c.attachments
        .filter((a) => !gone.has(a.sha256))
        .map((a) => ({
          name: a.name,
          href: fileHref(a.sha256, a.name),
          size: saySize(a.size),
          kind: `${kindOfFile(a.type)}${a.seconds === undefined ? '' : ` ${sayLength(a.seconds)}`}`,
        }))}
    />
    {c.attachments.some((a) => gone.has(a.sha256)) && (
      <Note title={`有${c.attachments.filter((a) => gone.has(a.sha256)).length}个附件不能看了。`}>
        <p>附件里有不应公开的内容，已经删除或者正在核查。正文没有变，存根里仍登记着当时有这个附件。</p>
      </Note>
    )}
  </>
);

const Ask = ({ u, children }: { u: Unit; children?: ComponentChildren }) => (
  <Section title="看不懂或有疑问" small>
    <p>
      <a href={`/u/${u.id}`}>{u.name}</a>
    </p>
    {u.phone && (
      <p>
        电话{' '}
        <a class="nobr" href={`tel:${u.phone.replace(/[^\d+]/g, '')}`}>
          {u.phone}
        </a>
      </p>
    )}
    {children}
  </Section>
);

const Parts = ({ v, place }: { v: ArticleView; place: PagePart['place'] }) => (
  <>{v.parts.filter((p) => p.place === place).map((p) => p.node)}</>
);

const Rail = ({ v }: { v: ArticleView }) => (
  <>
    {v.proof && !v.old && <FullStub p={v.proof} />}
    <Related v={v} />
    {v.editions.length > 0 && v.listing && (
      <Section title="版本和历史" id="versions" small>
        <VersionTimeline entries={versionsOf(v.listing.no, v.editions, v.today, v.unreadable)} />
      </Section>
    )}
    <Parts v={v} place="aside" />
    {v.unit && (
      <Ask u={v.unit}>
        <Parts v={v} place="ask" />
      </Ask>
    )}
  </>
);

const Mismatch = ({ no }: { no: number }) => (
  <Note tone="bad" title="和登记的不一样，请不要使用这一页的文字。">
    <p>
      网站存的文字和登记册里的指纹对不上，可能被改动过。<a href={`/p/${no}/check`}>看是哪里</a>
      ，或打电话向公开它的单位核实。
    </p>
  </Note>
);

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
        <PrintHead
          left={[`${v.f.site.name}网站`, column].filter(Boolean).join('　')}
          right={`${sayDay(v.today)}打印`}
        />
        <ArticleHead
          validity={status && <ValidityTag validity={status} text={v.elder ? SPOKEN[status] : undefined} />}
          validityText={v.elder ? undefined : validityWords(v)}
          title={c.title}
          answer={v.elder ? undefined : c.answer}
          notice={
            <>
              {v.notice}
              <Parts v={v} place="head" />
              {v.proof?.state === 'mismatch' && no !== undefined && !v.old && <Mismatch no={no} />}
            </>
          }
          facts={v.elder ? undefined : factsOf(v)}
          tools={v.elder || v.old ? undefined : <Tools v={v} />}
        />
        {v.elder ? <Elder v={v} /> : v.proof && !v.old && <ShortStub p={v.proof} />}
        {v.full && (
          <div id="text">
            <ArticleBody
              toc={v.text.toc.length >= 2 && toc.length >= 3 && !v.elder ? <TocList entries={toc} /> : undefined}
            >
              <Parts v={v} place="summary" />
              <ElementFacts c={c} />
              <Prose html={v.text.html} />
              <ElementTables c={c} />
              <PrintNotes addresses={v.text.links} />
              <Attachments c={c} gone={v.gone} />
              <Parts v={v} place="end" />
            </ArticleBody>
          </div>
        )}
        {v.elder && <Related v={v} />}
        {v.proof && !v.old && no !== undefined && <PaperStub p={v.proof} address={`${v.origin}/p/${no}/check`} />}
      </article>
    ),
  };
}
