import type { ComponentChildren } from 'preact';
import { Button } from '../../../ui/components/button.tsx';
import { Choices } from '../../../ui/components/form.tsx';
import { BLOCK_NAMES, OUTCOME_NAMES } from '../names.ts';
import { type Act, MOVES } from '../rules/life.ts';
import { firstLine } from '../short.ts';
import { type FormView, fieldsOf, partyLabel } from './fields.tsx';
import { ProposeFields } from './propose.tsx';

type Fields = (v: FormView, f: ReturnType<typeof fieldsOf>) => ComponentChildren;

const partyOf: Fields = (v, f) =>
  f.select(
    'partyId',
    '哪一方',
    v.w.parties.map((p) => ({ value: p.id, text: `${partyLabel(v, p.id)}：${p.about.slice(0, 30)}` })),
  );

export const FIELDS: Partial<Record<Act, Fields>> = {
  confirm: (v, f) => (
    <>
      {f.day('on', '哪天确认的', v.today, '双方确认之日就是收到之日')}
      {f.line('how', '怎么确认的', { hint: '例：10时20分电话确认' })}
    </>
  ),
  register: (v, f) =>
    f.line('subject', '题目', {
      hint: '给别人看的，会进公开的登记册。不写姓名、住址、号码。',
      // The mark of a cut would stand in the public register.
      start: v.w.r.subject || firstLine(v.w.r.wanted).replace(/…$/, ''),
    }),
  takeOver: () => null,
  offerHelp: (_v, f) => f.line('what', '提供了什么帮助', { hint: '例：读给他听，替他填了申请表' }),
  supplement: (_v, f) => f.words('words', '补充了什么'),
  requestCorrection: (v, f) => (
    <>
      {f.words('points', '要补正什么', { hint: '一行一项，一次说全：哪一项、怎么补。只能告知一次。', rows: 4 })}
      {f.day('by', '补正到哪天', v.correctBy, '法律没有规定天数，要合理；没有正当理由逾期不补正的，视为放弃申请')}
    </>
  ),
  takeCorrection: (v, f) => (
    <>
      {f.day('on', '哪天收到的', v.today)}
      {f.words('words', '补正的内容', { rows: 4 })}
      {f.words('lateReason', '逾期的正当理由', { hint: '没有逾期的不用写', optional: true, rows: 2 })}
    </>
  ),
  closeUncorrected: () => null,
  transfer: (v, f) => (
    <>
      {f.select(
        'unitId',
        '转给',
        v.units.map((u) => ({ value: u.id, text: u.name })),
        { empty: '选一个单位' },
      )}
      {f.line('reason', '为什么转', { hint: '接手的单位和申请人要知道。期限不重新算。' })}
    </>
  ),
  split: (_v, f) => f.words('parts', '拆成哪几件', { hint: '一行一件，各写各的要什么。第一行留在这件里。', rows: 4 }),
  askReasons: (v, f) => (
    <>
      {f.words('why', '为什么请他说明', { hint: '例：本月第40件，内容和先前答复过的相近' })}
      {f.day('by', '说明到哪天', v.correctBy)}
    </>
  ),
  giveReasons: (_v, f) => f.words('words', '申请人说的理由'),
  consult: (_v, f) => (
    <>
      <Choices
        name="kind"
        legend="征求谁的意见"
        options={[
          { value: 'third', text: '第三方', hint: '15个工作日不答复，不等于同意，由本机关决定' },
          { value: 'coproducer', text: '共同制作的机关', hint: '15个工作日不答复，视为同意' },
        ]}
        chosen={f.typed('kind')}
      />
      {f.line('name', '名称', { hint: '加密存放，不会告诉申请人' })}
      {f.words('about', '关于哪份信息、哪一部分', { rows: 2 })}
    </>
  ),
  recordReceived: (v, f) => (
    <>
      {partyOf(v, f)}
      {f.day('on', '对方哪天收到的', v.today)}
    </>
  ),
  recordOpinion: (v, f) => (
    <>
      {partyOf(v, f)}
      {f.day('on', '哪天收到意见的', v.today)}
      <Choices
        name="opinion"
        legend="对方的意见"
        options={[
          { value: 'agree', text: '同意公开' },
          { value: 'object', text: '不同意公开' },
        ]}
        chosen={f.typed('opinion')}
      />
      {f.words('reasons', '不同意的理由', { optional: true, rows: 2 })}
    </>
  ),
  endConsultation: () => null,
  draftExtension: (v, f) => (
    <>
      {f.line('days', '延长几个工作日', {
        start: String(v.w.facts.extensionMost),
        short: true,
        hint: `最多${v.w.facts.extensionMost}个，只能延一次`,
      })}
      {f.words('why', '为什么', { hint: '会写进延期答复告知书', rows: 2 })}
    </>
  ),
  feeNotice: (v, f) => (
    <>
      <Choices
        name="tariff"
        legend="按哪种标准"
        hint="一件申请只用一种，定了不能改。"
        options={[
          { value: 'items', text: `按件：当月第${v.nth.n}件，${v.nth.yuan}元` },
          { value: 'pages', text: '按量：按下面的页数算' },
        ]}
        chosen={f.typed('tariff')}
      />
      {f.line('pages', '页数', { hint: '按量计收才填。30页以内不收费。', short: true, optional: true })}
    </>
  ),
  answerFee: (_v, f) => f.words('answer', '答复'),
  objectFee: (_v, f) => f.words('words', '申请人的异议'),
  recordPayment: (v, f) => (
    <>
      {f.day('on', '哪天缴清的', v.today)}
      {f.line('receiptNo', '财政票据号', { short: true })}
    </>
  ),
  closeUnpaid: () => null,
  refund: (v, f) => (
    <>
      {f.day('on', '哪天退的', v.today)}
      {f.line('yuan', '退多少元', { short: true })}
      {f.line('reason', '为什么退')}
    </>
  ),
  propose: (v, f) => <ProposeFields v={v} f={f} />,
  deliver: (v, f) => (
    <>
      {f.day('on', '哪天送达的', v.today)}
      {f.line('how', '怎么送的', { hint: '例：邮寄、本网站、当面' })}
      {f.line('proof', '凭据', { hint: '邮件号、签收人、下载记录。回证的照片在“文件”里传。', optional: true })}
    </>
  ),
  withdraw: (v, f) => (
    <>
      {f.day('on', '哪天撤回的', v.today)}
      {f.line('how', '怎么撤回的', { hint: '例：电话撤回，并收到书面说明' })}
    </>
  ),
  archive: () => null,
  recordDispute: (v, f) => (
    <>
      {f.select(
        'block',
        '是哪种',
        Object.entries(BLOCK_NAMES).map(([value, text]) => ({ value, text })),
      )}
      {f.day('on', '哪天受理的', v.today)}
      {f.line('body', '在哪个机关、法院')}
    </>
  ),
  closeDispute: (v, f) => (
    <>
      {f.select(
        'disputeId',
        '哪一件',
        v.disputes
          .filter((d) => d.outcome === 'pending')
          .map((d) => ({ value: d.id, text: `${BLOCK_NAMES[d.block]}，${d.body}` })),
      )}
      {f.select(
        'outcome',
        '结果',
        (['upheld', 'corrected', 'otherOutcome'] as const).map((o) => ({ value: o, text: OUTCOME_NAMES[o] })),
      )}
      {f.day('on', '哪天审结的', v.today)}
      {f.line('note', '备注', { optional: true })}
    </>
  ),
  answerObjection: (v, f) => (
    <>
      {f.select(
        'objectionId',
        '哪一条',
        v.objections
          .filter((o) => o.answeredOn === null)
          .map((o) => ({ value: o.id, text: `${o.day}：${o.words.slice(0, 40)}` })),
      )}
      {f.words('answer', '书面答复', { hint: '说明这一天算或者不算，依据哪一条。' })}
    </>
  ),
};

/** One act: its name, what it needs and its basis beside the button; opened when it is the next step or was just refused. */
export const ActForm = ({ act, v, open, primary }: { act: Act; v: FormView; open: boolean; primary: boolean }) => {
  const m = MOVES[act];
  const fields = FIELDS[act];
  if (!fields) return null;
  return (
    <details class="act" open={open} id={`act-${act}`}>
      <summary>
        <b>{m.label}</b>
        <span>{m.guard}</span>
      </summary>
      <form method="post" action={`/console/foi/${v.w.r.id}/act/${act}`} data-guard>
        <input type="hidden" name="version" value={String(v.w.r.version)} />
        {fields(v, fieldsOf(v, act))}
        <div class="btn-row">
          <Button kind={primary ? 'primary' : 'secondary'} id={`do-${act}`}>
            {m.label}
          </Button>
          <span class="act-basis">{m.basis}</span>
        </div>
      </form>
    </details>
  );
};
