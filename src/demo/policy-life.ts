import { addDays, type Day } from '../lib/day.ts';
import { addWorkdays, workdayBefore } from './context.ts';

/** A draft of the demonstration: its text, and the days of the steps it has taken. */
export type DemoPolicyDraft = {
  unitId: string;
  clerkId: string;
  title: string;
  note: string;
  /** One paragraph a line. */
  body: string;
  conclusion: string;
  begun: Day;
  assessed: Day;
  opened: Day;
  untilOn: Day;
  comments: { on: Day; clause: string; text: string }[];
  /** What was answered, when the round is over; `of` are places in `comments`. */
  answered?: { on: Day; answer: string; groups: { of: number[]; said: string; verdict: string; done: string }[] };
  submitted?: { on: Day; materials: { draft: string; bases: string; opinions: string; own: string } };
};

/** The clean-up of the demonstration: documents not named here go on. */
export type DemoCleanup = {
  title: string;
  cutOff: Day;
  openedOn: Day;
  closedOn: Day;
  verdicts: { title: string; verdict: 'amend' | 'repeal' | 'void'; reason: string }[];
  /** Said of whatever has lapsed by its day. */
  lapsed: string;
  /** Number of the government's decision. */
  decisionNo: string;
};

type DemoPolicyLife = { drafts: DemoPolicyDraft[]; cleanup: DemoCleanup };

const CARE = `第一条　为了减轻困难重度残疾人家庭的照护负担，规范照护补贴的申请、评估和发放，根据《中华人民共和国残疾人保障法》等有关规定，结合本区实际，制定本办法。
第二条　本区户籍、持有残疾人证、残疾等级为一级或者二级并且需要长期照护的残疾人，可以申请照护补贴。
第三条　补贴标准为：一级每人每月180元，二级每人每月120元。
第四条　申请人或者其监护人向户籍所在地乡镇人民政府、街道办事处提出申请，村（居）民委员会可以代为申请。
第五条　乡镇人民政府、街道办事处自收到申请之日起10个工作日内核查，区民政局自收到材料之日起10个工作日内作出决定并书面告知。
第六条　补贴按月发放，计入残疾人本人的惠民惠农“一卡通”账户。
第七条　残疾人死亡、户籍迁出本区或者残疾等级不再符合条件的，从次月起停发。
第八条　虚报、冒领补贴的，追回资金，并依法处理。
第九条　补贴的对象、标准、金额每年公示，公示时只写姓名、所在村（社区）和金额。
第十条　本办法自公布之日起施行，有效期五年。`;

const AFTER_SCHOOL = `第一条　为了规范校外托管机构，保护中小学生人身安全，根据《中华人民共和国未成年人保护法》等有关规定，结合本区实际，制定本办法。
第二条　本办法所称校外托管机构，是指受监护人委托，在放学后为中小学生提供就餐、休息和看护的机构。
第三条　区教育局负责协调，区市场监督管理局负责登记和食品安全，区消防救援大队负责消防安全，乡镇人民政府、街道办事处负责日常巡查。
第四条　机构应当有符合消防和卫生要求的固定场所，每名学生使用面积不少于3平方米。
第五条　提供就餐的，应当取得食品经营许可，每餐留样不少于48小时。
第六条　机构应当与监护人签订书面合同，写明收费、接送和退费。
第七条　不得组织学科类培训，不得体罚或者变相体罚学生。
第八条　任何人发现安全隐患，可以向区教育局举报，区教育局自收到之日起5个工作日内核查并答复。
第九条　本办法自公布之日起施行，试行二年。`;

/** What goes on with normative documents around a day: two drafts on their way and a clean-up that has just been decided. */
export function policyLife(today: Day): DemoPolicyLife {
  const opened = workdayBefore(addDays(today, -12));
  const secondOpened = workdayBefore(addDays(today, -78));
  const secondEnds = addDays(secondOpened, 30);
  const answered = addWorkdays(secondEnds, 8);
  return {
    drafts: [
      {
        unitId: 'minzheng',
        clerkId: 'minzheng-clerk',
        title: '明河区困难重度残疾人照护补贴办法',
        note: '现在的照护补贴按上级最低标准发放，三年没有调整。\n这次想把一级提高到每月180元、二级提高到每月120元，由村（居）民委员会代办，少跑一趟。\n依据：残疾人保障法和上级关于残疾人两项补贴的规定。',
        body: CARE,
        conclusion: '经调查，符合条件的约460人，每年增加支出约33万元，区财政能够承担；没有新设许可、处罚和收费。',
        begun: workdayBefore(addDays(opened, -40)),
        assessed: workdayBefore(addDays(opened, -9)),
        opened,
        untilOn: addDays(opened, 32),
        comments: [
          { on: addDays(opened, 1), clause: '3', text: '二级的120元还是低，请个人看半天都不够。' },
          { on: addDays(opened, 2), clause: '4', text: '村里代办好，最好能打电话上门来收材料。' },
          { on: addDays(opened, 4), clause: '2', text: '三级智力残疾的也离不开人，能不能算进来？' },
          { on: addDays(opened, 6), clause: '', text: '支持，希望早点实行。' },
          { on: addDays(opened, 7), clause: '9', text: '公示不要写残疾等级，孩子会被同学笑话。' },
          { on: addDays(opened, 9), clause: '3', text: '标准能不能每年跟着低保一起涨？' },
        ],
      },
      {
        unitId: 'jiaoyu',
        clerkId: 'jiaoyu-clerk',
        title: '明河区校外托管机构管理办法（试行）',
        note: '全区有托管机构四十多家，没有统一的场地、消防和就餐要求，家长反映较多。\n这次主要定谁管、要有什么条件、不能做什么。',
        body: AFTER_SCHOOL,
        conclusion: '座谈了12家机构和30名家长；条件参照食品安全和消防的现行要求，没有新设许可。',
        begun: workdayBefore(addDays(secondOpened, -45)),
        assessed: workdayBefore(addDays(secondOpened, -7)),
        opened: secondOpened,
        untilOn: secondEnds,
        comments: [
          { on: addDays(secondOpened, 2), clause: '4', text: '每人5平方米太大，村镇的小机构都要关门，孩子没地方去。' },
          { on: addDays(secondOpened, 3), clause: '4', text: '面积要求放低一点，先管消防。' },
          { on: addDays(secondOpened, 8), clause: '5', text: '留样能不能写清多少小时？' },
          { on: addDays(secondOpened, 12), clause: '6', text: '退费要写进合同，我交了一学期的钱退不出来。' },
          { on: addDays(secondOpened, 20), clause: '', text: '希望规定每个机构都装监控，家长随时能看。' },
        ],
        answered: {
          on: answered,
          answer: '谢谢写意见的每一位。',
          groups: [
            {
              of: [0, 1],
              said: '每名学生5平方米太严，小机构做不到。',
              verdict: 'adopted',
              done: '改为不少于3平方米，消防要求不降低。',
            },
            { of: [2], said: '食品留样要写清时间。', verdict: 'adopted', done: '写明每餐留样不少于48小时。' },
            { of: [3], said: '退费要写进合同。', verdict: 'adopted', done: '第六条加上退费。' },
            {
              of: [4],
              said: '每个机构都装监控，家长随时能看。',
              verdict: 'partly',
              done: '公共区域应当有监控，由机构保存；休息和更衣的地方涉及孩子隐私，不向家长实时开放。',
            },
          ],
        },
        submitted: {
          on: workdayBefore(addDays(today, -9)),
          materials: {
            draft: '送审稿即本页正文，起草说明附后。',
            bases: '未成年人保护法、食品安全法、消防法。',
            opinions: '公开征求意见30天，收到5条，采纳情况已经公布。',
            own: '本局法规股审核：没有超越职权，没有新设许可、处罚和收费。',
          },
        },
      },
    ],
    cleanup: {
      title: `${today.slice(0, 4)}年行政规范性文件清理`,
      cutOff: addDays(today, -60),
      openedOn: workdayBefore(addDays(today, -40)),
      closedOn: workdayBefore(addDays(today, -6)),
      verdicts: [
        { title: '明河区政府投资项目管理实施细则', verdict: 'repeal', reason: '上级已经统一规定，不再另行规定' },
        { title: '明河区生活垃圾分类投放和收运管理办法', verdict: 'amend', reason: '收运时间要按新的线路调整' },
        { title: '明河区中小学课后服务管理办法', verdict: 'void', reason: '规定的任务已经完成，由常年制度代替' },
      ],
      lapsed: '有效期已满，不再延续',
      decisionNo: `明政发〔${workdayBefore(addDays(today, -6)).slice(0, 4)}〕50号`,
    },
  };
}
