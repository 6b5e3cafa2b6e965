import { type Ctx, type PieceSpec, yearOf } from '../context.ts';
import { table } from '../html.ts';
import { basisOf } from './bases.ts';
import { masked } from './roll-tools.ts';
import { type Short, short } from './simple.ts';

const R = ['zfxxgk/fdzdgk/rsxx'];
const BASIS = [
  {
    law: '中华人民共和国政府信息公开条例',
    article: '第二十条第（十四）项',
    text: '公务员招考的职位、名额、报考条件等事项以及录用结果。',
  },
];

/** 人事信息: posts and procedures, no names. Notices of recruitment and what came of them. */
export function personnel(c: Ctx): PieceSpec[] {
  const y = yearOf(c.season(2, 25));
  const rng = c.rng('personnel');
  const list: Short[] = [
    {
      id: 'rs-zhaokao',
      unit: 'renshe',
      cols: R,
      title: `${y}年考试录用公务员职位和报考条件（明河区）`,
      when: [2, 25, 0],
      body: [
        '本次录用26名，区直机关9名、乡镇17名，其中8名面向服务基层项目人员。',
        table({
          caption: '单位：名',
          head: ['单位', '职位', '名额'],
          rows: [
            ['区应急管理局', '执法', 3],
            ['区自然资源局', '规划管理', 2],
            ['区审计局', '投资审计', 2],
            ['区司法局', '司法所', 2],
            ['乡镇人民政府', '综合管理、财务', 17],
          ],
          foot: ['合计', '', 26],
        }),
        '年龄18到35周岁，应届硕士、博士放宽到40周岁。残疾人报考、怀孕考生可以申请合理便利。',
        '成绩、体检、考察、录用四个环节各公示一次，公示期不少于五个工作日。',
      ],
      answer: '今年区里录用26名公务员，8名面向服务基层人员，四个环节都公示。',
      basis: BASIS,
    },
    {
      id: 'rs-luyong',
      unit: 'renshe',
      cols: R,
      title: '公务员拟录用人员名单公示',
      when: [8, 3, 0],
      body: [
        '经笔试、面试、体检和考察，拟录用25名，1个职位因体检不合格递补后放弃，空缺留待下次。',
        table({
          caption: '部分拟录用人员',
          head: ['姓名', '单位', '总成绩'],
          rows: Array.from({ length: 8 }, () => [
            masked(rng),
            rng.pick(['区应急管理局', '区审计局', '云湖镇人民政府', '柳林乡人民政府', '区司法局']),
            (rng.int(6820, 7990) / 100).toFixed(2),
          ]),
        }),
        '公示期内反映问题，请写明线索并留联系方式，受理情况逐件回复。',
      ],
      answer: '拟录用25名，一个职位空缺；公示期内可以实名反映。',
      basis: BASIS,
    },
    {
      id: 'rs-jiaoshi',
      unit: 'renshe',
      cols: [...R, 'zdly/ywjy'],
      title: '中小学幼儿园教师招聘方案',
      when: [4, 16, 0],
      body: [
        '计划招聘68名，一半到乡镇学校，服务期五年。音体美和心理健康教师单列18名。',
        '考试分笔试、试讲两部分，试讲抽签决定课文，评委由外区抽取，抽签过程请五名考生代表监督。',
        '聘用前体检标准与公务员相同，不因乙肝、色弱排除非必要岗位。',
        '到边远乡的，每月另加岗位补贴800元，住房由学校提供。',
      ],
      answer: '今年招教师68名，去乡镇的每月多800元并提供住房。',
    },
    {
      id: 'rs-yisheng',
      unit: 'renshe',
      cols: [...R, 'zdly/wsjk'],
      title: '乡镇卫生院专业技术人员招聘结果',
      when: [7, 1, 1],
      body: [
        '招聘全科医生11名、护士9名、检验3名，报名268人，实际到岗21人。两个岗位连续两年没有人报，已改为“县聘乡用”。',
        '到岗人员由区人民医院带教半年，头三年不考核论文，只看病历质量和群众评价。',
      ],
      answer: '卫生院新来21名医护，没人报的两个岗位改为区医院统一聘用、下乡服务。',
    },
    {
      id: 'rs-renmian',
      unit: 'minghe',
      cols: R,
      letters: '明政发',
      title: '明河区人民政府关于有关单位负责人任免的通知（按职务公布）',
      when: [9, 24, 0],
      body: [
        '区人大常委会已经审议通过的，按照法律规定办理；区政府任免的如下：',
        '- 区水务局增配副局长一名，负责农村供水和灌区。',
        '- 区综合执法局副局长一名试用期满，正式任职。',
        '- 区交通运输局副局长一名因到龄免职。',
        '- 区信访局副局长一名转任区审批服务管理局副局长。',
        '任前公示七天，收到反映2件，查核后不影响任职。本通知按职务公布，个人任职信息以任免机关发布为准。',
      ],
      answer: '水务、综合执法等四个单位的副职有变动，已公示七天。',
    },
    {
      id: 'rs-zhicheng',
      unit: 'renshe',
      cols: R,
      title: '农业系列基层职称评审通过人员公示',
      when: [12, 1, 1],
      body: [
        '申报57人，通过41人，其中职业农民9人。评审重解决问题的实绩，例如推广面积、带动户数，论文不作硬条件。',
        '没有通过的都有书面意见，可以申请复核，复核请外区专家。',
      ],
      answer: '41人评上农业职称，9位是职业农民，没通过的可以复核。',
    },
    {
      id: 'rs-xuanpin',
      unit: 'zhengfuban',
      cols: R,
      title: '政务公开社会监督员选聘公告',
      when: [3, 9, 0],
      body: [
        '聘15名，任期两年，不发工资，每次活动补交通误工费100元。年满18周岁、在本区居住、愿意说真话即可。',
        '机关在职人员、人大代表和政协委员不参加。名额按老人、商户、学生家长、残疾人、新业态劳动者分配，报名多的抽签。',
        '监督员可以随时查看各单位栏目，每季写一份意见，由办公室逐条公开答复。',
      ],
      answer: '招15名监督员，谁都能报，看的是网站和公开栏有没有糊弄人。',
    },
  ];
  return list.map((s) => short(c, '人事', { basis: basisOf(s.cols), ...s }));
}
