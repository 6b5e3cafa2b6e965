import { dayIn } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import type { Segment } from '../../lib/textdiff.ts';
import { type ParagraphDiff, summarise, textDiff } from '../../lib/textdiff.ts';
import { textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { DiffLegend, type DiffRow, DiffTable } from '../../ui/components/diff.tsx';
import { Note } from '../../ui/components/note.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { StubLine } from '../../ui/components/stub.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { type EditionContent, elementsText, explanationText, openEdition } from '../publication/index.ts';
import { opened, trailFor } from './article.tsx';
import { frameOf } from './frame.ts';
import { hrefOf } from './lines.tsx';
import { draw } from './shell.tsx';

/** Left has same and del, right has same and add; both share the same pieces in the same order. */
export function woven(d: ParagraphDiff): Segment[] {
  const left = [...(d.left ?? [])];
  const right = [...(d.right ?? [])];
  const out: Segment[] = [];
  while (left.length > 0 || right.length > 0) {
    while (left[0]?.kind === 'del') out.push(...left.splice(0, 1));
    while (right[0]?.kind === 'add') out.push(...right.splice(0, 1));
    const same = left.shift();
    right.shift();
    if (same) out.push(same);
  }
  return out;
}

/** What stands at the head of a row: the article's number, the fact's name, or which paragraph it is. */
function topicOf(d: ParagraphDiff, index: number): string {
  const text = [...(d.right ?? d.left ?? [])]
    .map((s) => s.text)
    .join('')
    .trim();
  const number = /^第[零〇一二三四五六七八九十百千\d]{1,9}[条章节](?:之[一二三四五六七八九十\d]{1,3})?/.exec(text)?.[0];
  return number ?? /^(标题|发文字号|一句话|附件)(?=：)/.exec(text)?.[0] ?? `第${index + 1}段`;
}

/** The difference of a title, a number or an answer is one row of its own. */
const facts = (c: EditionContent): string =>
  [`标题：${c.title}`, c.docNo && `发文字号：${c.docNo}`, c.answer && `一句话：${c.answer}`].filter(Boolean).join('\n');
const attached = (c: EditionContent): string =>
  c.attachments.map((a) => `附件：${a.name}（${a.sha256.slice(0, 8)}）`).join('\n');
const plain = (c: EditionContent): string =>
  [facts(c), elementsText(c.elements), explanationText(c.explanation), textOf(c.html), attached(c)]
    .filter(Boolean)
    .join('\n');

const KIND: Record<ParagraphDiff['kind'], DiffRow['change']> = {
  same: 'same',
  change: 'changed',
  add: 'added',
  del: 'removed',
};

/** Reads `?from=1&to=2`; without them, the last two editions. */
function versions(c: Req, latest: number): { from: number; to: number } {
  const of = (name: string, otherwise: number): number => {
    const text = c.query.get(name);
    return text === null ? otherwise : /^\d{1,6}$/.test(text) ? Number(text) : 0;
  };
  const to = of('to', latest);
  return { from: of('from', Math.max(1, to - 1)), to };
}

/** `/p/:no/compare`: two editions side by side, paragraph by paragraph; unchanged ones only on demand. */
export async function comparePage(c: Req): Promise<Answer> {
  const o = await opened(c);
  if (o.work.state === 'erased') throw new AppError('gone', c.path, '内容已按规定删除，没有可以对照的。');
  const texts = o.editions.filter((e) => e.act !== 'withdraw');
  const { from, to } = versions(c, texts.at(-1)?.version ?? 1);
  const old = texts.find((e) => e.version === from);
  const now = texts.find((e) => e.version === to);
  if (!old || !now || from >= to)
    throw new AppError(
      'not_found',
      c.path,
      texts.length < 2 ? '这一件只有一版，没有可以对照的。' : '没有这两版，请从“版本和历史”里选。',
    );
  const [a, b] = await Promise.all([openEdition(c.system.readDb, old), openEdition(c.system.readDb, now)]);
  if (!a.content || !b.content)
    throw new AppError('gone', c.path, '其中一版的内容已删除或者正在核查，没有可以对照的。');
  const f = await frameOf(c.system);
  const diff = textDiff(plain(a.content), plain(b.content));
  const all = c.query.get('all') === '1';
  const sums = summarise(diff);
  const numbered = diff.map((d, i) => ({ ...d, topic: topicOf(d, i) }));
  const changed = numbered.filter((d) => d.kind !== 'same');
  const rows: DiffRow[] = (all ? numbered : changed).map((d) => ({
    topic: d.topic,
    change: KIND[d.kind],
    segments: woven(d),
    noOld: `第${from}版没有这一段`,
    noNew: '删去',
  }));
  const today = c.system.clock.today();
  const no = o.work.no;
  const base = `${hrefOf(no)}/compare?from=${from}&to=${to}`;
  const head = (version: number, at: Date, index: number) => (
    <>
      第{version}版
      <br />
      {sayDayNear(dayIn(at), today)} <StubLine no={index} />
    </>
  );
  return draw(c, f, {
    title: `第${from}版和第${to}版对照：${b.content.title}`,
    current: o.listing.columns[0],
    breadcrumbs: [...trailFor(f, o.listing.columns), { text: o.listing.title, href: hrefOf(no) }, { text: '对照' }],
    meta: { noindex: true },
    wide: true,
    children: (
      <>
        <PageHead
          over={<a href={hrefOf(no)}>{o.listing.title}</a>}
          title={`第${from}版和第${to}版逐段对照`}
          lead={sums.sentence}
          actions={<PrintTool />}
        />
        {o.work.state === 'withdrawn' && (
          <Note tone="warn" title="这一件已经撤下。">
            <p>两版都不再是有效的公开内容。</p>
          </Note>
        )}
        {(a.check === 'differs' || b.check === 'differs') && (
          <Note tone="bad" title="有一版的文字和登记册里的指纹对不上，这个对照不能作数。" />
        )}
        {now.reason && (
          <Note>
            <p>更正原因：{now.reason}</p>
          </Note>
        )}
        <div class="view-tools">
          <Segmented
            label="看哪些段"
            items={[
              { text: '只看有变化的', href: base, count: changed.length, current: !all },
              { text: '全部', href: `${base}&all=1`, count: diff.length, current: all },
            ]}
          />
          <DiffLegend />
        </div>
        {rows.length > 0 ? (
          <DiffTable
            caption={`第${from}版和第${to}版的差别`}
            oldHead={head(from, old.publishedAt, old.logIndex)}
            newHead={head(to, now.publishedAt, now.logIndex)}
            rows={rows}
          />
        ) : (
          <p>文字没有变化，变的是栏目、专题或别的登记内容。</p>
        )}
        <Note>
          <p>对照由系统逐字比对生成，两边都是登记在册的原文。</p>
        </Note>
      </>
    ),
  });
}
