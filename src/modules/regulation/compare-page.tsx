import { type Segment, textDiff } from '../../lib/textdiff.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { DiffLegend, type DiffRow, DiffTable } from '../../ui/components/diff.tsx';
import { Note } from '../../ui/components/note.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { portalShell, woven } from '../sites/index.ts';
import { lawHref } from './decorate.ts';
import { lawOf, sayVersion } from './law-page.tsx';
import { LAWS_CRUMB } from './laws-page.tsx';
import { articlesOfText, versionsOfLaw } from './library-store.ts';
import { type ArticleChange, diffArticles } from './rules/differ.ts';
import { printArticle } from './rules/judge.ts';
import type { Article } from './rules/types.ts';
import type { ArticleRow } from './store.ts';

/** A stored article as the differ takes it, which reads number and words only. */
const whole = (a: ArticleRow): Article => ({ no: a.no, heading: a.heading, paragraphs: [], text: a.body });

function segmentsOf(d: ArticleChange): Segment[] {
  if (!d.old) return [{ kind: 'add', text: d.now?.text ?? '' }];
  if (!d.now) return [{ kind: 'del', text: d.old.text }];
  return textDiff(d.old.text, d.now.text).flatMap((p) => woven(p));
}

/** 改，由第六条移来: what happened and where it stood before. */
function wordFor(d: ArticleChange): string | undefined {
  if (!d.old || !d.renumbered) return undefined;
  const from = `由${printArticle(d.old.no)}`;
  const changed = d.likeness < 1;
  if (d.kind === 'moved') return changed ? `改，${from}移来` : `${from}移来`;
  return changed ? `改，原${printArticle(d.old.no)}` : `原${printArticle(d.old.no)}`;
}

const rowOf = (d: ArticleChange): DiffRow => ({
  topic: printArticle(d.now?.no ?? d.old?.no ?? ''),
  change: d.kind,
  changeText: wordFor(d),
  segments: segmentsOf(d),
  noOld: '原来没有这一条',
  noNew: '删去',
});

/** 新旧合起来25条：改了9条，新增4条，删去2条，移动3条，没变7条。只是换了编号的不算改。 */
export function sumUp(all: readonly ArticleChange[]): string {
  const n = (kind: ArticleChange['kind']): number => all.filter((d) => d.kind === kind).length;
  const parts = (
    [
      ['changed', '改了'],
      ['added', '新增'],
      ['removed', '删去'],
      ['moved', '移动'],
      ['same', '没变'],
    ] as const
  ).flatMap(([kind, word]) => (n(kind) > 0 ? [`${word}${n(kind)}条`] : []));
  return `新旧合起来${all.length}条：${parts.join('，')}。只是换了编号的不算改。`;
}

/** `/laws/:id/compare?from=V&to=V`: two texts of a law, article beside article. */
export async function lawComparePage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const law = await lawOf(c);
  const versions = await versionsOfLaw(db, law.id);
  const old = versions.find((v) => v.id === c.query.get('from'));
  const now = versions.find((v) => v.id === c.query.get('to'));
  if (!old || !now || versions.indexOf(old) >= versions.indexOf(now))
    throw new AppError(
      'not_found',
      c.path,
      versions.length < 2 ? '这一部只收了一个文本，没有可以对照的。' : '没有这两个文本，请从法规的页面里选。',
    );
  const [a, b] = await Promise.all([articlesOfText(db, old.id), articlesOfText(db, now.id)]);
  const diff = diffArticles(a.map(whole), b.map(whole));
  const changed = diff.filter((d) => d.kind !== 'same');
  const all = c.query.get('all') === '1';
  const base = `/laws/${encodeURIComponent(law.id)}/compare?from=${old.id}&to=${now.id}`;
  const shown = all ? diff : changed;
  return portalShell(c, {
    title: `两个文本逐条对照：${law.title}`,
    breadcrumbs: [
      { text: '首页', href: '/' },
      LAWS_CRUMB,
      { text: law.title, href: lawHref(law.id) },
      { text: '逐条对照' },
    ],
    meta: { noindex: true },
    wide: true,
    children: (
      <>
        <PageHead
          over={<a href={lawHref(law.id)}>{law.title}</a>}
          title="两个文本逐条对照"
          lead={sumUp(diff)}
          actions={<PrintTool />}
        />
        <div class="view-tools">
          <Segmented
            label="看哪些条"
            items={[
              { text: '只看有变化的', href: base, count: changed.length, current: !all },
              { text: '全部', href: `${base}&all=1`, count: diff.length, current: all },
            ]}
          />
          <DiffLegend />
        </div>
        {shown.length > 0 ? (
          <DiffTable
            caption={`《${law.title}》两个文本的差别`}
            oldHead={sayVersion(old)}
            newHead={sayVersion(now)}
            rows={shown.map(rowOf)}
          />
        ) : (
          <p>两个文本的条文没有变化。</p>
        )}
        <Note>
          <p>对照由系统逐字比对生成，两边都是法规库里的文字。</p>
        </Note>
      </>
    ),
  });
}
