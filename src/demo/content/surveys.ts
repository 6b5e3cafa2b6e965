import { addDays, type Ctx, type PieceSpec, sayMonthDay, workdayBefore } from '../context.ts';
import { table } from '../html.ts';
import { basisOf } from './bases.ts';
import { type Short, short } from './simple.ts';

const Z = 'hdjl/zhengji';

/** 征集调查: drafts put out for opinions, surveys, and what became of them. */
export function surveys(c: Ctx): PieceSpec[] {
  // The opinions were answered five weeks before the measure itself was published.
  const answered = workdayBefore(addDays(c.season(3, 18), -36));
  const until = (n: number): string => sayMonthDay(addDays(c.today, n));
  const list: Short[] = [
    {
      id: 'zhaosheng-fanwei-yj',
      unit: 'jiaoyu',
      cols: [Z, 'zdly/ywjy'],
      title: '秋季小学、初中招生范围（征求意见稿）',
      when: [4, 14, 0],
      topics: ['zhaosheng'],
      body: [
        '征求意见三十天。拟调整的地方只有三处，其余与上年相同。',
        table({
          head: ['拟调整', '原来', '拟改为', '涉及学生'],
          rows: [
            ['滨河路南侧两小区', '滨河小学', '第二小学', '133人'],
            ['云湖镇东坝村', '东坝教学点', '云湖镇中心小学', '24人'],
            ['南环路以南新小区', '未划定', '第三中学', '86人'],
          ],
        }),
        '- 可以填网上问卷，也可以写信或者到教育局二楼。',
        '- 意见满十条以上的，安排面谈会，邀请持不同意见的家长到场。',
        '截止后十五个工作日内公布采纳情况，没有采纳的写明理由。',
      ],
      answer: '只有三处招生范围拟调整，看看有没有您的小区，三十天内可以提意见。',
    },
    {
      id: 'dianche-yj',
      unit: 'zhujian',
      cols: [Z, 'zdly/aqsc'],
      title: '电动自行车停放充电管理规定（征求意见稿）',
      when: 12,
      body: [
        `意见截止${until(18)}。草案共十四条，争议较大的有三条：`,
        '1. 新建小区按每户0.5辆配建充电位，旧小区在三年内补齐。',
        '2. 充电价格由成本加服务费构成，服务费每度不超过0.25元。',
        '3. 在楼道停放的，由物业挪到指定点，三次以上的由消防处罚。',
        '您可以只对其中一条提意见，写明理由会更容易被采纳。收到的意见每周汇总一次公布。',
      ],
      answer: '电动车停放充电的新规定正在征求意见，收费上限、车位配建和处罚三条最值得看。',
    },
    {
      id: 'anquan-dc',
      unit: 'zhengfuban',
      cols: [Z],
      title: '您最希望先公开什么：年度问卷',
      when: 19,
      body: [
        `问卷二十题，三分钟可以填完，到${until(11)}为止。匿名，不收集电话。`,
        '题目围绕四件事：找信息难不难，看得懂看不懂，名册全不全，问了有没有人答。',
        '结果在结束后十个工作日公布，排在前三位的写进明年工作要点。',
      ],
      answer: '三分钟填一份问卷，排前三的要求会写进明年的公开计划。',
    },
    {
      id: 'quan-dc',
      unit: 'zhifa',
      cols: [Z, 'zdly/cszf'],
      title: '养犬管理办法评估问卷和座谈报名',
      when: 25,
      body: [
        '办法实施近五年，哪些要改，请养犬和不养犬的都来说。座谈会两场，各二十人，按报名先后和抽签各取一半。',
        '- 犬只登记要不要年检',
        '- 禁养犬目录按品种还是按体型',
        '- 没有拴绳的怎么取证',
        '问卷纸质版在两个街道的便民站，也可以打电话由工作人员代填。',
      ],
      answer: '养狗的和不养狗的都可以报名座谈，也可以打电话填问卷。',
    },
    {
      id: 'guihua-yj',
      unit: 'ziran',
      cols: [Z, 'zdly/cxgh'],
      title: '南环路片区详细规划公示和意见征集',
      when: [8, 31, 0],
      body: [
        '公示三十天。片区面积1.9平方公里，拟增加小学一所、绿地6.3公顷，建筑高度由80米降到54米。',
        '大家最关心的日照分析、交通影响和雨水排放都附了图。提意见请写明具体地块编号，例如D-03。',
        '采纳情况在规划批准前公布，采纳不采纳都附理由。',
      ],
      answer: '南环路片区要加小学和绿地，楼层降低，看图提意见请写地块编号。',
    },
    {
      id: 'zhaosheng-jieguo',
      unit: 'jiaoyu',
      cols: [Z, 'zdly/ywjy'],
      title: '招生范围意见采纳情况',
      when: [6, 4, 0],
      topics: ['zhaosheng'],
      body: [
        '收到意见326条，归并以后46条，采纳12条，部分采纳9条，没有采纳25条。',
        table({
          head: ['意见', '处理', '理由'],
          rows: [
            ['弟弟妹妹与哥哥姐姐同校', '采纳', '减少家长奔波，名额可以平衡'],
            ['校车增加规划路口一站', '采纳', '有133名学生涉及'],
            ['整体放开择校', '不采纳', '挤占原学区孩子名额'],
            ['按房产价格排序', '不采纳', '与义务教育就近入学相违背'],
          ],
        }),
        '与提意见者见面两次，一共41人参加，会议记录附后可查。',
      ],
      answer: '46条意见采纳12条，弟弟妹妹同校、增加校车都采纳了，择校没有采纳。',
    },
    {
      id: 'laji-jieguo',
      unit: 'zhifa',
      cols: [Z, 'zdly/cszf'],
      title: '垃圾分类办法意见征集结果和采纳说明',
      when: [2, 17, 1],
      body: [
        '收到214条，关于投放时间的最多，有89条。根据大家的作息，早晚开放时间由一小时改为两小时，并增加误时点。',
        '“罚款从五百元起”没有采纳，上位法没有授权；“农村也分四类”没有采纳，沤肥场更需要两分法。',
        '有三条意见提到收运车漏水，没有写进办法，已经转到车队限期整改。',
      ],
      answer: '投放时间延长到早晚各两小时；有人提议起罚五百元，因没有依据没有采纳。',
    },
    {
      id: 'yanglao-yijian',
      unit: 'minzheng',
      cols: [Z, 'zdly/ylfw'],
      title: '养老服务补贴办法征求意见采纳情况',
      when: 0,
      extra: { on: answered },
      body: [
        '1月5日起征求意见三十二天，收到意见86条，采纳31条。',
        '- 采纳：账户没有用完的结转到年底；评估不服可以换机构复评；申请不开证明。',
        '- 部分采纳：外地居住也能用，限定三个月内保留账户，因为服务机构只能覆盖本区。',
        '- 没有采纳：直接发现金。抽查显示，现金补贴近三成没有用在照料上。',
        '六位老人在村口被念了三遍草案，他们提出“助医”改成“陪着看病”，写进了解读。',
      ],
      answer: '86条意见采纳31条，没用完的钱可以结转，就是按大家的意见改的。',
    },
  ];
  return list.map((s) => short(c, '征集', { basis: basisOf(s.cols), ...s }));
}
