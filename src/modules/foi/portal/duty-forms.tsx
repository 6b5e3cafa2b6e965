import type { Day } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import type { Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Choices, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { FactRows, Section } from '../../../ui/components/section.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import type { LetterFacts } from '../rules/types.ts';
import { sayFoi } from '../say.ts';
import type { Fee } from '../store/index.ts';
import { sayDueDay, sayNear } from './rules/status.ts';

const first = (refusals: readonly Refusal[], codes: readonly string[]): string | undefined =>
  refusals.filter((r) => codes.includes(r.code)).map(sayFoi)[0];

type Own = { c: Req; no: string; refusals: readonly Refusal[] };

/** 补正: everything that is missing, once, and the field to write it in. */
export const Correct = ({ c, no, points, late, refusals }: Own & { points: readonly string[]; late: boolean }) => (
  <Section title="请补正" id="correct">
    <Note tone="warn" title="缺这些，补上就接着办：">
      <ol class="plain-list">
        {points.map((p, i) => (
          <li key={i}>{p}</li>
        ))}
      </ol>
    </Note>
    <form method="post" action={`/foi/r/${no}/correct`} data-guard>
      <Textarea
        name="words"
        label="补正的内容"
        hint="可以把要的信息整个重写一遍，也可以只写缺的。"
        value={c.form.text('words')}
        rows={5}
        error={first(refusals, ['no_words', 'too_long'])}
      />
      {late && (
        <Textarea
          name="lateReason"
          label="为什么晚了"
          hint="有正当理由的，晚了也收。例：住院、没收到通知。"
          value={c.form.text('lateReason')}
          rows={2}
          error={first(refusals, ['late_without_reason'])}
        />
      )}
      <div class="btn-row">
        <Button kind="primary">提交补正</Button>
      </div>
    </form>
  </Section>
);

/** 条例第三十五条: many requests, and the agency asks why. */
export const GiveReasons = ({ c, no, why, by, today, refusals }: Own & { why: string; by: Day; today: Day }) => (
  <Section title="请说明理由" id="reasons">
    <Note tone="warn" title={`请在${sayDueDay(by, today)}前说明`}>
      <p>{why}</p>
    </Note>
    <form method="post" action={`/foi/r/${no}/reasons`} data-guard>
      <Textarea
        name="words"
        label="申请这么多的理由"
        value={c.form.text('words')}
        rows={4}
        error={first(refusals, ['no_words', 'too_long', 'no_why'])}
      />
      <div class="btn-row">
        <Button kind="primary">提交说明</Button>
      </div>
    </form>
  </Section>
);

const UNIT = { items: '件', pages: '页' } as const;

/** 缴费: how much and why, until when, and how; no money passes through this site. */
export const FeeToPay = ({
  no,
  fee,
  payHow,
  today,
  objection,
}: {
  no: string;
  fee: NonNullable<LetterFacts['fee']>;
  payHow: string;
  today: Day;
  objection: Fee | null;
}) => (
  <Section title="缴费" id="fee">
    <FactRows
      rows={[
        { label: '金额', value: <b>{fee.yuan.toLocaleString('en-US')}元</b> },
        { label: '最晚', value: `${sayDueDay(fee.payBy, today)}，过期不缴视为放弃申请` },
        { label: '怎么缴', value: payHow || '按收费通知书上写的账户和网点缴入国库，写明申请编号。' },
        { label: '申请编号', value: <span class="mono">{no}</span> },
        { label: '票据', value: '缴费后开财政票据。' },
        { label: '依据', value: fee.basis },
      ]}
    />
    <DataTable
      caption={fee.tariff === 'items' ? `本月第${fee.count}件` : `一共${fee.count}页`}
      rowKey={(b: (typeof fee.bands)[number]) => String(b.from)}
      rows={[...fee.bands]}
      columns={[
        {
          head: `第几${UNIT[fee.tariff]}`,
          cell: (b: (typeof fee.bands)[number]) => (b.from === b.to ? `第${b.from}` : `第${b.from}至${b.to}`),
        },
        { head: '数量', cell: (b: (typeof fee.bands)[number]) => `${b.count}${UNIT[fee.tariff]}`, num: true },
        { head: '单价（元）', cell: (b: (typeof fee.bands)[number]) => b.each, num: true },
        { head: '金额（元）', cell: (b: (typeof fee.bands)[number]) => b.yuan.toLocaleString('en-US'), num: true },
      ]}
      total={['合计', '', '', fee.yuan.toLocaleString('en-US')]}
    />
    <Note>
      <p>这个网站不收钱，不会要您的银行卡号和验证码。</p>
    </Note>
    {objection && objection.objection !== '' ? (
      <Note
        tone={objection.answeredOn ? 'help' : 'plain'}
        title={`${objection.objectedOn ? sayNear(objection.objectedOn, today) : ''}您对收费提出异议：${objection.objection}`}
      >
        <p>{objection.answeredOn ? `答复：${objection.objectionAnswer}` : '承办机关还没有答复。缴费期限不变。'}</p>
      </Note>
    ) : (
      <p>
        觉得不该收、或者算错了？<a href={`/foi/r/${no}/fee-objection`}>对收费提出异议</a>，缴费期限内提。
      </p>
    )}
  </Section>
);

const RATINGS = [
  { value: 'clear', text: '清楚' },
  { value: 'partly', text: '有的地方清楚' },
  { value: 'unclear', text: '还是不清楚' },
];

/** 答得清楚吗: once, by whoever opened it. */
export const Rating = ({ c, no, rating, refusals }: Own & { rating: string | null }) => (
  <Section title="答得清楚吗" id="rate">
    {rating ? (
      <Note tone="good" title={`您说：${RATINGS.find((r) => r.value === rating)?.text ?? ''}。谢谢您。`}>
        {rating !== 'clear' && <p>还不明白的，可以打承办机关的电话，也可以再申请一件。</p>}
      </Note>
    ) : (
      <form method="post" action={`/foi/r/${no}/rate`}>
        <Choices
          name="rating"
          legend="这次答复"
          options={RATINGS}
          chosen={c.form.text('rating')}
          error={first(refusals, ['no_rating'])}
        />
        <Textarea
          name="note"
          label="哪里不清楚"
          value={c.form.text('note')}
          rows={2}
          optional
          error={first(refusals, ['note_too_long'])}
        />
        <div class="btn-row">
          <Button kind="primary">提交评价</Button>
        </div>
      </form>
    )}
  </Section>
);
