import { type Day, isDay, sayDay } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Columns, FactRows, LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { TocList } from '../../ui/components/toc.tsx';
import { listedMany } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { worksCiting } from './cited.ts';
import { lawHref } from './decorate.ts';
import { LAWS_CRUMB } from './laws-page.tsx';
import { articlesOfText, type LawHead, type LawVersion, lawById, versionsOfLaw } from './library-store.ts';
import { printArticle } from './rules/judge.ts';
import type { ArticleRow } from './store.ts';

const MOST_CITING = 10;

/** The text in force on a day: the last that had begun; one without a date when it is the only one. */
export const textOn = (versions: readonly LawVersion[], on: Day): LawVersion | undefined =>
  versions.findLast((v) => v.from !== null && v.from <= on) ??
  (versions.length === 1 && versions[0]?.from === null ? versions[0] : undefined);

export const sayVersion = (v: LawVersion): string => (v.from ? `${sayDay(v.from)}起施行` : '没有写明施行日期的文本');

export async function lawOf(c: Req): Promise<LawHead> {
  const law = await lawById(c.system.readDb, c.params.id ?? '');
  if (!law) throw new AppError('not_found', c.path, '法规库里没有这一部。可以到法规库按名称找。');
  return law;
}

function dayAsked(c: Req): Day {
  const text = c.query.get('on');
  if (text === null) return c.system.clock.today();
  if (!isDay(text)) throw new AppError('bad_request', c.path, '日期要写成2026-03-18这样。');
  return text;
}

/** Headings that begin before an article, with the level they stand at. */
function headingsBefore(articles: readonly ArticleRow[], i: number): { text: string; level: number }[] {
  const now = articles[i]?.heading ?? [];
  const before = articles[i - 1]?.heading ?? [];
  const same = now.findIndex((h, k) => before[k] !== h);
  return same < 0 ? [] : now.slice(same).map((text, k) => ({ text, level: same + k }));
}

const headingHref = (i: number, level: number): string => `h-${i}-${level}`;

const Heading = ({ id, text, level }: { id: string; text: string; level: number }) =>
  level === 0 ? <h2 id={id}>{text}</h2> : level === 1 ? <h3 id={id}>{text}</h3> : <h4 id={id}>{text}</h4>;

/** The first article of a number keeps the address; an annexed text may count from one again. */
function anchors(articles: readonly ArticleRow[]): (string | undefined)[] {
  const used = new Set<string>();
  return articles.map((a) => {
    if (used.has(a.no)) return undefined;
    used.add(a.no);
    return `art-${a.no}`;
  });
}

const LawText = ({ articles }: { articles: readonly ArticleRow[] }) => {
  const ids = anchors(articles);
  return (
    <div class="prose">
      {articles.map((a, i) => (
        <>
          {headingsBefore(articles, i).map((h) => (
            <Heading key={h.level} id={headingHref(i, h.level)} text={h.text} level={h.level} />
          ))}
          {a.body.split('\n').map((line, k) =>
            k === 0 ? (
              <p class="clause" id={ids[i]}>
                {ids[i] && (
                  <a class="anchor" href={`#${ids[i]}`} aria-label={`${printArticle(a.no)}的地址`}>
                    #
                  </a>
                )}
                <b>{printArticle(a.no)}</b>　{line}
              </p>
            ) : (
              <p key={k}>{line}</p>
            ),
          )}
        </>
      ))}
    </div>
  );
};

/** Where the text stands between the others, in one note. */
const Standing = ({ law, v, on, newest }: { law: LawHead; v: LawVersion; on: Day; newest: LawVersion | undefined }) =>
  newest && newest !== v ? (
    <Note tone="warn" title={`这是${sayDay(on)}的文本，后来有了新的。`}>
      <p>
        <a href={lawHref(law.id)}>看现在的文本</a>，或者
        <a href={`/laws/${encodeURIComponent(law.id)}/compare?from=${v.id}&to=${newest.id}`}>逐条对照</a>。
      </p>
    </Note>
  ) : law.repealed ? (
    <Note tone="bad" title="来源标明这一部已经废止或失效。">
      <p>请核对现行规定。</p>
    </Note>
  ) : null;

/** `/laws/:id?on=DATE`: the text in force on that day; without a day, today. */
export async function lawPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const [law, on] = [await lawOf(c), dayAsked(c)];
  const today = c.system.clock.today();
  const versions = await versionsOfLaw(db, law.id);
  const v = textOn(versions, on);
  const [articles, citing] = await Promise.all([
    v ? articlesOfText(db, v.id) : [],
    worksCiting(db, law.id, '', MOST_CITING).then((nos) => listedMany(db, nos)),
  ]);
  const coming = versions.filter((x) => x.from !== null && x.from > today);
  const begun = versions.filter((x) => !coming.includes(x));
  const other = (x: LawVersion) => (x.from ? lawHref(law.id, x.from) : lawHref(law.id));
  const compareWith = v && begun.filter((x) => x !== v).at(-1);
  return portalShell(c, {
    title: v?.from ? `${law.title}（${sayVersion(v)}）` : law.title,
    breadcrumbs: [{ text: '首页', href: '/' }, LAWS_CRUMB, { text: law.title }],
    meta: { noindex: c.query.has('on') },
    children: (
      <Columns
        kind="article"
        main={
          <>
            <PageHead
              over={law.region ? `${law.kind}　${law.region}` : law.kind}
              title={law.title}
              lead={v ? `${sayVersion(v)}的文本，${articles.length}条。` : undefined}
              actions={<PrintTool />}
            />
            {v ? (
              <Standing law={law} v={v} on={on} newest={begun.at(-1)} />
            ) : (
              <Note tone="warn" title={`${sayDay(on)}有效的文本，法规库里没有。`}>
                <p>那一天它还没有施行，或者当时的文本没有收进来。可以从右边选一个文本看。</p>
              </Note>
            )}
            {v && articles.length === 0 && <p>这个文本没有分条，法规库里没有它的文字。</p>}
            <TocList
              entries={articles.flatMap((_, i) =>
                headingsBefore(articles, i).map((h) => ({
                  text: h.text,
                  href: `#${headingHref(i, h.level)}`,
                  level: h.level === 0 ? (1 as const) : (2 as const),
                })),
              )}
            />
            <LawText articles={articles} />
          </>
        }
        rail={
          <>
            <Section title="出处" level={2} small>
              <FactRows
                rows={[
                  ...law.orders.map((o) => ({ label: '公布', value: `${sayDay(o.on)}，${o.organ}令第${o.no}号` })),
                  ...(v ? [{ label: '是否有效', value: v.status ? `${v.status}（来源的说法）` : '来源没有说' }] : []),
                  { label: '文字来源', value: v?.source || law.source || '没有写明' },
                  ...(law.aliases.length > 0 ? [{ label: '也叫', value: law.aliases.join('、') }] : []),
                ]}
              />
            </Section>
            <Section title="各个文本" level={2} small>
              <LinkList
                items={[...versions].reverse().map((x) => ({
                  text: x === v ? `${sayVersion(x)}（正在看）` : sayVersion(x),
                  href: other(x),
                  ...(coming.includes(x) ? { under: '公布了，还没有施行' } : {}),
                }))}
              />
              {v && compareWith && (
                <p class="link-row">
                  <a href={compareHref(law.id, versions, v, compareWith)}>和另一个文本逐条对照</a>
                </p>
              )}
            </Section>
            {citing.length > 0 && (
              <Section title="本站谁引用了它" level={2} small>
                <LinkList items={citing.map((p) => ({ text: p.title, href: `/p/${p.no}`, under: p.unitName }))} />
              </Section>
            )}
          </>
        }
      />
    ),
  });
}

/** The older text at the left. */
function compareHref(lawId: string, versions: readonly LawVersion[], a: LawVersion, b: LawVersion): string {
  const [old, now] = versions.indexOf(a) < versions.indexOf(b) ? [a, b] : [b, a];
  return `/laws/${encodeURIComponent(lawId)}/compare?from=${old.id}&to=${now.id}`;
}
