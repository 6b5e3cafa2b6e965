import { dayIn, sayDay } from '../../lib/day.ts';
import { textDiff } from '../../lib/textdiff.ts';
import { textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { DiffLegend, type DiffRow, type DiffSegment, DiffTable } from '../../ui/components/diff.tsx';
import { Note } from '../../ui/components/note.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { StubLine } from '../../ui/components/stub.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { type EditionContent, type OpenedWork, openVersion, openWork } from '../publication/index.ts';
import { type ArticleChange, articlesOf, diffArticles } from '../regulation/index.ts';
import { portalShell } from '../sites/index.ts';
import { lawOf } from './law.ts';
import { endsByDecision } from './rules/standing.ts';
import { sayArticle, sortOf, topicOf } from './rules/topic.ts';
import { StandingTag } from './shown.tsx';
import * as store from './store/index.ts';

type Side = {
  content: EditionContent;
  no: number;
  logIndex: number;
  document: store.DocumentRow | undefined;
  label: string;
};

const numberOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

async function openPublic(c: Req, no: number | undefined): Promise<OpenedWork> {
  const open = no === undefined ? undefined : await openWork(c.system.readDb, no);
  if (!open) throw new AppError('not_found', c.path, '没有这一件，请从“效力和历史”里选。');
  if (open.work.state === 'erased' || !open.current.content)
    throw new AppError('gone', c.path, '内容已按规定删除，没有可以对照的。');
  return open;
}

async function sideOf(c: Req, open: OpenedWork, version?: number): Promise<Side> {
  const shown = version === undefined ? open.current : await openVersion(c.system.readDb, open.work.no, version);
  if (!shown?.content) throw new AppError('not_found', c.path, '没有这一版，请从“版本和历史”里选。');
  const { content } = shown;
  const year = content.issuedOn?.slice(0, 4) ?? String(dayIn(shown.edition.publishedAt)).slice(0, 4);
  return {
    content,
    no: open.work.no,
    logIndex: shown.edition.logIndex,
    document: await store.documentOfWork(c.system.readDb, open.work.no),
    label: version === undefined ? `${year}年` : `第${version}版`,
  };
}

/** Old and new words of one article woven into one run of segments; the words themselves are those that were registered. */
function segmentsOf(change: ArticleChange): DiffSegment[] {
  if (!change.old) return [{ kind: 'add', text: change.now?.text ?? '' }];
  if (!change.now) return [{ kind: 'del', text: change.old.text }];
  const out: DiffSegment[] = [];
  for (const d of textDiff(change.old.text, change.now.text)) {
    const left = [...(d.left ?? [])];
    const right = [...(d.right ?? [])];
    while (left.length > 0 || right.length > 0) {
      while (left[0]?.kind === 'del') out.push(...left.splice(0, 1));
      while (right[0]?.kind === 'add') out.push(...right.splice(0, 1));
      const same = left.shift();
      right.shift();
      if (same) out.push(same);
    }
  }
  return out;
}

function rowOf(change: ArticleChange, oldLabel: string): DiffRow {
  const { old, now } = change;
  const from = old && change.renumbered ? `由${sayArticle(old.no)}移来` : undefined;
  return {
    topic: topicOf(now ?? old),
    change: change.kind,
    ...(change.kind === 'changed' && from ? { changeText: `改，${from}` } : {}),
    ...(change.kind === 'moved' && from ? { changeText: `移动，${from}` } : {}),
    segments: segmentsOf(change),
    oldNo: old && sayArticle(old.no),
    newNo: now && sayArticle(now.no),
    noOld: `${oldLabel}没有这一条`,
    noNew: '删去',
  };
}

const WORDS: readonly [ArticleChange['kind'], string][] = [
  ['changed', '改了'],
  ['added', '新增'],
  ['removed', '删去'],
  ['moved', '移动'],
  ['same', '没变'],
];

/** How many articles fared how, in one sentence. */
export function sayChanges(changes: readonly ArticleChange[]): string {
  const counts = WORDS.map(([kind, word]) => ({ word, n: changes.filter((x) => x.kind === kind).length }));
  const parts = counts.filter((x) => x.n > 0).map((x) => `${x.word}${x.n}条`);
  return `新旧合起来${changes.length}条：${parts.join('，')}。只是换了编号的不算改。`;
}

/**
 * `/p/:no/compare-articles?with=M`: this document beside another (its predecessor), or with `from` and `to` two of its own
 * versions; article by article, matched by their words and not by their numbers.
 */
export async function compareArticlesPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const open = await openPublic(c, numberOf(c.params.no ?? null));
  const other = c.query.get('with');
  const from = numberOf(c.query.get('from'));
  const to = numberOf(c.query.get('to')) ?? open.editions.at(-1)?.version;
  const [old, now] =
    other !== null
      ? [await sideOf(c, await openPublic(c, numberOf(other))), await sideOf(c, open)]
      : [await sideOf(c, open, from ?? Math.max(1, (to ?? 1) - 1)), await sideOf(c, open, to)];
  const law = await lawOf(c.system.readDb);
  const [a, b] = [articlesOf(textOf(old.content.html)), articlesOf(textOf(now.content.html))];
  const changes = diffArticles(a, b);
  const all = c.query.get('all') === '1';
  const changed = changes.filter((x) => x.kind !== 'same');
  const query = new URLSearchParams(c.query);
  query.delete('all');
  const base = `${c.path}?${query}`;
  const head = (s: Side) => (
    <>
      {`${s.label}${s.label.endsWith('年') ? sortOf(s.content.title) : ''} `}
      {s.document && <StandingTag d={s.document} today={today} law={law} />}
      <br />
      <span class="diff-under">
        {s.content.docNo} <StubLine no={s.no} href={`/p/${s.no}#stub`} />
      </span>
    </>
  );
  const differing = open.current.check === 'differs';
  return portalShell(c, {
    title: `新旧逐条对照：${now.content.title}`,
    current: 'zfxxgk',
    breadcrumbs: [
      { text: '首页', href: '/' },
      { text: '规范性文件公开台账', href: '/policies' },
      { text: now.content.title, href: `/p/${now.no}` },
      { text: '逐条对照' },
    ],
    meta: { noindex: true },
    wide: true,
    children: (
      <>
        <PageHead
          title={`新旧${sortOf(now.content.title)}逐条对照`}
          lead={changes.length > 0 ? sayChanges(changes) : undefined}
          actions={<PrintTool />}
        />
        {differing && <Note tone="bad" title="文字和登记册里的指纹对不上，这个对照不能作数。" />}
        {a.length === 0 || b.length === 0 ? (
          <Note tone="warn" title="有一边不是按条写的，不能逐条对照。">
            <p>
              <a href={`/p/${now.no}`}>看现在的文件</a>　<a href={`/p/${old.no}`}>看对照的文件</a>
            </p>
          </Note>
        ) : (
          <>
            <div class="view-tools">
              <Segmented
                label="看哪些条"
                items={[
                  { text: '只看有变化的', href: base, count: changed.length, current: !all },
                  { text: '全部', href: `${base}&all=1`, count: changes.length, current: all },
                ]}
              />
              <DiffLegend />
            </div>
            {changed.length === 0 && !all ? (
              <p>每一条的文字都一样。</p>
            ) : (
              <DiffTable
                caption={`${old.content.title}和${now.content.title}的逐条对照`}
                oldHead={head(old)}
                newHead={head(now)}
                rows={(all ? changes : changed).map((x) => rowOf(x, old.label))}
              />
            )}
          </>
        )}
        <Note>
          <p>
            对照由系统逐字比对生成，两边都是登记在册的原文
            {old.document?.decidedOn && endsByDecision(old.document)
              ? `；旧的${sayDay(old.document.decidedOn)}停止执行`
              : ''}
            。解释由起草部门负责，见<a href={`/p/${now.no}`}>现在的文件</a>。
          </p>
        </Note>
      </>
    ),
  });
}
