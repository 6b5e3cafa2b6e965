import { addDays, type Ctx, type PieceSpec, sayDay, yearOf } from '../context.ts';
import { doc, h2, p, table } from '../html.ts';
import { SCHOOLS } from '../units-places.ts';
import { basisOf } from './bases.ts';
import { masked } from './roll-tools.ts';
import { type Short, short } from './simple.ts';

const E = ['zdly/ywjy'];

/** School by school: what parents ask before they choose. */
const SCHOOL_NOTES: Record<string, [facts: string, open: string]> = {
  'school-shiyan': [
    '班额48人，近视率由开学时的31%降到27%，全校每天两节大课间。',
    '食堂供应商一年一选，家长委员会有一票否决。',
  ],
  'school-erxiao': ['新增普通教室6间，声控铃改为音乐；盲文资源教室配教师两名。', '体育器材损坏照片每周贴在操场。'],
  'school-binhe': [
    '每班46人，接近上限，因此两个小区划到第二小学。',
    '校医室双人双岗，过敏名单经家长同意共享给班主任。',
  ],
  'school-yunhu': ['寄宿生312人，宿舍每间6人，热水全天供应。', '教学点合并后校车早晚各两趟，随车有老师。'],
  'school-qingxi': ['全校221人，留守儿童占四成，亲情电话不限次数。', '菜园由学生管理，收成进食堂，账目公开。'],
  'school-yizhong': ['高考本科上线人数与普职分流数据分开公布，不做排名宣传。', '社团46个，经费由学生评审会分配。'],
  'school-sanzhong': [
    '初三年级走班，班额45人；心理咨询室每天开放到晚自习。',
    '校服竞价公开，冬装每套132元，自愿购买。',
  ],
  'school-baita': ['寄宿制，男女宿舍分设，每晚两次查寝。', '劳动基地收益用于贫困生餐补。'],
  'school-zhizhuan': [
    '8个专业，就业率91%，实习协议由三方签，企业不得扣证件。',
    '去年退学27人，原因公布，其中15人转普通高中。',
  ],
  'school-teshu': ['学生147人，送教上门62人，每周两次。', '康复室课余向社会开放，须预约。'],
};

function schools(c: Ctx): PieceSpec[] {
  return SCHOOLS.map(([id, name, address, about], i): PieceSpec => {
    const [facts = '', open = ''] = SCHOOL_NOTES[id] ?? [];
    const on = c.season(6, 12 + (i % 5), 0);
    return {
      id: `xuexiao-${id.replace('school-', '')}`,
      unit: 'jiaoyu',
      cols: E,
      title: `${name}基本情况和公开目录`,
      kind: '招生',
      on,
      topics: ['zhaosheng'],
      html: doc(
        p(about, facts),
        h2('这所学校公开什么'),
        p(open),
        p(`地址：明河区${address}。咨询电话：0999-0000 03${String(i + 1).padStart(2, '0')}。`),
      ),
      answer: `${name}：${about}`,
      basis: [
        {
          law: '中华人民共和国政府信息公开条例',
          article: '第五十五条',
          text: '教育、卫生健康、供水、供电、供气、供热、环境保护、公共交通等与人民群众利益密切相关的公共企事业单位，公开在提供社会公共服务过程中制作、获取的信息，依照相关法律、法规和国务院有关主管部门或者机构的规定执行。',
        },
      ],
    };
  });
}

/** Enrolment from the plan to the results, schools, training organisations. */
export function education(c: Ctx): PieceSpec[] {
  const planOn = c.season(5, 12);
  const y = yearOf(planOn);
  const rng = c.rng('enrol');
  const list: Short[] = [
    {
      id: 'zhaosheng-fangan',
      unit: 'jiaoyu',
      cols: [...E, 'zfxxgk/fdzdgk/qtwj', 'zcjd/wenjian'],
      letters: '明教发',
      title: `明河区${y}年义务教育阶段招生入学工作方案`,
      when: [5, 12, 0],
      topics: ['zhaosheng'],
      body: [
        '# 谁能报',
        `小学：${y}年8月31日及以前年满六周岁，即${y - 6}年8月31日及以前出生。出生当日满六周岁的，可以报。`,
        '初中：小学毕业或者取得学籍，按对口或者就近安排。残疾儿童评估后随班就读或者到特殊教育学校。',
        '# 怎么排',
        '1. 户籍和住房都在范围内的，先排；',
        '2. 户籍在、住房为父母租住的，再排；',
        '3. 随迁子女按居住证年限和社保缴费月数，统筹安排，不得拒收。',
        '# 不许做的',
        '入学不得组织考试、面试，不看证书和竞赛，不收赞助费，不分重点班。举报电话0999-0000 0014，查实后公布。',
        '# 时间',
        '6月22日到28日登记，7月6日前核对，7月10日公布录取，7月13日到15日领通知书。',
      ],
      answer: `${y - 6}年8月31日及以前出生的可以报小学，户房一致的先排，不看竞赛证书。`,
    },
    {
      id: 'zhaosheng-fanwei',
      unit: 'jiaoyu',
      cols: E,
      title: `${y}年秋季小学、初中招生范围（定稿）`,
      when: [6, 11, 0],
      topics: ['zhaosheng'],
      body: [
        '经过三十天征求意见，以下招生范围定稿。范围按门牌排列，以户口簿上的门牌为准。',
        table({
          head: ['学校', '范围', '计划班数'],
          rows: [
            ['实验小学', '人民路以西、文汇街南北两侧', '8'],
            ['第二小学', '纺织路以东、滨河路南侧两小区', '7'],
            ['滨河小学', '滨河路北侧至明河', '5'],
            ['云湖镇中心小学', '云湖镇湖西街、柳河、东坝', '3'],
            ['第三中学', '实验小学、滨河小学毕业生', '12'],
            ['白塔镇初级中学', '白塔镇、石桥镇、青溪乡', '8'],
          ],
        }),
        '兄弟姐妹同校的，报名时提出，名额不够的电脑随机。',
        '查不到门牌的，打电话报小区名字，当场查给您。',
      ],
      answer: '按户口簿门牌看范围，兄弟姐妹可以同校，查不到打电话问。',
    },
    {
      id: 'zhaosheng-jihua',
      unit: 'jiaoyu',
      cols: E,
      title: '中小学和幼儿园招生计划数',
      when: [5, 29, 0],
      topics: ['zhaosheng'],
      body: [
        table({
          caption: '单位：个、人',
          head: ['学段', '班数', '计划人数'],
          rows: [
            ['幼儿园', 41, 1180],
            ['小学', 52, 2210],
            ['初中', 46, 2140],
            ['特殊教育', 3, 24],
          ],
          foot: ['合计', 142, 5554],
        }),
        '小学适龄人口比去年减少96人，没有减少教师编制，多出来的教师到乡村小学支教，每月补贴1,200元。',
        '计划内如有调整，只减不增，减的部分三个工作日公布。',
      ],
      answer: '小学计划2,210人、初中2,140人，不够的学区有备用校区。',
    },
    {
      id: 'zhaosheng-luqu',
      unit: 'jiaoyu',
      cols: E,
      title: '秋季小学一年级录取结果查询和部分名单公示',
      when: [7, 10, 0],
      topics: ['zhaosheng'],
      body: [
        '录取2,198人，其中随迁子女412人。没有被首选学校录取的113人，理由和去向已经短信告知。',
        table({
          head: ['报名号', '姓名', '学校'],
          rows: Array.from({ length: 8 }, (_, i) => [
            `MH${y}-${String(1007 + i * 61)}`,
            masked(rng),
            rng.pick(['实验小学', '第二小学', '滨河小学', '云湖镇中心小学']),
          ]),
        }),
        '全部名单按报名号在学校门口张贴，网上凭报名号查。放弃名额的三天内告知，名额转给候补。',
      ],
      answer: '凭报名号查录取，名单不公布全名；放弃的三天内说一声，候补接上。',
    },
    {
      id: 'baimingdan',
      unit: 'jiaoyu',
      cols: E,
      title: '校外培训机构白名单和注销名单',
      when: [11, 5, 0],
      topics: ['zhaosheng'],
      body: [
        `截至${sayDay(addDays(c.season(11, 5, 0), -1))}，正常经营71家，其中科技类16家、文化艺术类38家、体育类17家，没有学科类。注销6家，停业2家。`,
        table({
          head: ['机构', '类别', '许可有效期', '监管账户'],
          rows: [
            ['小舟美术培训', '文化艺术', '到次年6月30日', '已开'],
            ['启点编程', '科技', '到次年9月30日', '已开'],
            ['长河游泳', '体育', '到次年3月31日', '已开'],
            ['青竹舞蹈', '文化艺术', '即将到期，提醒续办', '已开'],
          ],
        }),
        '名单上没有的不要交钱。充值超过三个月的，机构不退可以打电话，十五日内处理。',
      ],
      answer: '71家机构在白名单里，没有在名单上的不要交钱。',
    },
  ];
  return [...list.map((s) => short(c, '招生', { basis: basisOf(s.cols), ...s })), ...schools(c)];
}
