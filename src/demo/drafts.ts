import { instant } from './assemble.ts';
import { addWorkdays, type Ctx, monthBefore, sayMonthDay } from './context.ts';
import { doc, h2, ol, p, table } from './html.ts';
import type { DemoDraft } from './types.ts';

/** Five pieces on their way, one in each state. */
export function buildDrafts(c: Ctx): DemoDraft[] {
  const last = monthBefore(c.today);
  const release = addWorkdays(c.today, 1);
  const meeting = addWorkdays(c.today, 9);
  return [
    {
      id: 'draft-hulian',
      unitId: 'minzheng',
      columnSlugs: ['tzgg', 'zdly/ylfw'],
      title: `${c.year}年养老护理员培训计划`,
      kind: '通知公告',
      html: doc(
        p('计划培训护理员120人，分三期，每期10天，理论和实操各半。培训免费，考核合格发给证书。'),
        h2('报名条件'),
        ol(
          '年满18周岁，身体健康；',
          '在本区养老机构、服务站工作，或者愿意从事养老服务；',
          '低保家庭成员、退役军人优先。',
        ),
      ),
      answer: '免费学养老护理，三期共120个名额。',
      basis: [],
      state: 'draft',
      clerkId: 'minzheng-clerk',
      updatedAt: instant(c.recent(1), '16:08'),
    },
    {
      id: 'draft-yingyang',
      unitId: 'jiaoyu',
      columnSlugs: ['tzgg', 'zdly/ywjy'],
      title: `${last.say}学校食堂带量采购价格公示`,
      kind: '通知公告',
      html: doc(
        p('十所试点学校的大宗食材由家长代表、学校和供应商三方询价，价格按月公布。'),
        table({
          caption: '单位：元/公斤',
          head: ['食材', '采购价', '同期市场均价'],
          rows: [
            ['大米', '5.10', '5.46'],
            ['鸡蛋', '9.20', '9.80'],
            ['猪后腿肉', '23.60', '25.10'],
            ['西红柿', '4.30', '4.90'],
          ],
        }),
      ),
      answer: '学校食堂买菜多少钱，比市场价低还是高，每月公布。',
      basis: [],
      state: 'submitted',
      clerkId: 'jiaoyu-clerk',
      reviewerId: 'jiaoyu-reviewer',
      updatedAt: instant(c.recent(1), '16:40'),
    },
    {
      id: 'draft-linshi',
      unitId: 'baita',
      columnSlugs: ['zdly/shjz', 'czbt/butie'],
      title: `白塔镇${last.say}农村公益性岗位报酬发放名册`,
      kind: '名册公示',
      html: doc(
        p('本月在岗34人，按出勤天数计发，缺勤的扣发当日报酬，名册如下。'),
        table({
          caption: '部分人员（单位：元）',
          head: ['姓名', '村', '出勤', '金额'],
          rows: [
            ['王**', '前塔村', '22天', '1,100'],
            ['马*', '南庄村', '20天', '1,000'],
            ['丁**', '塔北社区', '22天', '1,100'],
          ],
          foot: ['合计', '', '', '3,200'],
        }),
      ),
      answer: '白塔镇公益性岗位上个月的报酬按出勤发放。',
      basis: [],
      state: 'returned',
      clerkId: 'baita-clerk',
      reviewerId: 'baita-reviewer',
      updatedAt: instant(c.recent(0), '08:35'),
      remarks: [
        {
          by: 'baita-reviewer',
          at: instant(c.recent(0), '08:35'),
          text: '表里只列了3人，正文说在岗34人。请把全部名册放进附件，并写明公示到哪一天。',
        },
        {
          by: 'baita-reviewer',
          at: instant(c.recent(1), '15:12'),
          text: '“缺勤的扣发当日报酬”没有写依据，请注明是哪份办法第几条。',
        },
      ],
    },
    {
      id: 'draft-zhiyong',
      unitId: 'caizheng',
      columnSlugs: ['zfxxgk/fdzdgk/cwxx', 'czbt/yjs'],
      title: '20个项目支出绩效评价结果',
      kind: '预算决算',
      html: doc(
        p(
          '第三方机构对20个项目作了评价，优5个、良11个、中3个、差1个。评为差的是智慧停车引导屏，故障率高，下一年不再安排运维资金。',
        ),
        h2('结果怎么用'),
        p('评为中、差的项目，预算压减一至三成；评为优的，在同类项目里优先安排。'),
      ),
      answer: '20个花钱的项目请人评了分，最差的一个明年不再给钱。',
      basis: [],
      state: 'passed',
      clerkId: 'caizheng-clerk',
      reviewerId: 'caizheng-reviewer',
      approverId: 'caizheng-approver',
      updatedAt: instant(c.recent(0), '08:50'),
    },
    {
      id: 'draft-guer',
      unitId: 'minzheng',
      columnSlugs: ['tzgg', 'zdly/shjz'],
      title: '孤儿和事实无人抚养儿童基本生活费标准调整通知',
      kind: '通知公告',
      html: doc(
        p('机构养育的每人每月由1,650元提高到1,800元，散居的由1,250元提高到1,360元。事实无人抚养儿童参照散居孤儿执行。'),
        p(`从下个月起执行，不用申请。政策说明会定在${sayMonthDay(meeting)}上午，在区民政局二楼，监护人可以电话报名。`),
      ),
      answer: '孤儿基本生活费提高了，下个月起自动按新标准发。',
      basis: [],
      state: 'scheduled',
      clerkId: 'minzheng-clerk',
      reviewerId: 'minzheng-reviewer',
      approverId: 'minzheng-approver',
      updatedAt: instant(c.recent(1), '17:05'),
      releaseAt: instant(release, '09:00'),
    },
  ];
}
