import { type Day, daysBetween, sayDay, sayMonthDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { RulerTicks } from '../../ui/components/day-ruler.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { unitById, unitsById } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { clausesOf, takeComment } from './actions/index.ts';
import { stretchesOf } from './clauses.ts';
import { KEEP_CONTACT_DAYS } from './jobs.ts';
import { lawOf, settingNote } from './law.ts';
import { VERDICTS } from './rules/comment.ts';
import { MOST_WORDS } from './rules/mask.ts';
import { sayArticle } from './rules/topic.ts';
import { sayPolicy } from './say.ts';
import * as store from './store/index.ts';

const HOME = { text: '首页', href: '/' };
const isOpen = (r: store.RoundRow, today: Day): boolean => r.answeredAt === null && today <= r.untilOn;

/** `3天`, with one bar a day of the whole round. */
const DaysLeft = ({ r, today }: { r: store.RoundRow; today: Day }) => {
  const total = daysBetween(r.openedOn, r.untilOn);
  const left = daysBetween(today, r.untilOn);
  return (
    <>
      <RulerTicks used={total - left} total={total} words={`一共${total}天，还有${left}天`} />{' '}
      {left === 0 ? '今天最后一天' : `还有${left}天`}
    </>
  );
};

/** `/drafts`: drafts on which people can still write, and what became of the others. */
export async function draftsPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const [all, units] = await Promise.all([store.rounds(c.system.readDb), unitsById(c.system.readDb)]);
  const open = all.filter((r) => isOpen(r, today)).reverse();
  const past = all.filter((r) => !isOpen(r, today));
  const nameOf = (id: string): string => units.get(id)?.name ?? id;
  return portalShell(c, {
    title: '草案征求意见',
    current: 'hdjl',
    breadcrumbs: [HOME, { text: '草案征求意见' }],
    children: (
      <>
        <PageHead title="草案征求意见" lead="文件定下来以前，先听您说。不用登记账号，写完就能交。" />
        <Section title="正在征求" note={`${open.length}件`}>
          {open.length === 0 ? (
            <p>现在没有正在征求意见的草案。新的草案会出现在这里。</p>
          ) : (
            <LinkList
              items={open.map((r) => ({
                text: r.title,
                href: `/drafts/${r.draftId}`,
                under: nameOf(r.unitId),
                aside: <DaysLeft r={r} today={today} />,
              }))}
            />
          )}
        </Section>
        {past.length > 0 && (
          <Section title="已经结束">
            <LinkList
              items={past.map((r) => ({
                text: r.title,
                href: `/drafts/${r.draftId}`,
                under: `${nameOf(r.unitId)}，${sayDay(r.untilOn)}结束`,
                aside: r.answeredAt ? '看采纳情况' : '正在整理意见',
              }))}
            />
          </Section>
        )}
      </>
    ),
  });
}

type FormProps = { c: Req; r: store.RoundRow; clause: string; label: string; error?: string | undefined };
const CommentForm = ({ c, r, clause, label, error }: FormProps) => {
  const key = clause === '' ? 'whole' : `art-${clause}`;
  const mine = c.form.text('clause') === clause && c.method === 'POST';
  return (
    <form method="post" action={`/drafts/${r.draftId}/comments`} data-guard>
      <input type="hidden" name="clause" value={clause} />
      <Textarea
        id={`${key}-text`}
        name="text"
        label={label}
        hint={`最多${MOST_WORDS}字。请不要写身份证号、银行卡号。`}
        value={mine ? c.form.text('text') : ''}
        rows={4}
        error={mine ? error : undefined}
      />
      <Input
        id={`${key}-contact`}
        name="contact"
        label="联系方式"
        hint={`想让我们回您才填。只有起草单位看得到，公布采纳情况${KEEP_CONTACT_DAYS}天后删除。`}
        value={mine ? c.form.text('contact') : ''}
        optional
        autocomplete="off"
        maxlength={100}
      />
      <Button kind="primary">{clause === '' ? '交上对整份草案的意见' : `交上对${sayArticle(clause)}的意见`}</Button>
    </form>
  );
};

const Outcome = ({ r, groups }: { r: store.RoundRow; groups: store.GroupRow[] }) => (
  <Section title="我们问了，您说了，我们这样做" id="outcome">
    <p>
      {sayDay(r.openedOn)}至{sayDay(r.untilOn)}，收到{r.comments}条意见
      {groups.length > 0 ? `，归成${groups.length}类` : ''}。{r.answer}
    </p>
    {groups.length > 0 && (
      <DataTable
        caption="意见和处理"
        captionHidden
        rowKey={(g: store.GroupRow) => String(g.id)}
        rows={groups}
        columns={[
          { head: '您说了', cell: (g: store.GroupRow) => g.said },
          { head: '几条', cell: (g: store.GroupRow) => g.comments, num: true },
          {
            head: '采纳',
            cell: (g: store.GroupRow) => <Tag tone={g.verdict === 'not' ? 'plain' : 'good'}>{VERDICTS[g.verdict]}</Tag>,
          },
          { head: '我们这样做', cell: (g: store.GroupRow) => g.done || '照您说的改了。' },
        ]}
      />
    )}
  </Section>
);

/** `/drafts/:id`: the draft as it was put to the public, days left, a form for each article and for the whole. */
export async function draftPublicPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const r = await store.roundOf(db, c.params.id ?? '');
  if (!r) throw new AppError('not_found', c.path, '没有这份草案。');
  const [groups, unit, draft] = await Promise.all([
    store.groupsOf(db, r.draftId),
    unitById(db, r.unitId),
    store.draftById(db, r.draftId),
  ]);
  const open = isOpen(r, today) && draft?.state === 'consulting';
  const known = new Set(clausesOf(r.html).map((k) => k.no));
  const least = (await lawOf(db)).consultation(r.openedOn);
  const error = refusals.map(sayPolicy)[0];
  const at = c.form.text('clause');
  const sent = c.query.get('sent') !== null;
  return portalShell(c, {
    title: `征求意见：${r.title}`,
    current: 'hdjl',
    breadcrumbs: [HOME, { text: '草案征求意见', href: '/drafts' }, { text: r.title }],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <PageHead
          over={
            open ? (
              <>
                <Tag tone="help" icon="clock">
                  正在征求意见
                </Tag>{' '}
                <DaysLeft r={r} today={today} />
                ，到{sayMonthDay(r.untilOn)}
              </>
            ) : (
              <Tag>{draft?.state === 'stopped' ? '不再制定' : `${sayDay(r.untilOn)}结束征求`}</Tag>
            )
          }
          title={`${r.title}（征求意见稿）`}
          lead={`${unit?.name ?? ''}起草，${sayDay(r.openedOn)}起征求${daysBetween(r.openedOn, r.untilOn)}天；不少于${least.number}天${settingNote(least)}。`}
        />
        <ErrorSummary
          errors={refusals.map((x) => ({ field: at === '' ? 'whole-text' : `art-${at}-text`, text: sayPolicy(x) }))}
        />
        {sent && (
          <Note tone="good" live title="收到了，谢谢您。">
            <p>起草单位会逐条看。{sayMonthDay(r.untilOn)}结束以后，采纳了没有、为什么，写在这一页。您还可以接着写。</p>
          </Note>
        )}
        {r.answeredAt && <Outcome r={r} groups={groups} />}
        {draft?.no != null && (
          <p class="link-row">
            <a href={`/p/${draft.no}`}>看后来公布的文件</a>
          </p>
        )}
        {r.note && (
          <Section title="起草说明">
            {r.note.split('\n').map((l, i) => (
              <p key={i}>{l}</p>
            ))}
          </Section>
        )}
        <Section title="草案" id="text">
          {stretchesOf(r.html).map((k, i) =>
            k.no === undefined ? (
              <div class="prose" key={i} dangerouslySetInnerHTML={{ __html: k.html }} />
            ) : (
              <div class="draft-clause" key={i}>
                <div class="prose" dangerouslySetInnerHTML={{ __html: k.html }} />
                {open && known.has(k.no) && (
                  <details open={at === k.no && refusals.length > 0}>
                    <summary>对{sayArticle(k.no)}说说</summary>
                    <CommentForm c={c} r={r} clause={k.no} label={`您对${sayArticle(k.no)}的意见`} error={error} />
                  </details>
                )}
              </div>
            ),
          )}
        </Section>
        {open && (
          <Section title="对整份草案的意见" id="whole">
            <CommentForm c={c} r={r} clause="" label="您的意见" error={error} />
          </Section>
        )}
        {unit && (
          <p>
            也可以打电话给{unit.name}
            {unit.phone && `：${unit.phone}`}。
          </p>
        )}
      </>
    ),
  });
}

export async function takeCommentPage(c: Req): Promise<Answer> {
  const input = {
    draftId: c.params.id ?? '',
    clause: c.form.text('clause'),
    text: c.form.text('text').replace(/\r\n/g, '\n'),
    contact: c.form.text('contact'),
  };
  const out = await takeComment(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`/drafts/${input.draftId}?sent=1`) : draftPublicPage(c, out.refusals);
}
