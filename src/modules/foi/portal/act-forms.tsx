import { type Day, isDay, sayMonthDay, yearOf } from '../../../lib/day.ts';
import type { Req } from '../../../platform/http/types.ts';
import { PUBLIC } from '../../../platform/permission.ts';
import { DateField } from '../../../ui/components/date-field.tsx';
import { Choices, Input, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import * as own from '../actions/own.ts';
import * as store from '../store/index.ts';
import { type Act, actPage, errorAt, WORDS } from './act-shell.tsx';
import { GIVEN, slips } from './rules/apply.ts';

const supplement: Act = {
  move: 'supplement',
  done: 'supplement',
  take: (c, r) => own.supplement(c.system, PUBLIC, { id: r.id, words: c.form.text('words') }, c.requestId),
  page: (c, r, refusals) =>
    actPage(
      c,
      r,
      {
        path: 'supplement',
        title: '补充说明',
        lead: '想到什么能让我们找得更快、更准，写在这里。期限不会因此变长。',
        button: '提交补充说明',
        field: (code) => (WORDS.includes(code) ? 'words' : undefined),
        body: (
          <Textarea
            name="words"
            label="补充什么"
            value={c.form.text('words')}
            rows={6}
            error={errorAt(refusals, WORDS)}
          />
        ),
      },
      refusals,
    ),
};

const withdraw: Act = {
  move: 'withdraw',
  done: 'withdraw',
  take: (c, r) => own.withdraw(c.system, PUBLIC, { id: r.id, why: c.form.text('why') }, c.requestId),
  page: (c, r, refusals) =>
    actPage(
      c,
      r,
      {
        path: 'withdraw',
        title: '撤回申请',
        lead: '撤回以后这件就不办了，不能恢复。还要的话，可以重新申请，期限重新算。',
        button: '撤回这件申请',
        danger: '撤回以后这件就不办了，不能恢复。',
        field: (code) => (WORDS.includes(code) ? 'why' : undefined),
        body: (
          <Textarea
            name="why"
            label="为什么撤回"
            value={c.form.text('why')}
            rows={2}
            optional
            error={errorAt(refusals, WORDS)}
          />
        ),
      },
      refusals,
    ),
};

const contact: Act = {
  move: 'supplement',
  done: 'contact',
  async take(c, r) {
    const given = GIVEN.find((g) => g.value === c.form.text('way'));
    const typed = {
      phone: c.form.text('phone'),
      email: c.form.text('email'),
      address: c.form.text('address'),
      way: c.form.text('way'),
    };
    const no = slips(typed);
    // An address that was given before need not be typed again.
    const left = no.filter((x) => x.code !== 'no_address_for_way' && x.code !== 'no_email_for_way');
    if (left.length > 0) return { ok: false, refusals: left };
    return own.changeContact(
      c.system,
      PUBLIC,
      {
        id: r.id,
        phone: typed.phone,
        email: typed.email,
        address: typed.address,
        wantedForm: given?.form ?? '',
        wantedWay: given?.way ?? '',
      },
      c.requestId,
    );
  },
  async page(c, r, refusals) {
    const a = await store.applicationById(c.system.db, r.applicationId);
    const posted = c.method === 'POST';
    const now = GIVEN.find((g) => g.form === a?.wantedForm && g.way === a?.wantedWay)?.value ?? '';
    return actPage(
      c,
      r,
      {
        path: 'contact',
        title: '改联系方式或接收方式',
        lead: '原来的不显示，免得被别人看到。要改哪样写哪样，空着的不改。',
        button: '改成这样',
        field: (code) =>
          ({
            phone_digits: 'phone',
            phone_short: 'phone',
            bad_email: 'email',
            no_contact: 'phone',
            no_way: 'way',
            no_email_for_way: 'email',
            no_address_for_way: 'address',
            too_long: 'address',
          })[code],
        body: (
          <>
            <Input
              name="phone"
              label="新的电话"
              type="tel"
              value={c.form.text('phone')}
              maxlength={40}
              optional
              error={errorAt(refusals, ['phone_digits', 'phone_short', 'no_contact'])}
            />
            <Input
              name="email"
              label="新的邮箱"
              type="email"
              value={c.form.text('email')}
              maxlength={200}
              optional
              error={errorAt(refusals, ['bad_email', 'no_email_for_way'])}
            />
            <Input
              name="address"
              label="新的通信地址"
              value={c.form.text('address')}
              maxlength={200}
              optional
              error={errorAt(refusals, ['no_address_for_way', 'too_long'])}
            />
            <Choices
              name="way"
              legend="怎么给您"
              options={[...GIVEN]}
              chosen={posted ? c.form.text('way') : now}
              error={errorAt(refusals, ['no_way', 'no_form'])}
            />
          </>
        ),
      },
      refusals,
    );
  },
};

const dayTyped = (c: Req): Day | null => {
  const n = (part: string): string => c.form.text(`day-${part}`).normalize('NFKC').replace(/\D/g, '');
  const text = `${n('year').padStart(4, '20')}-${n('month').padStart(2, '0')}-${n('day').padStart(2, '0')}`;
  return isDay(text) ? text : null;
};

const DAY = ['day_not_in_trace'];
const objection: Act = {
  move: 'objectDate',
  done: 'objection',
  take: (c, r) =>
    own.objectDate(c.system, PUBLIC, { id: r.id, day: dayTyped(c), words: c.form.text('words') }, c.requestId),
  page: (c, r, refusals) => {
    const today = c.system.clock.today();
    const t = (part: string, otherwise: string): string => c.form.text(`day-${part}`) || otherwise;
    return actPage(
      c,
      r,
      {
        path: 'objection',
        title: '对这个日期提出异议',
        lead: '写明哪一天算错了、为什么，承办人会书面回复，回复写在进度页上。',
        button: '提出异议',
        field: (code) => (WORDS.includes(code) ? 'words' : DAY.includes(code) ? 'day' : undefined),
        body: (
          <>
            <DateField
              name="day"
              legend="哪一天"
              hint={`例：${yearOf(today)}年${sayMonthDay(today)}`}
              year={t('year', String(yearOf(today)))}
              month={t('month', '')}
              day={t('day', '')}
              error={errorAt(refusals, DAY)}
            />
            <Textarea
              name="words"
              label="为什么算错了"
              hint="例：这天调休上班，没有算进去。"
              value={c.form.text('words')}
              rows={4}
              error={errorAt(refusals, WORDS)}
            />
          </>
        ),
      },
      refusals,
    );
  },
};

const feeObjection: Act = {
  move: 'objectFee',
  done: 'fee',
  take: (c, r) => own.objectFee(c.system, PUBLIC, { id: r.id, words: c.form.text('words') }, c.requestId),
  page: (c, r, refusals) =>
    actPage(
      c,
      r,
      {
        path: 'fee-objection',
        title: '对收费提出异议',
        lead: '缴费期限内提，承办机关会答复您。缴费的最后一天不因此推后。',
        button: '提出异议',
        field: (code) => (WORDS.includes(code) ? 'words' : undefined),
        body: (
          <>
            <Note>
              <p>收费决定不能单独申请复议、起诉；过了缴费期不再办理的，可以对“不再办理”申请复议或者起诉。</p>
            </Note>
            <Textarea
              name="words"
              label="为什么不该收，或者哪里算错了"
              value={c.form.text('words')}
              rows={5}
              error={errorAt(refusals, WORDS)}
            />
          </>
        ),
      },
      refusals,
    ),
};

export const ACTS: Readonly<Record<string, Act>> = {
  supplement,
  withdraw,
  contact,
  objection,
  'fee-objection': feeObjection,
};
