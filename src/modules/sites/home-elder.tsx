import { sayDayNear } from '../../lib/moments.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { ElderHelp, ElderStub, type ElderTask, ElderTasks } from '../../ui/components/elder.tsx';
import { SearchBox } from '../../ui/components/search.tsx';
import { Section } from '../../ui/components/section.tsx';
import { has } from './frame.ts';
import type { HomeData } from './home.tsx';
import { countAt } from './home-page.tsx';
import { hrefOf } from './lines.tsx';
import { columnHref, PLACES } from './places.ts';

function elderTasks(d: HomeData): ElderTask[] {
  const at = (place: keyof typeof PLACES, icon: ElderTask['icon'], title: string, note: string): ElderTask[] =>
    has(d.f, place) ? [{ icon, title, href: columnHref(PLACES[place]), note }] : [];
  return [
    ...at('subsidies', 'yen', '查补贴', '高龄津贴、低保、农补'),
    ...at('health', 'pin', '看病、社区医生', '服务站地址和电话'),
    ...at('policies', 'file', '看新规定', `${countAt(d, 'policies')}件文件`),
    ...(d.f.asks
      ? [{ icon: 'question' as const, title: '问一个问题', href: '/ask', note: '起草部门答复' }]
      : at('services', 'list', '一件事怎么办', '带什么、去哪里')),
    { icon: 'shield' as const, title: '这张通知是真的吗', href: '/help/check', note: '对一对登记号就知道' },
  ].slice(0, 5);
}

/** 大字版: five things, one new rule, who helps. */
export const ElderHome = ({ d }: { d: HomeData }) => {
  const rule = d.policies.find((p) => p.answer !== null) ?? d.policies[0];
  const { site } = d.f;
  return (
    <>
      <h1>您要办什么事？</h1>
      <SearchBox action="/search" size="hero" placeholder="写几个字就行" />
      <ElderTasks tasks={elderTasks(d)} />
      {rule && (
        <Section title="最近的新规定">
          <p class="elder-title">
            <a href={hrefOf(rule.no)}>{rule.title}</a>
          </p>
          {rule.answer && <p>{rule.answer}</p>}
          <ElderStub
            lines={[
              `${rule.unitName}${sayDayNear(rule.publishedOn, d.today)}公开`,
              `登记号 ${rule.no}，${rule.version > 1 ? '更正过，看的是最新的' : '发布后没改过'}`,
            ]}
          />
          <ButtonLink wide href={`${hrefOf(rule.no)}?full=1`}>
            看全文
          </ButtonLink>
        </Section>
      )}
      {site.phone && (
        <ElderHelp phone={site.phone}>
          <p>
            <b>{site.contact || site.organiser}</b> {site.address}
          </p>
          <p>{site.hours}</p>
        </ElderHelp>
      )}
    </>
  );
};
