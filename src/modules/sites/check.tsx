import { canonicalText } from '../../lib/canonical.ts';
import { contentHash, type LeafData } from '../../lib/leaf.ts';
import { leafHash } from '../../lib/merkle.ts';
import { sayMoment } from '../../lib/moments.ts';
import { AppError } from '../../platform/errors.ts';
import { json } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, PageHead, Section } from '../../ui/components/section.tsx';
import { leakName, type OpenedWork } from '../publication/index.ts';
import { type Leaf, leafAt } from '../translog/index.ts';
import { opened, trailFor } from './article.tsx';
import { removalOf } from './article-removed.tsx';
import { frameOf } from './frame.ts';
import { hrefOf } from './lines.tsx';
import { draw } from './shell.tsx';

const dataOf = (leaf: Leaf): LeafData => JSON.parse(leaf.data.toString('utf8')) as LeafData;

/** What was erased or is hidden, for programs: since when, of what, why. */
export const removedJson = (o: OpenedWork) =>
  o.removals.map((r) => ({
    state: r.state === 'done' ? 'erased' : 'hidden',
    at: r.at.toISOString(),
    ...(r.whole ? { whole: true } : { versions: r.versions, attachments: r.files.length }),
    ...(r.state === 'done' ? { kind: leakName(r.kind), reason: r.publicReason } : {}),
  }));

/** Gone for good, not to be had for now, or there (perhaps altered: that is said, not refused). */
export const removedStatus = (o: OpenedWork): 200 | 404 | 410 =>
  o.current.check === 'hidden' ? 404 : o.current.check === 'erased' ? 410 : 200;

/**
 * `/p/:no/stub.json`: all that anyone needs to make the proof again without us: the canonical content, the salt, the leaf
 * with its index. Only of what is public: of a withdrawn or erased piece the leaf alone.
 */
export async function stubJson(c: Req): Promise<Answer> {
  const o = await opened(c);
  const { edition, content, salt } = o.current;
  const leaf = await leafAt(c.system.readDb, edition.logIndex);
  if (!leaf) throw new AppError('not_found', `leaf ${edition.logIndex}`);
  const shown = o.work.state === 'published' && content && salt;
  const gone = removedJson(o);
  const answer = json({
    v: 1,
    url: `${c.origin}${hrefOf(o.work.no)}`,
    no: o.work.no,
    state: o.work.state,
    version: edition.version,
    leaf: { index: leaf.index, data: dataOf(leaf), hash: leaf.hash.toString('hex') },
    ...(shown ? { salt, content } : {}),
    ...(gone.length > 0 ? { removed: gone } : {}),
    how: [
      'bytes = canonical JSON (RFC 8785) of content, UTF-8',
      'leaf.data.content = hex(SHA-256(salt ‖ bytes)), salt is 32 bytes given in hex',
      'leaf.hash = hex(SHA-256(0x00 ‖ canonical JSON of leaf.data)) (RFC 6962)',
    ],
  });
  return {
    ...answer,
    // The leaf is still given: it is what proves that something was here.
    status: removedStatus(o),
    headers: { ...answer.headers, 'content-disposition': `attachment; filename="stub-${o.work.no}.json"` },
  };
}

/** `/p/:no/check`: what was checked for this page now, value by value, and how to do it without us. */
export async function checkPage(c: Req): Promise<Answer> {
  const o = await opened(c);
  const f = await frameOf(c.system);
  const { edition, content, salt, check } = o.current;
  const leaf = await leafAt(c.system.readDb, edition.logIndex);
  const now = content && salt ? contentHash(Buffer.from(salt, 'hex'), Buffer.from(canonicalText(content))) : undefined;
  const leafOk = leaf ? leaf.hash.equals(Buffer.from(leafHash(leaf.data))) : false;
  const open = o.work.state === 'published' && content !== undefined;
  const name = open ? o.listing.title : `第${o.work.no}号`;
  const gone = content === undefined ? removalOf(o, undefined) : undefined;
  const verdict =
    check === 'hidden'
      ? { tone: 'plain' as const, title: '正在核查，暂时不能看，只能核对登记还在。' }
      : check === 'erased'
        ? { tone: 'plain' as const, title: '内容已删除，只能核对登记还在。' }
        : check === 'same' && leafOk
          ? {
              tone: 'good' as const,
              title:
                o.work.state === 'withdrawn'
                  ? '登记对得上，但这一件已经撤下。'
                  : '这一页的文字和登记的一样，一个字没改。',
            }
          : { tone: 'bad' as const, title: '和登记的不一样，请不要使用。' };
  return draw(c, f, {
    title: `核对：${name}`,
    breadcrumbs: [...trailFor(f, o.listing.columns), { text: name, href: hrefOf(o.work.no) }, { text: '核对' }],
    meta: { noindex: true },
    children: (
      <>
        <PageHead
          over={<a href={hrefOf(o.work.no)}>{name}</a>}
          title={`核对第${o.work.no}号`}
          lead="打开这一页的时候现算的，不是存好的结果。"
        />
        <Note tone={verdict.tone} title={verdict.title}>
          <p>
            现行第{edition.version}版，{sayMoment(edition.publishedAt, c.system.clock.today())}登记，登记号
            {edition.logIndex}。
          </p>
          {gone?.state === 'done' && (
            <p>
              {sayMoment(gone.at, c.system.clock.today())}删除，原因：{gone.publicReason}
            </p>
          )}
        </Note>
        <Section title="核对了什么">
          <FactRows
            rows={[
              {
                label: '现在的文字',
                value: <span class="mono">{now ?? (check === 'hidden' ? '暂时不能看' : '内容已删除，算不出')}</span>,
              },
              { label: '公开时定的', value: <span class="mono">{edition.contentHash.toString('hex')}</span> },
              {
                label: '登记册里的',
                value: <span class="mono">{leaf ? dataOf(leaf).content : '登记册里没有'}</span>,
              },
              { label: '这条的散列', value: <span class="mono">{leaf?.hash.toString('hex') ?? ''}</span> },
              { label: '散列重算', value: leafOk ? '一致' : '不一致' },
            ]}
          />
        </Section>
        <Section title="不信我们，自己算">
          <div class="prose">
            <ol>
              <li>下载存根，里面有全文、盐和登记的那一条。</li>
              <li>把全文按 RFC 8785 写成字节，前面接上盐，算 SHA-256，和登记册里的指纹比。</li>
              <li>一样，就是公开时的那一份；差一个字都会完全不同。</li>
            </ol>
          </div>
          {open && (
            <p class="btn-row">
              <ButtonLink kind="primary" icon="download" href={`${hrefOf(o.work.no)}/stub.json`}>
                下载存根
              </ButtonLink>
            </p>
          )}
          <p class="link-row page-tail">
            <a href={`/register?at=${edition.logIndex}`}>在登记册里看这一号</a>
            <a href="/help/check">说得更细一些</a>
          </p>
        </Section>
      </>
    ),
  });
}
