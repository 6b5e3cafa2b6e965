import type { Day } from '../../../lib/day.ts';
import { Button } from '../../../ui/components/button.tsx';
import { DayRuler } from '../../../ui/components/day-ruler.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Checkbox, Choices, FileField, Input, Select, Textarea } from '../../../ui/components/form.tsx';
import { Icon } from '../../../ui/components/icon.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHead, Section } from '../../../ui/components/section.tsx';
import { StubLine } from '../../../ui/components/stub.tsx';
import { type BasisLink, rulerDays, rulerSpans } from './parts.tsx';
import type { promiseOf } from './rules/status.ts';

/** What was typed; nothing else is asked (条例第二十九条). */
export type Typed = {
  words: string;
  unit: string;
  kind: string;
  name: string;
  idNo: string;
  phone: string;
  email: string;
  address: string;
  way: string;
  help: boolean;
  once: string;
};

/** Something that may be what is asked for: public already, or answered before. */
export type Found = { title: string; href: string; unit: string; on: string; no?: string | undefined };

export type ApplyError = {
  field: string;
  step: 1 | 2 | 3 /** On top. */;
  text: string /** At the field. */;
  at: string;
};

export type ApplyView = {
  v: Typed;
  today: Day;
  errors: readonly ApplyError[];
  found: readonly Found[];
  /** The search for what is public already was asked for and found nothing. */
  looked: boolean;
  /** Name of a file that was chosen and did not come through with the form. */
  lostFile: string;
  kinds: readonly { value: string; text: string }[];
  ways: readonly { value: string; text: string; hint?: string }[];
  units: readonly { value: string; text: string }[];
  promise: ReturnType<typeof promiseOf>;
  period: { number: number };
  find: BasisLink;
  phone: string;
  most: { words: number; fileMb: number; keepDays: number };
};

/** 可能已经公开了: on the way of nobody. Also the answer to the script that asks while somebody types. */
export const AlreadyPublic = ({ found, looked }: Pick<ApplyView, 'found' | 'looked'>) =>
  found.length === 0 ? (
    looked ? (
      <div class="already">
        <p class="already-title">没有找到已经公开的，接着往下写。</p>
      </div>
    ) : null
  ) : (
    <div class="already">
      <p class="already-title">
        <Icon name="search" size={22} /> 可能已经公开了
      </p>
      <ul>
        {found.map((f) => (
          <li key={f.href}>
            <a href={f.href}>{f.title}</a>
            <span class="already-meta">
              {[f.unit, f.on].filter(Boolean).join('　')}
              {f.no && <StubLine no={f.no} href={`${f.href}/check`} />}
            </span>
          </li>
        ))}
      </ul>
      <p>是您要的，就不用等了；不是，接着写。</p>
    </div>
  );

const Step = ({ n, text }: { n: number; text: string }) => (
  <>
    <span class="ask-no">{n}</span>
    {text}
  </>
);

/** Three questions, the three things the law asks for. Works without script and without an account. */
export const ApplyPage = (p: ApplyView) => {
  const at = (field: string) => p.errors.find((e) => e.field === field)?.at;
  const { v } = p;
  return (
    <div class="foi-apply">
      <PageHead
        title="申请公开信息"
        lead={`不用注册，不用说为什么要。收到后${p.period.number}个工作日内答复，通常不收费。`}
      />
      <ErrorSummary
        errors={p.errors.map((e) => ({ field: e.field, text: `第${e.step}步：${e.text}` }))}
        title={p.errors.length > 0 ? `还差${p.errors.length}处` : undefined}
      />
      <form method="post" action="/foi/apply" enctype="multipart/form-data" data-guard data-foi-draft={p.most.keepDays}>
        <input type="hidden" name="once" value={v.once} />
        <Section title={<Step n={1} text="您要什么信息" />}>
          <Textarea name="words" label="写文件名、文号，或说说是什么事" value={v.words} rows={4} error={at('words')} />
          <div class="already-place" data-already="/foi/apply/similar">
            <AlreadyPublic found={p.found} looked={p.looked} />
          </div>
          <p class="already-look" data-already-button>
            <Button small formAction="/foi/apply/look" icon="search">
              先看看是不是已经公开
            </Button>
          </p>
          <Select
            name="unit"
            label="向哪个机关申请"
            hint="说不准就不选，由政务公开办转给该办的机关。"
            optional
            empty="说不准"
            options={[...p.units]}
            value={v.unit}
            error={at('unit')}
          />
        </Section>
        <Section title={<Step n={2} text="怎么联系您" />}>
          <Select name="kind" label="您是" options={[...p.kinds]} value={v.kind} error={at('kind')} />
          <Input
            name="name"
            label="姓名或单位名称"
            value={v.name}
            autocomplete="name"
            maxlength={200}
            error={at('name')}
          />
          <Input
            name="idNo"
            label="身份证号或统一社会信用代码"
            hint="法律要求核对身份。加密存放，只有承办人能看，办完按期删除。写了号码，可以不传图片。"
            value={v.idNo}
            autocomplete="off"
            maxlength={40}
            error={at('idNo')}
          />
          <FileField
            name="proof"
            label="营业执照或身份证件"
            hint={`拍照或选一张图片，也可以是PDF，不超过${p.most.fileMb}MB。`}
            accept="image/jpeg,image/png,application/pdf"
            optional
            error={at('proof')}
          />
          {p.lostFile && (
            <Note tone="warn">
              <p>刚才选的“{p.lostFile}”没有保存，请再选一次。别的都还在。</p>
            </Note>
          )}
          <Input
            name="phone"
            label="手机号"
            hint="写手机或带区号的电话，用来和您确认收到。"
            type="tel"
            value={v.phone}
            autocomplete="tel"
            maxlength={40}
            error={at('phone')}
          />
          <Input
            name="email"
            label="邮箱"
            type="email"
            value={v.email}
            autocomplete="email"
            maxlength={200}
            optional
            error={at('email')}
          />
          <Input
            name="address"
            label="通信地址"
            hint="要邮寄的，写清楚邮编、地址和收件人。"
            value={v.address}
            autocomplete="street-address"
            maxlength={200}
            optional
            error={at('address')}
          />
        </Section>
        <Section title={<Step n={3} text="怎么给您" />}>
          <Choices
            name="way"
            legend={<span class="sr-only">要什么形式，怎么给</span>}
            options={[...p.ways]}
            chosen={v.way}
            error={at('way')}
          />
          <Checkbox
            name="help"
            label="看、听、写有困难，需要帮忙"
            hint="可以大字、朗读、电话说给您听，或者由工作人员代填。"
            checked={v.help}
          />
        </Section>
        <Note tone="help" title={p.promise.say}>
          <p>
            {p.promise.skipped}
            {p.promise.provisional && '那一年的放假安排还没公布，是暂定的日子。'}
          </p>
          <details class="promise-why">
            <summary>为什么是这天</summary>
            <DayRuler
              days={rulerDays(p.promise.days)}
              spans={rulerSpans(p.promise.spans, p.find)}
              today={p.today}
              due={p.promise.due}
              caption={p.promise.say}
              provisional={p.promise.provisional ? '放假安排公布后自动重算并告诉您。' : undefined}
            />
          </details>
        </Note>
        <Button kind="primary" wide>
          提交申请
        </Button>
        <p class="field-hint after-send">
          <span data-draft-say hidden>
            写到一半离开，这台设备会留着草稿{p.most.keepDays}天。
          </span>
          不会写字？{p.phone ? `打${p.phone}，` : '到政务公开窗口，'}我们代您填。
        </p>
      </form>
    </div>
  );
};
