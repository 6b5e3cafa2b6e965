import { type Ctx, law, type PieceSpec } from '../context.ts';
import { doc, h2, p, table } from '../html.ts';
import { HOSPITALS, TOWNSHIPS } from '../units-places.ts';
import { basisOf } from './bases.ts';
import { type Short, short } from './simple.ts';

const W = ['zdly/wsjk'];

const DOCTORS = [
  ['文汇卫生服务站', '文汇街31号', '周一、周四'],
  ['鼓楼卫生服务站', '鼓楼巷7号', '周二、周五'],
  ['河滨卫生服务站', '滨河路118号', '周三、周六上午'],
  ['北街卫生服务站', '北街22号', '周一、周三'],
  ['车站卫生服务站', '站前路5号', '周二、周四'],
  ['纺织新村卫生服务站', '纺织路甲11号', '周五'],
];

/** Hospitals and stations, what they open and what they cost. */
export function health(c: Ctx): PieceSpec[] {
  const hospitalNotes: Record<string, string> = {
    'hospital-renmin': '平均门诊次均费用252元，住院8,160元。收费项目查询一体机在大厅左侧，药价可以报编号问。',
    'hospital-zhongyi': '针灸、推拿上午号多留五成，老人可以不在手机约号，现场当日号每日五十个。',
    'hospital-fuyou': '孕产妇建册当天完成，新生儿筛查费用已列入公共卫生，无须自费。产后访视三天、七天上门。',
    'hospital-yunhu': '夜间急诊值班两名，慢性病药满八周可开；九所村卫生室每周轮流巡诊一次。',
  };
  const hospitals = HOSPITALS.map(
    ([id, name, address, about], i): PieceSpec => ({
      id: `yiyuan-${id.replace('hospital-', '')}`,
      unit: id,
      cols: W,
      title: `${name}服务项目、费用和投诉渠道`,
      kind: '机构',
      on: c.season(2 + i * 2, 10 + i),
      html: doc(
        p(about, hospitalNotes[id] ?? ''),
        h2('怎么投诉'),
        p(
          `先找大厅服务台，当日有人接；不满意的打0999-0000 04${String(i + 1).padStart(2, '0')}，三天内答复。`,
          `地址：明河区${address}。`,
        ),
      ),
      answer: `${name}在${address}，${hospitalNotes[id]?.split('。')[0] ?? about}。`,
      basis: [law.disclosure19],
    }),
  );
  const stationRows = [
    ...DOCTORS,
    ...TOWNSHIPS.filter((t) => t.places.length > 0)
      .slice(2)
      .flatMap((t) =>
        t.places.map(([, name]) => [
          `${name}卫生室`,
          `${t.name.replace(/人民政府$/, '')}${name}`,
          '接种日到乡镇卫生院',
        ]),
      ),
  ];
  const list: Short[] = [
    {
      id: 'weisheng-zhan',
      unit: 'weijian',
      cols: W,
      title: '社区卫生服务站和村卫生室一览（接种日、家庭医生）',
      when: [3, 11, 0],
      body: [
        `核对后共${stationRows.length}处，地址变动3处已改：鼓楼站搬到巷口，车站站换了门牌，小沟村迁入新村部。`,
        table({ head: ['名称', '地址', '接种或者接诊'], rows: stationRows.map((r) => [...r]) }),
        '村卫生室不接种，只登记；接种到所在乡镇卫生院，流动车到的除外。',
        '每月底前核对一次，地址变化当天改，电话打不通的告诉我们，发现一处奖十元话费。',
      ],
      answer: '城里六个服务站各有接种日，村里到乡镇卫生院接种，地址已核对。',
    },
    {
      id: 'jiating-yisheng-qingkuang',
      unit: 'weijian',
      cols: W,
      title: '家庭医生签约点地址更新和服务团队',
      when: 1,
      body: [
        '更新11处：换手机号的两处、搬家三处、换人六处。团队每个不超过2,000人，超过的三处已增加一个团队。',
        '签了没有打过一次电话的，视为没有服务，打回重签。您收到团队短信后可以换人，不用理由。',
      ],
      answer: '签约团队换了11处联系方式，不满意可以不说理由换人。',
    },
    {
      id: 'yufang-jiezhong',
      unit: 'weijian',
      cols: W,
      title: '入秋入学儿童接种补种安排',
      when: [9, 4, 0],
      body: [
        '入学查验接种证，漏种的列出名字给家长本人，不在班里公布。',
        '补种免费，上学日安排在下午四点后，可以不请假。过敏体质先到妇幼保健院评估。',
        '对疫苗有疑问的，由医生一对一说，不要求当场打。',
      ],
      answer: '漏打的放学后补，不在班里公布名字，可以先问医生再打。',
    },
    {
      id: 'yinshui-jiance',
      unit: 'weijian',
      cols: [...W, 'zdly/szfw'],
      title: '生活饮用水末梢监督抽检结果',
      when: [10, 24, 0],
      body: [
        table({
          head: ['地点', '余氯', '浑浊度', '结论'],
          rows: [
            ['第一中学', '0.21', '0.31', '合格'],
            ['纺织新村', '0.16', '0.42', '合格'],
            ['云湖镇卫生院', '0.09', '0.37', '合格'],
            ['小沟村', '0.03', '0.80', '余氯不足，已整改'],
          ],
        }),
        '小沟村加氯机缺料，补料后两天复测合格，四户老人送了桶装水。',
      ],
      answer: '只有小沟村余氯偏低，已补料复测合格。',
    },
    {
      id: 'gongwei-jiance',
      unit: 'weijian',
      cols: W,
      title: '酒店理发等公共场所卫生抽检名单',
      when: [6, 12, 1],
      body: [
        '抽检80家，合格73家，不合格7家，其中毛巾菌落3家、水质2家、空气2家。限期七天，复检合格6家，1家停业。',
        '合格单位门口贴绿色标识，可以扫二维码看分数和上次检查日期。',
      ],
      answer: '7家不合格，6家已改，门口绿标可以看分数。',
    },
    {
      id: 'tuoyu',
      unit: 'weijian',
      cols: W,
      title: '托育机构备案名单和收费公示',
      when: [11, 12, 0],
      body: [
        '备案23家，收费区间1,150元到2,900元。普惠托位每月补贴200元，由机构减收，不需家长另领。',
        '未备案的3家已停收新孩子，在园幼儿由其他机构接收。',
        '视频监控可以看自己孩子那一段，投诉电话写在入园须知首行。',
      ],
      answer: '普惠托位每月少收200元，未备案的三家停收。',
    },
  ];
  return [...hospitals, ...list.map((s) => short(c, '通知公告', { basis: basisOf(s.cols), ...s }))];
}
