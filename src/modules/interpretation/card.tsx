import type { ComponentChildren } from 'preact';
import { sayDay } from '../../lib/day.ts';
import { withAnchors } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import { OnePage, type OnePageRow } from '../../ui/components/article.tsx';
import { Note } from '../../ui/components/note.tsx';
import { ScrollRegion } from '../../ui/components/table.tsx';
import { unitById, unitTree } from '../org/index.ts';
import {
  type EditionContent,
  EXPLAINED_ELEMENTS,
  EXPLANATION_FORMS,
  type Explanation,
  type Listed,
  list,
  listed,
  openWork,
} from '../publication/index.ts';
import { printArticle } from '../regulation/index.ts';
import { inGovernmentName, POLICY } from './rules/scope.ts';

const MOST = 20;
type Told = { line: Listed; content: EditionContent };

/** Interpretations that are out, in the order they came out. */
async function told(c: Req, no: number): Promise<Told[]> {
  const db = c.system.readDb;
  const lines = await list(db, { interprets: no }, MOST);
  const open = await Promise.all(lines.map((l) => openWork(db, l.no)));
  return lines
    .flatMap((line, i) => {
      const content = open[i]?.current.content;
      return content ? [{ line, content }] : [];
    })
    .reverse();
}

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

/** Ends an answer; the number never breaks over two lines. An article the text does not have is named without a link. */
const ArticleLink = ({ no, there }: { no: string; there: boolean }) =>
  there ? (
    <a class="nobr" href={`#art-${no}`}>
      {printArticle(no)}
    </a>
  ) : (
    <span class="nobr">{printArticle(no)}</span>
  );

/** One row an element; one that nobody wrote says so, and that whoever owes it was told. */
function rowsOf(list: readonly Told[], anchors: string, unit: string): OnePageRow[] {
  return EXPLAINED_ELEMENTS.map(({ name, question }, i) => {
    // The newest that says anything of this element speaks for it.
    const by = list.findLast((t) => t.content.explanation?.answers.some((a) => a.name === name));
    const answer = by?.content.explanation?.answers.find((a) => a.name === name);
    const change =
      i === EXPLAINED_ELEMENTS.length - 1
        ? list.findLast((t) => t.content.explanation?.change)?.content.explanation?.change
        : undefined;
    if (!answer && !change) return { question, answer: `这一项没有写，已提醒${unit}。` };
    return {
      question,
      answer: (
        <>
          {answer?.text}{' '}
          {answer?.article && (
            <ArticleLink no={answer.article} there={anchors.includes(`id="art-${answer.article}"`)} />
          )}
          {change && <Change change={change} />}
        </>
      ),
    };
  });
}

const formOf = (c: EditionContent): string => EXPLANATION_FORMS[c.explanation?.form ?? 'text'];

/** 一页看懂: what the interpretations of a policy say of it as facts, and every form they come in. */
async function onePage(c: Req, work: WorkShown): Promise<PagePart[]> {
  if (work.explainedBy === 0) return [];
  const all = await told(c, work.no);
  const speaking = all.filter((t) => (t.content.explanation?.answers.length ?? 0) > 0 || t.content.explanation?.change);
  const [first] = speaking;
  if (!first) return [];
  const [policy, unit] = await Promise.all([
    listed(c.system.readDb, work.no),
    unitById(c.system.readDb, first.line.unitId),
  ]);
  const name = unit?.shortName ?? first.line.unitName;
  const together = policy && first.line.publishedOn <= policy.publishedOn;
  const seen = new Map<string, number>();
  return [
    {
      place: 'summary',
      node: (
        <OnePage
          by={`${name}解读 · ${together ? '与文件同日公开' : `${first.line.publishedOn}公开`}`}
          rows={rowsOf(speaking, withAnchors(work.html).html, name)}
          forms={
            <>
              全部形式：
              {all.map((t) => {
                const form = formOf(t.content);
                const n = (seen.get(form) ?? 0) + 1;
                seen.set(form, n);
                return (
                  <a key={t.line.no} href={`/p/${t.line.no}`} aria-label={`${form}：${t.line.title}`}>
                    {n > 1 ? `${form}${n}` : form}
                  </a>
                );
              })}
            </>
          }
        />
      ),
    },
  ];
}

/** A policy that owes an interpretation and has none says who owes it and since when; one that has ended owes none any more. */
async function owed(c: Req, work: WorkShown): Promise<PagePart[]> {
  const db = c.system.readDb;
  const line = await listed(db, work.no);
  const ended = line && /废止|失效/.test(line.validStatus ?? '');
  const past = line?.validUntil && line.validUntil < c.system.clock.today();
  if (!line || line.state !== 'published' || ended || past) return [];
  if (!inGovernmentName(line, await unitTree(db)) || (await list(db, { interprets: work.no }, 1)).length > 0) return [];
  const unit = await unitById(db, line.unitId);
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
  work.kind === POLICY ? [...(await onePage(c, work)), ...(await owed(c, work))] : onePage(c, work);
