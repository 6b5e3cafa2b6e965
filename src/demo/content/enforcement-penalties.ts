import { type Ctx, law, type PieceSpec } from '../context.ts';
import { doc, h2, p, table } from '../html.ts';

type Case = {
  id: string;
  unit: string;
  title: string;
  field?: string;
  /** Month, day and years back; or working days before today. */
  when: [number, number, number] | number;
  who: string;
  facts: string;
  ground: string;
  result: string;
  lesson: string;
};

/** Published decisions with social effect: what happened, on what ground, what was decided. Natural persons by surname only. */
const CASES: Case[] = [
  {
    id: 'cf-lengku',
    unit: 'shichang',
    title: '某生鲜超市经营超过保质期食品案行政处罚信息',
    field: 'zdly/spyp',
    when: 1,
    who: '安平街道一家生鲜超市',
    facts:
      '顾客投诉买到过期酸奶。执法人员到场查见冷柜内有过期酸奶11盒，已售出3盒，货值金额86元。店方有进货记录，事后主动赔偿顾客1000元。',
    ground: '《中华人民共和国食品安全法》第三十四条第十项、第一百二十四条第一款',
    result: '没收过期酸奶11盒，罚款5000元。当事人初次违法、主动改正，依法减轻处罚。',
    lesson: '店家可以用临期提醒标签，每天打烊前查一次冷柜。',
  },
  {
    id: 'cf-dianti',
    unit: 'shichang',
    title: '某物业公司使用未经定期检验电梯案行政处罚信息',
    when: 7,
    who: '东关街道一家物业服务企业',
    facts: '该公司管理的4台电梯检验合格期届满后继续使用43天，期间发生一次困人，没有人员受伤。',
    ground: '《中华人民共和国特种设备安全法》第四十条、第八十四条',
    result: '责令停止使用，罚款3万元。4台电梯已经检验合格恢复运行。',
    lesson: '电梯轿厢里贴着检验标志，上面写有下次检验日期，过期可以拨12315。',
  },
  {
    id: 'cf-jiage',
    unit: 'shichang',
    title: '某停车场未按政府定价收费案行政处罚信息',
    when: [6, 17, 0],
    who: '人民路一处公共停车场',
    facts: '政府定价首小时3元、之后每小时1元，当事人自行调为首小时5元，十九天多收4,268元。',
    ground: '《中华人民共和国价格法》第十二条、第三十九条',
    result: '退还多收价款，无法退还的1,906元没收，罚款8000元。',
    lesson: '停车场入口应当有绿色的政府定价牌，没有的可以拒付超出部分。',
  },
  {
    id: 'cf-peixun',
    unit: 'jiaoyu',
    title: '某培训机构一次性收取超过三个月费用案处理结果',
    field: 'zdly/ywjy',
    when: [4, 24, 0],
    who: '文汇街一家文化艺术类培训机构',
    facts: '以优惠为名向38名学生预收一年学费，共21.4万元，没有存入监管账户。',
    ground: '国家和省关于校外培训机构预收费监管的规定，《中华人民共和国民办教育促进法》第六十二条',
    result: '责令限期退还超收部分，警告，移出培训机构白名单六个月。已退还19.8万元，其余按家长意愿转为课时。',
    lesson: '缴费看三样：许可证、监管账户、不超过三个月。',
  },
  {
    id: 'cf-youyan',
    unit: 'zhifa',
    title: '某烧烤店油烟直排案行政处罚信息',
    field: 'zdly/cszf',
    when: [8, 13, 0],
    who: '北街一家烧烤店',
    facts: '未装油烟净化设施，晚间油烟直排，居民三个月内投诉14次，两次责令改正后仍未安装。',
    ground: '《中华人民共和国大气污染防治法》第八十一条、第一百一十八条',
    result: '责令停业整治，罚款1.2万元。装好净化器经检测达标后恢复营业。',
    lesson: '楼下开店前先查这栋楼有没有专用烟道，没有的不能做产生油烟的餐饮。',
  },
  {
    id: 'cf-zhatu',
    unit: 'zhifa',
    title: '渣土车沿途遗撒案行政处罚信息',
    when: [10, 29, 0],
    who: '市内一家土方运输公司',
    facts: '同一工地三辆车未密闭，沿滨河路遗撒约1.6公里，次日才清理完毕。',
    ground: '《城市市容和环境卫生管理条例》第三十四条',
    result: '每辆车罚款3000元，合计9000元，责令清除；施工单位一并约谈。',
    lesson: '随手拍下车牌、时间、地点，经查实给举报人五十元话费。',
  },
  {
    id: 'cf-wushui',
    unit: 'huanbao',
    title: '某屠宰点未经许可排放污水案行政处罚信息',
    field: 'zdly/sthj',
    when: [5, 29, 0],
    who: '白塔镇一家牛羊屠宰点',
    facts: '未取得排污许可，将清洗废水排入农灌渠，化学需氧量超标6.3倍，影响渠道约300米。',
    ground: '《中华人民共和国水污染防治法》第二十一条、第八十三条',
    result: '责令停止排放，罚款12万元，承担渠道清理费用。目前已接入镇污水管网。',
    lesson: '灌渠水变色变味，可以打12345，夜间也有人值守。',
  },
  {
    id: 'cf-yangchen',
    unit: 'huanbao',
    title: '工地裸土未覆盖案行政处罚信息',
    field: 'zdly/sthj',
    when: [3, 20, 1],
    who: '南环路一处住宅工地',
    facts: '大风蓝色预警期间，约4000平方米裸土未覆盖，雾炮关闭。',
    ground: '《中华人民共和国大气污染防治法》第六十九条、第一百一十五条',
    result: '罚款3万元，当日完成覆盖。',
    lesson: '预警期间工地应当停止土方作业，公示牌上写有环保监督电话。',
  },
  {
    id: 'cf-jiayouzhan',
    unit: 'yingji',
    title: '某加油站未按规定开展应急演练案行政处罚信息',
    field: 'zdly/aqsc',
    when: [7, 23, 0],
    who: '国道旁一家加油站',
    facts: '全年未组织应急演练，值班人员不会使用紧急切断阀，现场检查时记录为补写。',
    ground: '《中华人民共和国安全生产法》第九十七条',
    result: '罚款2万元，站长参加培训并补考合格。',
    lesson: '演练记录补写等于没有演练，检查时会现场请员工操作。',
  },
  {
    id: 'cf-youxian',
    unit: 'yingji',
    title: '某食品厂有限空间作业未审批案行政处罚信息',
    field: 'zdly/aqsc',
    when: [9, 11, 1],
    who: '白塔镇一家食品加工厂',
    facts: '清掏污水池时没有通风检测，没有监护人，被巡查人员及时制止。',
    ground: '《工贸企业有限空间作业安全规定》有关条款',
    result: '责令停止作业，罚款1.5万元，对负责人罚款2000元。',
    lesson: '先通风、再检测、后作业，三步缺一步都不准下去。',
  },
  {
    id: 'cf-chaoxian',
    unit: 'jiaotong',
    title: '货车擅自超限行驶公路案行政处罚信息',
    when: [10, 16, 0],
    who: '司机李**驾驶的六轴货车',
    facts: '车货总质量58.4吨，超限9.4吨，经卸载后放行。一年内第一次被查。',
    ground: '《公路安全保护条例》第六十四条',
    result: '罚款4500元。',
    lesson: '装货前先过磅，超了卸在货主那里，罚款就不会有。',
  },
  {
    id: 'cf-qianxin',
    unit: 'renshe',
    title: '某劳务公司拖欠农民工工资案处理决定',
    field: 'zdly/jiuye',
    when: [1, 20, 0],
    who: '承包实验小学扩建项目的一家劳务公司',
    facts: '拖欠46人两个月工资63.8万元。施工总承包企业垫付时又发现考勤造假5人。',
    ground: '《保障农民工工资支付条例》第三十条、第五十三条',
    result: '工资全部由总承包企业先行清偿，劳务公司列入失信联合惩戒名单三年。',
    lesson: '工地有维权公示牌，写明总包、监察电话和工资发放日。',
  },
  {
    id: 'cf-yaodian',
    unit: 'shichang',
    title: '某药店未凭处方销售处方药案行政处罚信息',
    field: 'zdly/spyp',
    when: [12, 4, 1],
    who: '东关大街一家零售药店',
    facts: '抽查销售记录发现一个月内无处方销售抗菌药物27盒，执业药师不在岗仍在售药。',
    ground: '《药品经营和使用质量监督管理办法》有关条款',
    result: '警告，责令改正，罚款1万元。',
    lesson: '执业药师不在岗，应当挂牌停售处方药。',
  },
  {
    id: 'cf-toushui',
    unit: 'shuiwu',
    title: '某砂场未经批准取水案行政处罚信息',
    when: [8, 28, 1],
    who: '石桥镇一家洗砂场',
    facts: '未办取水许可，用水泵从河道抽水洗砂四十天，约1.8万立方米。',
    ground: '《中华人民共和国水法》第四十八条、第六十九条',
    result: '责令停止取水，罚款4万元，补缴水资源税，拆除取水设备。',
    lesson: '河道岸边看到陌生水泵，可以打水务局值守电话。',
  },
  {
    id: 'cf-bianye',
    unit: 'weijian',
    title: '无证行医案行政处罚信息',
    field: 'zdly/wsjk',
    when: [4, 3, 1],
    who: '当事人王**',
    facts: '租用出租屋给人拔牙、补牙，没有医师资格和诊所备案，接诊13人，收费6,150元。',
    ground: '《中华人民共和国基本医疗卫生与健康促进法》第九十九条',
    result: '没收违法所得和器械，罚款5万元，移送公安机关调查是否构成犯罪。',
    lesson: '拔牙也会感染丙肝、乙肝，看病先看墙上的执业许可或者备案凭证。',
  },
  {
    id: 'cf-lvyoushe',
    unit: 'wenlv',
    title: '某旅行社未签合同组织旅游案行政处罚信息',
    when: [7, 3, 1],
    who: '一家旅行社门市部',
    facts: '组织老年人短途游没有签订合同，途中增加购物点两处，42人受影响。',
    ground: '《中华人民共和国旅游法》第五十七条，《旅行社条例》第五十五条',
    result: '责令改正，罚款2万元，退还购物不满的游客货款1.36万元。',
    lesson: '几十元的低价游先问合同，没有合同的出了事很难保障。',
  },
];

/** Decisions on administrative penalties, published within seven working days. */
export function penalties(c: Ctx): PieceSpec[] {
  return CASES.map((x): PieceSpec => {
    const on = typeof x.when === 'number' ? c.recent(x.when) : c.season(x.when[0], x.when[1], x.when[2]);
    return {
      id: x.id,
      unit: x.unit,
      cols: ['zfxxgk/fdzdgk/xzcf', ...(x.field === undefined ? [] : [x.field])],
      title: x.title,
      kind: '行政执法',
      on,
      html: doc(
        table({ head: ['当事人', '法律依据'], rows: [[x.who, x.ground]] }),
        h2('违法事实'),
        p(x.facts),
        h2('处理结果'),
        p(x.result),
        h2('提醒'),
        p(x.lesson),
      ),
      answer: x.lesson,
      basis: [
        law.disclosure20(
          '六',
          '实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定。',
        ),
      ],
    };
  });
}
