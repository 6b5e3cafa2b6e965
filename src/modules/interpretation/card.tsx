import type { ComponentChildren } from 'preact';
import { sayDay } from '../../lib/day.ts';
import { sharedByPages } from '../../platform/depends.ts';
import { sayLength, withAnchors } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { OnePage, type OnePageRow } from '../../ui/components/article.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { Note } from '../../ui/components/note.tsx';
import { ScrollRegion } from '../../ui/components/table.tsx';
import { unitById, unitTree } from '../org/index.ts';
import { type Difference, differenceOf } from '../policy/index.ts';
import { EXPLAINED_ELEMENTS, type Explanation, listed } from '../publication/index.ts';
import { printArticle } from '../regulation/index.ts';
import { DifferenceTable, wordsBeside } from './difference.tsx';
import { ownParts } from './own-parts.tsx';
import { INTERPRETATION, inGovernmentName, POLICY } from './rules/scope.ts';
import { namesOf, secondsOf, type Told, toldOf } from './told.ts';

/** Rows of the difference on the card; the whole of it is a page of its own. */
const MOST_ROWS = 6;

const Change = ({ change }: { change: NonNullable<Explanation['change']> }): ComponentChildren =>
  'first' in change ? (
    '首次制定，以前没有这样的文件。'
  ) : (
    <ScrollRegion label="新旧对照">
      <table class="table one-page-change">
        <thead>
          <tr>
            <td />
            <th scope="col">{change.oldName}</th>
            <th scope="col">现在</th>
          </tr>
        </thead>
        <tbody>
          {change.rows.map((r) => (
            <tr key={r.what}>
              <th scope="row">{r.what}</th>
              <td>{r.old}</td>
              <td>
                <ins>{r.now}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );

/** What the drafter has words for, in the order of the text; without any, the first of all, as far as there is room. */
const Drawn = ({ no, d, words }: { no: number; d: Difference; words: (at: string) => string }) => {
  const chosen = d.rows.filter((r) => words(r.at));
  const rows = (chosen.length > 0 ? chosen : d.rows).slice(0, MOST_ROWS);
  const more = d.rows.length - rows.length;
  return (
    <>
      <DifferenceTable d={d} rows={rows} words={words} href={(at) => `#art-${at}`} />
      <p class="one-page-source">
        表里的话由系统从两份登记的原文比对得出。{more > 0 && `还有${more}条不同，`}
        <a href={`/p/${no}/compare-articles?with=${d.oldNo}`}>逐条对照新旧</a>
      </p>
    </>
  );
};

/** Ends an answer; the number never breaks over two lines. An article the text does not have is named without a link. */
const ArticleLink = ({ no, there }: { no: string; there: boolean }) =>
  there ? (
    <a class="nobr" href={`#art-${no}`}>
      {printArticle(no)}
    </a>
  ) : (
    <span class="nobr">{printArticle(no)}</span>
  );

type CardFacts = { no: number; told: readonly Told[]; anchors: string; unit: string; drawn: Difference | undefined };

/** One row an element; one that nobody wrote says so, and that whoever owes it was told. */
function rowsOf({ no, told, anchors, unit, drawn }: CardFacts): OnePageRow[] {
  return EXPLAINED_ELEMENTS.map(({ name, question }, i) => {
    // The newest that says anything of this element speaks for it.
    const by = told.findLast((t) => t.content.explanation?.answers.some((a) => a.name === name));
    const answer = by?.content.explanation?.answers.find((a) => a.name === name);
    const last = i === EXPLAINED_ELEMENTS.length - 1;
    const change = last ? told.findLast((t) => t.content.explanation?.change)?.content.explanation?.change : undefined;
    const shown = last ? drawn : undefined;
    if (!answer && !change && !shown) return { question, answer: `这一项没有写，已提醒${unit}。` };
    const words = (at: string): string =>
      told.map((t) => wordsBeside(t.content.explanation, at)).findLast((w) => w !== '') ?? '';
    return {
      question,
      answer: (
        <>
          {answer?.text}{' '}
          {answer?.article && (
            <ArticleLink no={answer.article} there={anchors.includes(`id="art-${answer.article}"`)} />
          )}
          {shown ? <Drawn no={no} d={shown} words={words} /> : change && <Change change={change} />}
        </>
      ),
    };
  });
}

const Forms = ({ no, all }: { no: number; all: readonly Told[] }) => {
  const names = namesOf(all);
  return (
    <>
      全部形式：
      {all.map((t, i) => (
        <a key={t.line.no} href={`/p/${t.line.no}`} aria-label={`${names[i]}：${t.line.title}`}>
          {names[i]}
          {secondsOf(t.files) > 0 && ` ${sayLength(secondsOf(t.files))}`}
        </a>
      ))}
      {all.length > 1 && <a href={`/p/${no}/interpretations`}>放在一起看</a>}
      <a href={`/p/${no}/questions`}>按问答看</a>
    </>
  );
};

/** After an article that an interpretation explains: where it does. */
function clauseParts(all: readonly Told[]): PagePart[] {
  const at = new Map<string, { href: string; text: string }[]>();
  const put = (article: string | undefined, href: string, text: string): void => {
    if (article === undefined) return;
    const known = at.get(article) ?? [];
    if (!known.some((k) => k.href === href && k.text === text)) at.set(article, [...known, { href, text }]);
  };
  for (const t of all) {
    const e = t.content.explanation;
    for (const a of e?.answers ?? [])
      put(a.article, `/p/${t.line.no}`, EXPLAINED_ELEMENTS.find((x) => x.name === a.name)?.question ?? a.name);
    for (const q of e?.questions ?? []) put(q.article, `/p/${t.line.no}`, q.question);
  }
  return [...at].map(([article, places]) => ({
    place: 'clause',
    clause: `art-${article}`,
    node: (
      <p class="clause-questions">
        <Icon name="book" size={18} /> <b>解读里讲到这一条</b>：
        {places.map((p, i) => (
          <>
            {i > 0 && '、'}
            <a href={p.href}>{p.text}</a>
          </>
        ))}
      </p>
    ),
  }));
}

/** 一页看懂: what the interpretations of a policy say of it as facts, and every form they come in. */
async function onePage(c: Req, work: WorkShown): Promise<PagePart[]> {
  if (work.explainedBy === 0) return [];
  const db = c.system.readDb;
  const [all, drawn] = await Promise.all([toldOf(db, work.no), differenceOf(db, work.no)]);
  const speaking = all.filter((t) => (t.content.explanation?.answers.length ?? 0) > 0 || t.content.explanation?.change);
  const [first] = speaking;
  if (!first) return [];
  const [policy, unit] = await Promise.all([listed(db, work.no), unitById(db, first.line.unitId)]);
  const name = unit?.shortName ?? first.line.unitName;
  const together = policy && first.line.publishedOn <= policy.publishedOn;
  return [
    {
      place: 'summary',
      toc: { text: '一页看懂', href: '#one-page' },
      node: (
        <OnePage
          by={`${name}解读 · ${together ? '与文件同日公开' : `${first.line.publishedOn}公开`}`}
          rows={rowsOf({ no: work.no, told: all, anchors: withAnchors(work.html).html, unit: name, drawn })}
          forms={<Forms no={work.no} all={all} />}
        />
      ),
    },
    ...clauseParts(all),
  ];
}

const units = sharedByPages((system: System) => unitTree(system.readDb));

/** A policy that owes an interpretation and has none says who owes it and since when; one that has ended owes none any more. */
async function owed(c: Req, work: WorkShown): Promise<PagePart[]> {
  if (work.explainedBy > 0) return [];
  const line = await listed(c.system.readDb, work.no);
  const ended = line && /废止|失效/.test(line.validStatus ?? '');
  const past = line?.validUntil && line.validUntil < c.system.clock.today();
  if (!line || line.state !== 'published' || ended || past) return [];
  const tree = await units(c.system);
  if (!inGovernmentName(line, tree)) return [];
  const unit = tree.find((u) => u.id === line.unitId);
  return [
    {
      place: 'summary',
      node: (
        <Note tone="warn" title="这份文件还没有解读。">
          <p>
            由{unit?.shortName ?? line.unitName}负责，应当和文件同一天（{sayDay(line.publishedOn)}）公开，已提醒。
          </p>
        </Note>
      ),
    },
  ];
}

export const parts = async (c: Req, work: WorkShown): Promise<readonly PagePart[]> =>
  work.kind === POLICY
    ? [...(await onePage(c, work)), ...(await owed(c, work))]
    : [...(await onePage(c, work)), ...(work.kind === INTERPRETATION ? await ownParts(c, work) : [])];
