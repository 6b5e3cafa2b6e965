import { type Day, dayIn, sayDay } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { VersionTimeline } from '../../ui/components/timeline.tsx';
import { listedMany } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { lawOf, type PolicyLaw, settingNote } from './law.ts';
import { EVENT_NAMES, StandingTag, whyStanding } from './shown.tsx';
import * as store from './store/index.ts';
import { veiled } from './veiled.ts';

/** The document that an address names, or not found. */
export async function documentAt(c: Req): Promise<store.DocumentRow> {
  const text = c.params.no ?? '';
  const d = /^\d{1,15}$/.test(text) ? await store.documentOfWork(c.system.readDb, Number(text)) : undefined;
  if (!d) throw new AppError('not_found', c.path, '这一件不在规范性文件台账里。');
  return d;
}

export const hrefTo = (d: store.DocumentRow): string => `/p/${d.no}`;
const link = (d: store.DocumentRow) =>
  d.no === null ? <>{`${d.title} ${d.docNo ?? ''}`}</> : <a href={hrefTo(d)}>{`${d.title} ${d.docNo ?? ''}`}</a>;

/** Everything that came before a document, the nearest first; a ring in old data ends the walk. */
export function lineBefore(d: store.DocumentRow, all: readonly store.DocumentRow[]): store.DocumentRow[] {
  const out: store.DocumentRow[] = [];
  const seen = new Set([d.id]);
  for (let at = [d.id]; at.length > 0; ) {
    const next = all.filter((x) => x.successorId && at.includes(x.successorId) && !seen.has(x.id));
    for (const x of next) seen.add(x.id);
    out.push(...next);
    at = next.map((x) => x.id);
  }
  return out;
}
export function lineAfter(d: store.DocumentRow, all: readonly store.DocumentRow[]): store.DocumentRow[] {
  const byId = new Map(all.map((x) => [x.id, x]));
  const out: store.DocumentRow[] = [];
  const seen = new Set([d.id]);
  for (let at = d.successorId; at && !seen.has(at); at = byId.get(at)?.successorId ?? null) {
    seen.add(at);
    const next = byId.get(at);
    if (next) out.push(next);
  }
  return out;
}

const daysOf = (d: store.DocumentRow, today: Day, law: PolicyLaw) => {
  const usual = law.validityOf(d.title, d.issuedOn ?? today);
  return [
    { label: '现在', value: whyStanding(d, today) },
    ...(d.fromOn ? [{ label: '施行日期', value: sayDay(d.fromOn) }] : []),
    ...(d.untilOn
      ? [
          {
            label: '有效期至',
            value: (
              <>
                <b>{sayDay(d.untilOn)}</b>，这天也算。有效期从施行日起算，满期的前一天为止；一般不超过{usual.number}个月
                {settingNote(usual)}。
              </>
            ),
          },
        ]
      : []),
    ...(d.docNo ? [{ label: '发文字号', value: d.docNo }] : []),
    ...(d.unifiedNo ? [{ label: '统一编号', value: d.unifiedNo }] : []),
    ...(d.issuedOn ? [{ label: '成文日期', value: sayDay(d.issuedOn) }] : []),
    { label: '制定机关', value: d.issuer },
  ];
};

/** `/p/:no/history`: why it is in force until that day, what it replaced, what replaced it, who names it. */
export async function historyPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const found = await documentAt(c);
  const [documents, events, cites, round, law] = await Promise.all([
    store.documents(db),
    store.documentEvents(db, found.id),
    store.citesOf(db, found.id),
    roundOfDocument(c, found),
    lawOf(db),
  ]);
  const all = await veiled(db, documents);
  const d = all.find((x) => x.id === found.id) ?? (await veiled(db, [found]))[0] ?? found;
  const works = await listedMany(
    db,
    cites.map((k) => k.fromNo),
  );
  const shown = works.filter((w) => w.state === 'published');
  const [before, after] = [lineBefore(d, all), lineAfter(d, all)];
  return portalShell(c, {
    title: `效力和历史：${d.title}`,
    current: 'zfxxgk',
    breadcrumbs: [
      { text: '首页', href: '/' },
      { text: '规范性文件公开台账', href: '/policies' },
      { text: d.title, href: hrefTo(d) },
      { text: '效力和历史' },
    ],
    meta: { noindex: true },
    children: (
      <>
        <PageHead
          over={<StandingTag d={d} today={today} law={law} />}
          title="效力和历史"
          lead={<a href={hrefTo(d)}>{d.title}</a>}
        />
        {d.toAmend && (
          <Note tone="warn" title="清理时定了要修改。">
            <p>修改后的文本公布以前，按现在的文本执行。</p>
          </Note>
        )}
        <Section title="为什么是这天" id="validity">
          <FactRows rows={daysOf(d, today, law)} />
        </Section>
        <Section title="前后的文件" id="line">
          <FactRows
            rows={[
              ...after.map((x, i) => ({ label: i === 0 ? '被谁替代' : '后来又被替代', value: link(x) })),
              ...before.map((x) => ({
                label: '替代了',
                value: (
                  <>
                    {link(x)} {x.no !== null && <a href={`${hrefTo(d)}/compare-articles?with=${x.no}`}>逐条对照新旧</a>}
                  </>
                ),
              })),
              ...(before.length + after.length === 0
                ? [{ label: '替代关系', value: '首次制定，没有替代别的，也没有被替代' }]
                : []),
              ...(round
                ? [
                    {
                      label: '征求意见',
                      value: (
                        <a href={`/drafts/${round.draftId}`}>
                          {`${sayDay(round.openedOn)}至${sayDay(round.untilOn)}，收到${round.comments}条`}
                        </a>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        <Section title="谁引用它" id="cites" note={`${shown.length}件`}>
          {shown.length === 0 ? (
            <p>本网站没有别的公开件引用它。</p>
          ) : (
            <LinkList
              items={shown.map((w) => ({ text: w.title, href: `/p/${w.no}`, aside: w.publishedOn, under: w.unitName }))}
            />
          )}
        </Section>
        <Section title="台账里的经过">
          <VersionTimeline
            entries={[...events].reverse().map((e, i) => ({
              when: sayDay(dayIn(e.at)),
              text: [EVENT_NAMES[e.act] ?? e.act, 'isVeiled' in d ? '' : e.detail].filter(Boolean).join('　'),
              current: i === 0,
            }))}
          />
        </Section>
      </>
    ),
  });
}

/** The public round that a document came from, when its draft went this way. */
export async function roundOfDocument(c: Req, d: store.DocumentRow): Promise<store.RoundRow | undefined> {
  const draft = d.no === null ? undefined : await store.draftOfWork(c.system.readDb, d.no);
  return draft && store.roundOf(c.system.readDb, draft.id);
}
