import { sayNumber } from '../../lib/numerals.ts';
import { addDays, type Ctx, type Day, law, monthDay, type PieceSpec, workdayBefore, yearOf } from '../context.ts';
import { articles, doc, h2, p, table } from '../html.ts';
import { basisOf } from './bases.ts';
import { type Short, short } from './simple.ts';

/** `十五五` and its first year, for the five-year plan in force on a day. */
function fiveYears(on: Day): { name: string; start: number } {
  const y = yearOf(on);
  const start = y - ((((y - 2021) % 5) + 5) % 5);
  const n = (start - 1951) / 5;
  return { name: `${sayNumber(n)}五`, start };
}

const PLAN_BASIS = [law.disclosure20('三', '国民经济和社会发展规划、专项规划、区域规划及相关政策。')];

function outline(c: Ctx): PieceSpec[] {
  const approved = fiveYears(c.today);
  const usual = monthDay(approved.start, 3, 24);
  const due = usual <= c.today ? approved : fiveYears(addDays(monthDay(approved.start, 1, 1), -400));
  const now = due.start;
  const old = now - 5;
  const on = workdayBefore(monthDay(now, 3, 24));
  const oldOn = workdayBefore(monthDay(old, 3, 20));
  const oldName = `${sayNumber((old - 1951) / 5)}五`;
  const base = (d: Day): Day => workdayBefore(addDays(d, -8));
  return [
    {
      id: 'guihua-gangyao',
      unit: 'fagai',
      letters: '明政发',
      issued: base(on),
      cols: ['zfxxgk/fdzdgk/ghjh', 'zcjd/wenjian'],
      title: `明河区国民经济和社会发展第${sayNumber((now - 1951) / 5)}个五年规划纲要`,
      kind: '规划',
      on,
      validity: {
        from: monthDay(now, 1, 1),
        until: monthDay(now + 4, 12, 31),
        status: c.today <= monthDay(now + 4, 12, 31) ? '有效' : '失效',
      },
      html: doc(
        h2('第一部分　目标'),
        table({
          caption: `主要指标（单位：%、万人、公里）`,
          head: ['指标', `${now - 1}年`, `${now + 4}年目标`, '属性'],
          rows: [
            ['地区生产总值年均增长', '—', '5.5左右', '预期性'],
            ['常住人口城镇化率', '46.2', '52', '预期性'],
            ['失能老年人居家服务覆盖率', '38', '85', '约束性'],
            ['农村自来水水质合格率', '93.1', '97', '约束性'],
            ['河流断面三类以上比例', '81', '92', '约束性'],
            ['公办园在园幼儿占比', '58', '70', '预期性'],
          ],
        }),
        h2('第二部分　主要安排'),
        articles([
          {
            articles: [
              '把水的事放在前面：换管680公里，建农村供水调度平台，灌区量水到户，明河干流修复生态岸线42公里。',
              '把一老一小放在中间：老年食堂每个社区一处，乡镇养老服务中心全覆盖，增加托位900个。',
              '产业不铺摊子：设施蔬菜提质增效，酒枣、奶业补齐加工，数字零工市场建到乡镇。',
              '路通到组：改建农村公路310公里，公交通到常住百人以上的村组。',
              '城里修旧：老旧小区改造120个，供热管网更换96公里，每个社区一处口袋公园。',
              '规划执行情况每年公布，中期评估请第三方，并把没有达到的指标写在第一页。',
            ],
          },
        ]),
        h2('第三部分　钱从哪里来'),
        p(
          '五年估算投资264亿元，其中争取上级38%，社会投入41%，本级财政21%。举债控制在限额以内，没有资金落实的项目不列入年度计划。',
        ),
      ),
      answer: `未来五年要办什么、指标从多少到多少，都在纲要里；没有达到的会写在每年报告第一页。`,
      basis: PLAN_BASIS,
    },
    {
      id: 'guihua-jiu',
      unit: 'fagai',
      cols: ['zfxxgk/fdzdgk/ghjh'],
      title: `明河区国民经济和社会发展第${sayNumber((old - 1951) / 5)}个五年规划纲要（已到期，保留备查）`,
      kind: '规划',
      on: oldOn,
      letters: '明政发',
      issued: base(oldOn),
      validity: {
        from: monthDay(old, 1, 1),
        until: monthDay(old + 4, 12, 31),
        status: '失效',
        reason: '规划期满，由下一个五年规划纲要接续',
      },
      html: doc(
        p(`本规划期为${old}年至${old + 4}年，已经到期，内容保留供查阅和对照，不再作为当前工作的依据。`),
        h2('完成情况摘要'),
        table({
          head: ['指标', '目标', '到期结果'],
          rows: [
            ['农村饮水集中供水率', '96%', '97.2%'],
            ['义务教育巩固率', '98%', '98.6%'],
            ['森林覆盖率', '15.6%', '15.1%，差0.5个百分点'],
            ['每千名老年人养老床位', '38张', '33张，没有完成'],
          ],
        }),
        p(
          '没有完成的两项转到下一个五年规划，责任单位和时限写在纲要第一部分。',
          '本规划的专项规划二十七份，另见规划目录。',
        ),
      ),
      answer: `${oldName}规划已到期，哪些做到了、哪些没有做到，都对照列出。`,
      basis: PLAN_BASIS,
      replacedBy: 'guihua-gangyao',
    },
  ];
}

/** 规划计划: outline, spatial and special plans, the catalogue of old plans, yearly plans. */
export function planning(c: Ctx): PieceSpec[] {
  const g = ['zfxxgk/fdzdgk/ghjh'];
  const rest: Short[] = [
    {
      id: 'guihua-mulu',
      unit: 'fagai',
      cols: g,
      title: '近二十年专项规划目录（第一批31份）',
      when: [8, 29, 1],
      body: [
        '能找到原件的直接打开，只剩纸质的扫描后附上。找不到批准文号的三份，写明“原件无文号”。',
        table({
          head: ['规划', '起止', '编制单位', '状态'],
          rows: [
            ['水利发展规划', '2006—2010', '水务局', '已到期'],
            ['城区供热规划', '2010—2020', '住建局', '已到期'],
            ['设施蔬菜产业规划', '2013—2018', '农业农村局', '已到期'],
            ['综合交通规划', '2016—2025', '交通运输局', '已到期'],
            ['国土空间总体规划', '2021—2035', '自然资源局', '现行'],
          ],
        }),
        '缺页、缺图的也照实标明。谁手里有老规划的，欢迎提供，扫描后原件归还。',
      ],
      answer: '二十年来的专项规划可以按年份查，缺的也写明缺在哪里。',
      basis: PLAN_BASIS,
    },
    {
      id: 'guihua-guotu',
      unit: 'ziran',
      cols: [...g, 'zdly/cxgh'],
      title: '明河区国土空间总体规划公布稿',
      when: [5, 27, 1],
      body: [
        '# 三条线',
        '永久基本农田20.8万亩，生态保护红线118平方公里，城镇开发边界31.6平方公里。图可以放大到村组。',
        '# 给村里的',
        '宅基地先用村内空闲地，一户一宅、拆旧建新。确需占用农用地的，集中落在四十六个聚居点内。',
        '# 给企业的',
        '工业用地集中在白塔、石桥两个片区，亩均效益低于标准的，期满不续。',
        '边界不能随意改，改一次公示三十天，并说明每一户的影响。',
      ],
      answer: '打开图能查到自己村是不是基本农田、红线和开发边界；改边界要先公示。',
      basis: PLAN_BASIS,
    },
    {
      id: 'guihua-cunzhuang',
      unit: 'ziran',
      cols: [...g, 'zdly/cxgh'],
      title: '柳河村、古渡村村庄规划成果',
      when: [10, 27, 1],
      body: [
        '两村共开会七次，画了三版。柳河村保留旧渡口和四棵古柳；古渡村把晒场改成停车兼晒粮，雨天腾空。',
        '公共厕所、路灯和污水管的位置都落在图上，村民举手通过，反对意见附在图后。',
        '建房户型可选六种，檐口高度不超过七米，门窗颜色不作统一。',
      ],
      answer: '两个村的规划村民举手通过，建房有六种图可选。',
      basis: PLAN_BASIS,
    },
    {
      id: 'jihua-zhengwu',
      unit: 'minghe',
      cols: g,
      title: '为民办实事项目年度计划和责任单位',
      when: [1, 30, 0],
      body: [
        '十件事从群众票选的二十三件中按得票选出，全部写清数量、时间和责任单位。',
        table({
          head: ['事项', '数量', '责任单位', '完成时间'],
          rows: [
            ['老年食堂', '8处', '民政局', '十月'],
            ['换自来水管', '46公里', '水务局', '九月'],
            ['校车增开', '6条线', '教育局', '九月'],
            ['养老服务补贴', '4,300人', '民政局', '按月'],
            ['公交通到黄岗', '1条线', '交通运输局', '六月'],
            ['健身步道', '11处', '文化旅游广电局', '十一月'],
          ],
        }),
        '其余四件在附表。每季度公布一次进度，票选没有选上的说明以后安排。',
      ],
      answer: '今年办十件实事，每季公布做到哪一步。',
    },
    {
      id: 'jihua-tudi',
      unit: 'ziran',
      cols: [...g, 'zdly/ggzy'],
      title: '国有建设用地年度供应计划',
      when: [3, 30, 0],
      body: [
        '计划供应1,126亩：住宅280亩、工业460亩、商服90亩、公共服务296亩。比上年少162亩，主要是库存商品房较多。',
        table({
          caption: '单位：亩',
          head: ['用途', '面积'],
          rows: [
            ['住宅', 280],
            ['工业', 460],
            ['商服', 90],
            ['公共服务', 296],
          ],
          foot: ['合计', 1126],
        }),
        '调整计划要重新公布，并写明减少的那块原来在哪里、为什么减。',
      ],
      answer: '今年计划供地1,126亩，住宅比去年少，因为房子还没有卖完。',
    },
    {
      id: 'jihua-yingji',
      unit: 'yingji',
      cols: [...g, 'zdly/jiuzai'],
      title: '年度应急演练和物资轮换计划',
      when: [2, 18, 0],
      body: [
        '全年演练二十一次，防汛六次、火灾五次、地震两次、停电停水三次，其余为行业专项。乡镇不少于一次夜间拉动。',
        '物资轮换清单公布到种类和数量，过期的被褥、手电和药品优先用于演练，不浪费。',
        '演练不通知具体日期，结束后三天内公布暴露的问题。',
      ],
      answer: '今年演练21次，其中有夜里的、也有停水停电的，暴露的问题三天内公布。',
    },
    {
      id: 'jihua-huanjing',
      unit: 'huanbao',
      cols: [...g, 'zdly/sthj'],
      title: '秋冬季大气污染综合治理行动方案',
      when: [10, 8, 0],
      body: [
        '目标是优良天数比去年多三天，重污染天数不超过两天。先管散煤、扬尘，再管柴油车。',
        '预警分三级，蓝色停土方，黄色停拆除，橙色停高排放企业，名单提前公布，不搞一刀切。',
        '秸秆禁烧由网格员包片，发现烧的当场灭火、登记，罚款有上限；主动打捆离田每亩补二十元。',
      ],
      answer: '预警停工名单提前公布，不搞一刀切；秸秆打捆离田每亩补20元。',
    },
  ];
  return [...outline(c), ...rest.map((s) => short(c, '规划', { basis: basisOf(s.cols), ...s }))];
}
