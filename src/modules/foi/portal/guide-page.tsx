import { Fragment } from 'preact';
import { periods, tariffs } from '../../../../law/index.ts';
import { inForce, type Period, periodInForce } from '../../../lib/dated.ts';
import type { Day } from '../../../lib/day.ts';
import { sayDay } from '../../../lib/day.ts';
import type { Tariff } from '../../../lib/tariff.ts';
import { dependOn } from '../../../platform/depends.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { FactRows, MaybeLink, PageHead, Section } from '../../../ui/components/section.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import type { SiteInfo } from '../../../ui/types.ts';
import { portalShell, siteInfo } from '../../sites/index.ts';
import { foiLaw } from '../law.ts';
import { settingOf } from '../store/index.ts';
import { basisLink } from './basis.ts';
import { type BasisLink, linkedBasis } from './parts.tsx';
import { REGISTER } from './store/register.ts';

const CRUMBS = [
  { text: '首页', href: '/' },
  { text: '依申请公开', href: '/foi' },
];

const Basis = ({ basis, find }: { basis: string; find: BasisLink }) => (
  <>
    {linkedBasis([basis], find).map((b) => (
      <MaybeLink key={b.text} {...b} />
    ))}
  </>
);

/** The periods a reader asks about, in the order in which they come up. */
const PERIODS: readonly { rule: string; what: string; from: string }[] = [
  { rule: 'foi.answer', what: '答复您', from: '从收到申请的第二天起' },
  { rule: 'foi.extension', what: '延长答复，最多再加', from: '原来的期限以后；要经负责人同意并告诉您' },
  { rule: 'foi.correction', what: '要您补正的，一次说全', from: '从收到申请的第二天起' },
  { rule: 'foi.third-party', what: '关系到别人的，等他们的意见', from: '从他们收到信的第二天起；这段时间不算在期限里' },
  { rule: 'foi.co-producer', what: '和别的机关一起做的信息，等那个机关的意见', from: '从它收到信的第二天起' },
  { rule: 'foi.payment', what: '收费的，您缴费', from: '从收到缴费通知的第二天起' },
];

const UNIT: Record<Period['unit'], string> = { workday: '个工作日', day: '天', month: '个月' };

const inForceOn = (rule: string, on: Day): Period | undefined =>
  periods.some((p) => p.rule === rule && p.from <= on && (p.to === undefined || on <= p.to))
    ? periodInForce(periods, rule, on)
    : undefined;

/** The bands of a tariff as lines; what goes on in steps is said in words. */
function bandLines(t: Tariff, unit: string): { from: string; each: string }[] {
  let at = 1;
  const lines = t.bands.map((b) => {
    const line = { from: `第${at}至${b.to}${unit}`, each: b.each === 0 ? '不收' : `每${unit}${b.each}元` };
    at = b.to + 1;
    return line;
  });
  const last = t.bands.at(-1)?.each ?? 0;
  if (t.rest !== undefined) lines.push({ from: `第${at}${unit}起`, each: `每${unit}${t.rest}元` });
  if (t.then)
    lines.push({
      from: `第${at}${unit}起`,
      each: `每${t.then.step}${unit}一档，比上一档每${unit}多${t.then.add}元，第一档每${unit}${last + t.then.add}元`,
    });
  return lines;
}

const GROUPS: readonly [string, string][] = [
  ['granted', '给您，或者告诉您在哪里看'],
  ['partial', '能公开的给您，其余说明理由'],
  ['denied', '不公开，说明理由和依据'],
  ['unable', '没有、不归我们管，或者要另外做'],
  ['notProcessed', '不按申请公开办理，告诉您该找谁'],
];

type View = {
  today: Day;
  site: SiteInfo;
  find: BasisLink;
  payHow: string;
  body: string;
  court: string;
};

const Remedies = ({ v }: { v: View }) => {
  const who = { body: v.body || '本级人民政府', court: v.court || '有管辖权的人民法院' };
  const rows = (['A', 'B'] as const).map((cls) => ({
    cls,
    row: inForce(
      foiLaw.remedies.filter((r) => r.class === cls),
      v.today,
    ),
  }));
  return (
    <>
      <FactRows
        rows={rows.map(({ cls, row }) => ({
          label: cls === 'A' ? '不予公开' : '其他答复',
          value: (
            <>
              {row.text.replace('{body}', who.body).replace('{court}', who.court)}
              <span class="as-of">　依据：{row.basis}</span>
            </>
          ),
        }))}
      />
      <p>
        “不予公开”指依照条例第十四条、第十五条、第十六条不给的，包括只给一部分的。过了期限没有答复的，可以申请行政复议，也可以直接起诉；还可以向上一级机关或者政府信息公开工作主管部门投诉、举报。
      </p>
      <p>补正通知、延期通知不能单独申请复议；对收费不服的，在缴费期内先向承办机关提出异议。</p>
    </>
  );
};

const Guide = ({ v }: { v: View }) => {
  const items = tariffs.byItems.find((t) => t.from <= v.today && (t.to === undefined || v.today <= t.to));
  const pages = tariffs.byPages.find((t) => t.from <= v.today && (t.to === undefined || v.today <= t.to));
  const shown = PERIODS.flatMap((p) => {
    const law = inForceOn(p.rule, v.today);
    return law ? [{ ...p, law }] : [];
  });
  return (
    <div class="foi-guide">
      <PageHead
        title="政府信息公开指南：怎样申请"
        lead="先看是不是已经公开。没有公开的，谁都可以申请，不用说为什么要。"
        actions={
          <ButtonLink kind="primary" href="/foi/apply">
            写申请
          </ButtonLink>
        }
      />
      <Section title="怎样申请" id="how">
        <FactRows
          rows={[
            { label: '网上', value: <a href="/foi/apply">写申请</a> },
            {
              label: '当面',
              value: [v.site.organizer || v.site.name, v.site.address, v.site.hours].filter(Boolean).join('，'),
            },
            { label: '邮寄', value: `${v.site.address || '见页脚'}，信封上写“政府信息公开申请”` },
            ...(v.site.phone ? [{ label: '电话', value: v.site.phone }] : []),
            { label: '不方便写', value: '可以口头申请，由工作人员代填。看、听、说有困难的，告诉我们需要什么帮助。' },
          ]}
        />
        <p>
          申请要写三样：姓名或者单位名称、身份证明和联系方式；要的信息叫什么，或者能让我们找到它的说法；要什么形式、怎么给您。
          <Basis basis="《中华人民共和国政府信息公开条例》第二十九条" find={v.find} />
        </p>
      </Section>
      <Section title="哪天算收到" id="receipt">
        <FactRows
          rows={[
            { label: '当面交', value: '交来的那天' },
            { label: '挂号、快递', value: '机关签收的那天' },
            { label: '平信', value: '机关收到当天和您确认，确认的那天' },
            { label: '网上、传真', value: '和您双方确认的那天' },
          ]}
        />
        <p>
          <Basis basis="《中华人民共和国政府信息公开条例》第三十一条" find={v.find} />
        </p>
      </Section>
      <Section title="要多少天" id="periods">
        <DataTable
          caption="申请公开的期限"
          captionHidden
          rowKey={(r: (typeof shown)[number]) => r.rule}
          rows={shown}
          columns={[
            { head: '什么事', cell: (r: (typeof shown)[number]) => r.what },
            {
              head: '多少天',
              cell: (r: (typeof shown)[number]) => (
                <b class="nobr">
                  {r.law.number}
                  {UNIT[r.law.unit]}
                </b>
              ),
            },
            { head: '从哪天算', cell: (r: (typeof shown)[number]) => r.from },
            { head: '依据', cell: (r: (typeof shown)[number]) => <Basis basis={r.law.basis} find={v.find} /> },
          ]}
        />
        <p>
          当场能答复的，当场答复。周末和放假不算，调休上班算。您的申请算到哪天、每一天算不算，查进度的页面上都写着。
        </p>
      </Section>
      <Section title="会怎样答复" id="answers">
        <ul>
          {GROUPS.map(([group, say]) => (
            <li key={group}>
              <b>{say}</b>：
              {foiLaw.decisions
                .filter((d) => d.group === group)
                .map((d, i) => (
                  <Fragment key={d.key}>
                    {i > 0 && '；'}
                    {d.name.replace(/^(不予公开|无法提供|不予处理)：/, '')}
                  </Fragment>
                ))}
              。
            </li>
          ))}
        </ul>
      </Section>
      <Section title="收不收费" id="fees">
        <p>
          一般不收。申请的件数、次数明显超过合理范围的，可以收信息处理费，按件或者按页只收一种，检索、复制、邮寄都不另外收。
        </p>
        {[
          { t: items, title: '按件，算同一人同一个月向同一机关的申请', unit: '件' },
          { t: pages, title: '按页，算一件申请要给的纸张或者电子版', unit: '页' },
        ].map(({ t, title, unit }) =>
          t ? (
            <DataTable
              key={unit}
              caption={title}
              rowKey={(r: { from: string }) => r.from}
              rows={bandLines(t, unit)}
              columns={[
                { head: unit === '件' ? '第几件' : '第几页', cell: (r: { from: string; each: string }) => r.from },
                { head: '多少钱', cell: (r: { from: string; each: string }) => r.each },
              ]}
            />
          ) : null,
        )}
        <p>
          {items?.basis}
          {items && `，${sayDay(items.from)}起。`}要收费的，在答复期限内给您收费通知。
          {v.payHow || '缴费的办法写在通知书上，缴入国库，给您财政票据。'}
        </p>
      </Section>
      <Section title="不服怎么办" id="remedies">
        <Remedies v={v} />
      </Section>
      <Section title="个人信息怎么保管" id="privacy">
        <p>姓名、证件和联系方式加密存放，只有承办人能看，每看一次都有记录，办完按期删除。公开的登记册里没有申请人。</p>
      </Section>
    </div>
  );
};

export async function guideView(c: Req): Promise<View> {
  const db = c.system.readDb;
  dependOn(REGISTER);
  const [site, find, setting] = await Promise.all([siteInfo(db), basisLink(c), settingOf(db)]);
  return {
    today: c.system.clock.today(),
    site,
    find,
    payHow: setting.payHow,
    body: setting.reviewBody,
    court: setting.court,
  };
}

/** `/foi/guide`: every number in it comes from dated data. */
export async function guidePage(c: Req): Promise<Answer> {
  return portalShell(c, {
    title: '政府信息公开指南：怎样申请',
    current: 'zfxxgk',
    breadcrumbs: [...CRUMBS, { text: '公开指南' }],
    meta: { description: '政府信息公开申请怎样写、向谁交、多少天答复、收不收费、不服怎么办。' },
    children: <Guide v={await guideView(c)} />,
  });
}
