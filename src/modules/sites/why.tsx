import { type Day, sayDay, sayMonthDay, yearOf } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { DayRuler, type RulerDay } from '../../ui/components/day-ruler.tsx';
import { Note } from '../../ui/components/note.tsx';
import { rulerTrace } from '../../ui/components/ruler-trace.ts';
import { FactRows, PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { opened, trailFor } from './article.tsx';
import { frameOf } from './frame.ts';
import { publishWithin } from './law.ts';
import { hrefOf } from './lines.tsx';
import { draw } from './shell.tsx';
import { nthDay, sayNth } from './stub.tsx';

const MOST_DAYS = 1500;

/** The trace from the date of a document to its last legal day, and on to the day it came out when that was later. */
function trace(
  issuedOn: Day,
  publishedOn: Day,
  limit: number,
  cal: Calendar,
): { days: RulerDay[]; due: Day; provisional: boolean } {
  const t = rulerTrace(
    { from: issuedOn, number: limit, until: publishedOn, event: '成文', late: '超期', most: MOST_DAYS },
    cal,
  );
  const event = (d: RulerDay): string => (d.event ? `${d.event}、公开` : '公开');
  return { ...t, days: t.days.map((d) => (d.date === publishedOn ? { ...d, event: event(d) } : d)) };
}

/** `/p/:no/why`: every date of a piece, and where it comes from. */
export async function whyPage(c: Req): Promise<Answer> {
  const o = await opened(c);
  const f = await frameOf(c.system);
  const { listing } = o;
  const cal = c.system.calendar;
  const limit = listing.issuedOn ? publishWithin(listing.issuedOn) : undefined;
  const nth = nthDay(listing.issuedOn ?? undefined, listing.publishedOn, cal);
  const t =
    listing.issuedOn && limit && nth ? trace(listing.issuedOn, listing.publishedOn, limit.number, cal) : undefined;
  const v = o.current.content?.validity;
  const open = o.work.state === 'published' && o.current.content !== undefined;
  const title = '为什么是这天';
  return draw(c, f, {
    title: `${title}：${open ? listing.title : `第${o.work.no}号`}`,
    current: listing.columns[0],
    breadcrumbs: [
      ...trailFor(f, listing.columns),
      { text: open ? listing.title : `第${o.work.no}号`, href: hrefOf(o.work.no) },
      { text: title },
    ],
    meta: { noindex: true },
    children: (
      <>
        <PageHead
          over={<a href={hrefOf(o.work.no)}>{open ? listing.title : `第${o.work.no}号`}</a>}
          title={title}
          lead={nth && `${sayDay(nth.issuedOn)}成文，${sayMonthDay(nth.publishedOn)}公开：${sayNth(nth)}。`}
        />
        <Section title="公开的期限" id="publish">
          {t && limit && nth ? (
            <>
              <p>
                从成文第二天起算工作日，{limit.number}个工作日内公开。依据{limit.basis}。
              </p>
              <DayRuler
                days={t.days}
                today={c.system.clock.today()}
                due={t.due}
                caption={`最晚${sayDay(t.due)}公开；实际${sayDay(nth.publishedOn)}，${sayNth(nth)}。`}
                total={
                  <b>
                    最后一天：{sayMonthDay(t.due)}；公开：{sayMonthDay(nth.publishedOn)}。
                  </b>
                }
                provisional={t.provisional ? `${yearOf(t.due)}年的放假安排还没有公布，公布后可能变。` : undefined}
                objection={
                  <p>
                    觉得我们算错了？<a href={`/error-report?page=${encodeURIComponent(c.path)}`}>告诉我们</a>
                    ，会重新算给您看。
                  </p>
                }
              />
            </>
          ) : (
            <EmptyState title="这一件没有要算的期限。">
              <p>
                {listing.issuedOn
                  ? '成文的时候还没有公开期限的规定，或者日期对不上。'
                  : '它没有写明成文日期，公开的时间就是登记的时间。'}
              </p>
            </EmptyState>
          )}
        </Section>
        <Section title="有效期" id="validity">
          {v?.from || v?.until || v?.note ? (
            <>
              <FactRows
                rows={[
                  ...(v.from ? [{ label: '从哪天起', value: sayDay(v.from) }] : []),
                  ...(v.until ? [{ label: '到哪天止', value: sayDay(v.until) }] : []),
                  ...(v.status ? [{ label: '现在', value: v.status }] : []),
                ]}
              />
              <Note>
                <p>{v.note ?? '这两个日子是文件自己写明的，见正文的施行条款。'}</p>
              </Note>
            </>
          ) : (
            <p>这一件没有写有效期。</p>
          )}
        </Section>
      </>
    ),
  });
}
