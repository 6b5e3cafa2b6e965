import { sayDay } from '../../lib/day.ts';
import { dependOn, sharedByPages } from '../../platform/depends.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, Section } from '../../ui/components/section.tsx';
import { LEDGER } from './actions/common.ts';
import { hrefTo, lineAfter, lineBefore, roundOfDocument } from './public-history.tsx';
import { isStopped, STANDINGS, standingOn } from './rules/standing.ts';
import { whyStanding } from './shown.tsx';
import * as store from './store/index.ts';
import { veiled } from './veiled.ts';

/** Every page of a document looks for its line and those before and after it; the ledger tells each change. */
const ledger = sharedByPages((system: System) => store.documents(system.readDb));

/** What the ledger adds to the page of a document: at its top what took its place, beside it its line and who names it. */
export async function policyParts(c: Req, work: WorkShown): Promise<readonly PagePart[]> {
  if (work.kind !== '政策文件') return [];
  // Also where there is nothing yet: the ledger hears of a document after its page could be drawn.
  dependOn(LEDGER);
  const all = await ledger(c.system);
  const d = all.find((x) => x.no === work.no);
  if (!d) return [];
  const today = c.system.clock.today();
  const [cites, round] = await Promise.all([store.citesOf(c.system.readDb, d.id), roundOfDocument(c, d)]);
  const standing = standingOn(d, today);
  const after = await veiled(c.system.readDb, lineAfter(d, all));
  const before = await veiled(c.system.readDb, lineBefore(d, all));
  const next = after[0];
  const parts: PagePart[] = [];
  if (isStopped(standing))
    parts.push({
      place: 'head',
      node: (
        <Note tone="bad" title={`这份文件已经${STANDINGS[standing]}，不能作为办事的依据。`}>
          <p>
            {whyStanding(d, today)}。{next && next.no !== null && <a href={hrefTo(next)}>看替代它的《{next.title}》</a>}
          </p>
        </Note>
      ),
    });
  parts.push({
    place: 'aside',
    node: (
      <Section title="效力和引用" small>
        <FactRows
          rows={[
            ...(d.unifiedNo ? [{ label: '统一编号', value: d.unifiedNo }] : []),
            {
              label: '有效性',
              value: <a href={`${hrefTo(d)}/history`}>{`${STANDINGS[standing]}，为什么是这天`}</a>,
            },
            ...after.map((x) => ({
              label: '被谁替代',
              value: x.no === null ? x.title : <a href={hrefTo(x)}>{x.title}</a>,
            })),
            ...before.map((x) => ({
              label: '替代了',
              value:
                x.no === null ? (
                  x.title
                ) : (
                  <>
                    <a href={hrefTo(x)}>{x.title}</a>
                    <br />
                    <a href={`${hrefTo(d)}/compare-articles?with=${x.no}`}>逐条对照新旧</a>
                  </>
                ),
            })),
            ...(round
              ? [
                  {
                    label: '征求意见',
                    value: (
                      <a href={`/drafts/${round.draftId}`}>{`${sayDay(round.untilOn)}结束，收到${round.comments}条`}</a>
                    ),
                  },
                ]
              : []),
            ...(cites.length > 0
              ? [{ label: '谁引用它', value: <a href={`${hrefTo(d)}/history#cites`}>{`${cites.length}件`}</a> }]
              : []),
          ]}
        />
        <p>
          <a href="/policies">规范性文件公开台账</a>
        </p>
      </Section>
    ),
  });
  return parts;
}
