import type { Day } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import type { Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Choices, FileField, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { FactRows, Section } from '../../../ui/components/section.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import type { LetterFacts } from '../rules/types.ts';
import type { Fee } from '../store/index.ts';
import { FILE_MB } from './apply.tsx';
import { sayDueDay, sayNear } from './rules/status.ts';
import { sayHere } from './say.ts';

const first = (refusals: readonly Refusal[], codes: readonly string[]): string | undefined =>
  refusals.filter((r) => codes.includes(r.code)).map(sayHere)[0];

/** The forms that stand on the page of the case itself. */
export const ON_PAGE = ['correct', 'reasons', 'rate'] as const;
export type OnPage = (typeof ON_PAGE)[number];

const FIELDS: Readonly<Record<OnPage, Readonly<Record<string, string>>>> = {
  correct: {
    no_words: 'words',
    too_long: 'words',
    late_without_reason: 'lateReason',
    bad_file: 'file',
    file_too_large: 'file',
  },
  reasons: { no_words: 'reasons-words', too_long: 'reasons-words', no_why: 'reasons-words' },
  rate: { no_rating: 'rating', too_long: 'note' },
};
/** The field a reason is about; undefined: it is about the case, not about what was typed. */
export const fieldOf = (form: OnPage, r: Refusal): string | undefined =>
  r.code === 'too_long' && r.detail?.field === LATE ? 'lateReason' : FIELDS[form][r.code];
const LATE = '为什么晚了';

/** `sent`: this is the form that was sent; what was typed in it comes back, with what stood in the way. */
type Own = { c: Req; no: string; sent: boolean; refusals: readonly Refusal[] };
const typedIn =
  ({ c, sent }: Own) =>
  (name: string): string =>
    sent ? c.form.text(name) : '';
const errorIn =
  ({ sent, refusals }: Own) =>
  (codes: readonly string[]): string | undefined =>
    sent ? first(refusals, codes) : undefined;

/** 补正: everything that is missing, once, and the fields to write it in or send it with. */
export const Correct = ({ points, late, ...own }: Own & { points: readonly string[]; late: boolean }) => {
  const [typed, error] = [typedIn(own), errorIn(own)];
  const lost = own.sent && own.c.form.file('file')?.name;
  return (
    <Section title="请补正" id="correct">
      <Note tone="warn" title="缺这些，补上就接着办：">
        <ol class="plain-list">
          {points.map((p, i) => (
            <li key={i}>{p}</li>
          ))}
        </ol>
      </Note>
      <form method="post" action={`/foi/r/${own.no}/correct`} enctype="multipart/form-data" data-guard>
        <Textarea
          name="words"
          label="补正的内容"
          hint="可以把要的信息整个重写一遍，也可以只写缺的。"
          value={typed('words')}
          rows={5}
          error={error(['no_words', 'too_long'])}
        />
        {late && (
          <Textarea
            name="lateReason"
            label={LATE}
            hint="有正当理由的，晚了也收。例：住院、没收到通知。"
            value={typed('lateReason')}
            rows={2}
            error={error(['late_without_reason'])}
          />
        )}
        <FileField
          name="file"
          label="要补的证件或材料"
          hint={`拍照或选一张图片，也可以是PDF，不超过${FILE_MB}MB。`}
          accept="image/jpeg,image/png,application/pdf"
          optional
          error={error(['bad_file', 'file_too_large'])}
        />
        {lost && (
          <Note tone="warn">
            <p>刚才选的“{lost}”没有保存，请再选一次。别的都还在。</p>
          </Note>
        )}
        <Choices
          name="fileKind"
          legend="传的是什么"
          hint="不传文件的，不用选。"
          options={[
            { value: 'material', text: '说明要什么信息的材料' },
            { value: 'proof', text: '身份证件、营业执照', hint: '只有承办人能看，办完按期删除' },
          ]}
          chosen={typed('fileKind') || 'material'}
        />
        <div class="btn-row">
          <Button kind="primary">提交补正</Button>
        </div>
      </form>
    </Section>
  );
};

/** 条例第三十五条: many requests, and the agency asks why. */
export const GiveReasons = ({ why, by, today, ...own }: Own & { why: string; by: Day; today: Day }) => (
  <Section title="请说明理由" id="reasons">
    <Note tone="warn" title={`请在${sayDueDay(by, today)}前说明`}>
      <p>{why}</p>
    </Note>
    <form method="post" action={`/foi/r/${own.no}/reasons`} data-guard>
      <Textarea
        name="words"
        id="reasons-words"
        label="申请这么多的理由"
        value={typedIn(own)('words')}
        rows={4}
        error={errorIn(own)(['no_words', 'too_long', 'no_why'])}
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
export const Rating = ({ rating, ...own }: Own & { rating: string | null }) => (
  <Section title="答得清楚吗" id="rate">
    {rating ? (
      <Note tone="good" title={`您说：${RATINGS.find((r) => r.value === rating)?.text ?? ''}。谢谢您。`}>
        {rating !== 'clear' && <p>还不明白的，可以打承办机关的电话，也可以再申请一件。</p>}
      </Note>
    ) : (
      <form method="post" action={`/foi/r/${own.no}/rate`}>
        <Choices
          name="rating"
          legend="这次答复"
          options={RATINGS}
          chosen={typedIn(own)('rating')}
          error={errorIn(own)(['no_rating'])}
        />
        <Textarea
          name="note"
          label="哪里不清楚"
          value={typedIn(own)('note')}
          rows={2}
          optional
          error={errorIn(own)(['too_long'])}
        />
        <div class="btn-row">
          <Button kind="primary">提交评价</Button>
        </div>
      </form>
    )}
  </Section>
);
