/** `/console/policy/settings`: every number policies are measured by, where it comes from, and those the district may set. */
import { sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { consoleShell } from '../org/index.ts';
import { setNumber } from './actions/index.ts';
import { lawOf, RULES, type Rule, type Number as RuleNumber } from './law.ts';
import { Refusals } from './refusals.tsx';
import * as store from './store/index.ts';

const LINK = '/console/policy/settings';
const UNIT: Readonly<Record<Rule['unit'], string>> = { day: '天', workday: '个工作日', month: '个月', percent: '%' };
const MARKS: Readonly<Record<RuleNumber['mark'], { text: string; tone: 'good' | 'plain' | 'warn' }>> = {
  confirmed: { text: '已对照原文', tone: 'good' },
  known: { text: '通行表述', tone: 'plain' },
  unconfirmed: { text: '本区设定，未见全国统一规定', tone: 'warn' },
};

type One = { c: Req; r: Rule; n: RuleNumber; mine: readonly store.Setting[]; may: boolean };
const OneRule = ({ c, r, n, mine, may: mayset }: One) => {
  const sent = c.form.text('rule') === r.rule;
  return (
    <Panel title={`${r.title}${n.number}${UNIT[r.unit]}`} id={r.rule}>
      <FactRows
        rows={[
          {
            label: '怎么来的',
            value: (
              <Tag tone={MARKS[n.mark].tone} icon={n.mark === 'confirmed' ? 'check' : undefined}>
                {MARKS[n.mark].text}
              </Tag>
            ),
          },
          { label: '依据', value: n.basis },
          { label: '出处', value: n.source },
          ...mine.map((s) => ({
            label: `${sayDay(s.fromOn)}起`,
            value: `${s.number}${UNIT[r.unit]}，${s.reason}（${s.setBy}）`,
          })),
        ]}
      />
      {r.range && mayset && (
        <details open={sent}>
          <summary>改这个数</summary>
          <form method="post" action={LINK} data-guard>
            <input type="hidden" name="rule" value={r.rule} />
            <Input
              id={`n-${r.rule}`}
              name="number"
              label={`从今天起改成几${UNIT[r.unit]}（${r.range[0]}到${r.range[1]}）`}
              value={sent ? c.form.text('number') : ''}
              inputmode="numeric"
              short
            />
            <Input
              id={`why-${r.rule}`}
              name="reason"
              label="依据哪份文件，为什么改"
              value={sent ? c.form.text('reason') : ''}
            />
            <Button small>{`改“${r.title}”`}</Button>
          </form>
        </details>
      )}
      {!r.range && <p class="field-hint">国家有规定，这里不能改；有新规定时随系统更新。</p>}
    </Panel>
  );
};

async function page(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const today = c.system.clock.today();
  const [law, all] = await Promise.all([lawOf(c.system.db), store.settings(c.system.db)]);
  const office = may(c.system.permissions, c.actor, 'policy:release');
  return consoleShell(c, {
    current: '/console/policy',
    title: '时限和比例',
    lead: '政策文件各环节用到的数。国家没有统一规定的由本区确定，改了从当天起算，以前的不变。',
    breadcrumbs: [{ text: '政策文件台账', href: '/console/policy' }],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        {RULES.map((r) => (
          <OneRule
            key={r.rule}
            c={c}
            r={r}
            n={law.numberOf(r.rule, today)}
            mine={all.filter((s) => s.rule === r.rule)}
            may={office}
          />
        ))}
      </>
    ),
  });
}

async function save(c: Req): Promise<Answer> {
  const rule = c.form.text('rule');
  const typed = c.form.text('number').normalize('NFKC').trim();
  const number = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  const out = await setNumber(c.system, c.actor, { rule, number, reason: c.form.text('reason') }, c.requestId);
  return out.ok ? seeOther(`${LINK}#${rule}`) : page(c, out.refusals);
}

export const settingRoutes: readonly Route[] = [
  get(LINK, 'policy:read', (c) => page(c)),
  post(LINK, 'policy:release', save),
];
