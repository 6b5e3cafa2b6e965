import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import { ClauseQuestions } from '../../ui/components/article.tsx';
import { ButtonLink } from '../../ui/components/button.tsx';
import { countEntries, entriesOfWork } from './entries.ts';
import { shorten } from './rules/index.ts';
import { clausesAsked } from './store.ts';

const MOST = 500;

/** On a policy's page: where to ask, and after each clause that was asked about, what, by how many, and the answer. */
export async function parts(c: Req, work: WorkShown): Promise<PagePart[]> {
  const db = c.system.readDb;
  const found = await entriesOfWork(c.system, work.no, MOST);
  // Most works were never asked about: what follows is asked only of those that were.
  const total = found.length < MOST ? found.length : await countEntries(db, { workNo: work.no });
  const asked = found.some((e) => e.clause) ? await clausesAsked(db, work.no) : [];
  const boxes = [...new Set(found.map((e) => e.clause))].flatMap((clause): PagePart[] => {
    const first = found.find((e) => e.clause === clause);
    if (!clause || !first) return [];
    const n = Math.max(asked.find((a) => a.clause === clause)?.askers ?? 0, 1);
    const many = found.filter((e) => e.clause === clause).length > 1;
    const node = (
      <ClauseQuestions>
        {n > 1 ? `${n}个人问过` : '有人问过'}“{shorten(first.words, 18)}”，
        <a href={many ? `/p/${work.no}/questions#${clause}` : `/answers/${first.no}`}>看起草部门的回答</a>，或
        <a href={`/ask?about=${work.no}&clause=${clause}`}>问这一条</a>。
      </ClauseQuestions>
    );
    return [{ place: 'clause', clause, node }];
  });
  const ask: PagePart = {
    place: 'ask',
    ...(total > 0 ? { toc: { text: `问答（${total}条）`, href: `/p/${work.no}/questions` } } : {}),
    node: (
      <>
        <ButtonLink wide icon="question" href={`/ask?about=${work.no}`}>
          问这份文件
        </ButtonLink>
        {total > 0 && (
          <p class="link-row">
            <a href={`/p/${work.no}/questions`}>别人问过的{total}条</a>
          </p>
        )}
      </>
    ),
  };
  return [...boxes, ask];
}
