import type { DemoExplanation } from '../types.ts';

type Says = {
  form: DemoExplanation['form'];
  /** Element to the heading of the interpretation whose first paragraph answers it, and the article it explains. */
  by: Partial<Record<string, string | [heading: string, article: string]>>;
  /** Elements said in other words than the text. */
  own?: DemoExplanation['answers'];
  change?: DemoExplanation['change'];
};

/** What each interpretation says as facts. Elements left out are left out on purpose: the page shows that too. */
export const EXPLAINED: Readonly<Record<string, Says>> = {
  'yanglao-butie-jiedu': {
    form: 'text',
    by: {
      背景依据: ['为什么出', '1'],
      目标任务: '要达到什么',
      主要内容: ['主要做什么', '5'],
      执行标准: ['什么标准', '8'],
    },
    own: [
      {
        name: '惠民利民举措',
        text: '不用先垫钱，不用开证明；评估员上门，评得不准可以再评一次。',
        article: '11',
      },
    ],
    change: {
      oldName: '原来的办法',
      rows: [
        { what: '对象', old: '70周岁以上', now: '60周岁以上' },
        { what: '标准', old: '每月最高400元', now: '每月最高800元' },
        { what: '申请', old: '本人到镇里', now: '村、社区代办或电话预约' },
      ],
    },
  },
  'yanglao-butie-erci': { form: 'qa', by: {} },
  'yanglao-butie-fabuhui': { form: 'conference', by: {} },
  'gaoling-jintie-jiedu': {
    form: 'qa',
    by: {
      背景依据: '为什么重新定办法',
      目标任务: '目标是什么',
      执行标准: '标准有没有变',
      惠民利民举措: '漏办了怎么补',
    },
    change: {
      oldName: '原来的文件',
      rows: [
        { what: '认证', old: '每年拍照', now: '数据比对，不用拍' },
        { what: '90岁以上', old: '没有加', now: '每月加50元' },
      ],
    },
  },
  'linshi-jiuzhu-jiedu': {
    form: 'text',
    by: { 背景依据: '背景', 目标任务: '要办成什么事', 惠民利民举措: '好处', 新旧政策差异: '和原来不同在哪里' },
    own: [{ name: '执行标准', text: '急难型最多1500元，乡镇、街道当日决定；支出型按困难程度，大额由区民政局决定。' }],
  },
  'gongzufang-jiedu': {
    form: 'text',
    by: {
      背景依据: '依据和目的',
      主要内容: '排队到入住几步',
      执行标准: '租金怎么算',
      惠民利民举措: '谁新增进来了',
    },
    change: {
      oldName: '旧办法',
      rows: [
        { what: '核对', old: '没有期限', now: '最多二十五个工作日' },
        { what: '收入提高后', old: '三个月搬', now: '十二个月，租金按市场价七成' },
      ],
    },
  },
  'weifang-jiedu': {
    form: 'text',
    by: { 背景依据: '为何修订', 目标任务: '目标', 主要内容: '执行中的三条红线' },
    change: {
      oldName: '以前',
      rows: [
        { what: '重建补助', old: '一律3.2万元', now: '按人口分档' },
        { what: '鉴定费', old: '农户垫付', now: '财政承担' },
      ],
    },
  },
  'gongyi-gangwei-jiedu': {
    form: 'text',
    by: { 背景依据: '政策来由', 目标任务: '任务', 执行标准: '报酬怎么看', 新旧政策差异: '这次变化' },
  },
  'xiaoxing-shuili-jiedu': {
    form: 'text',
    by: { 背景依据: '起因', 目标任务: '想做到的', 主要内容: '谁来打分', 执行标准: '大修不在这笔钱里' },
    change: { first: true },
  },
  'menpai-jiedu': {
    form: 'text',
    by: {
      背景依据: '为什么改',
      目标任务: '目标',
      主要内容: '现在怎么办',
      执行标准: '三条硬杠',
      惠民利民举措: '谁出钱',
    },
    change: {
      oldName: '以前',
      rows: [
        { what: '手续', old: '审批，15个工作日', now: '告知，3日' },
        { what: '样式', old: '按街道统一', now: '商户自定' },
        { what: '改造换牌', old: '商户出一半', now: '建设单位承担' },
      ],
    },
  },
  'nongchanpin-yongdian-jiedu': {
    form: 'qa',
    by: {
      背景依据: '为什么要补电费',
      目标任务: '想达到的结果',
      执行标准: '怎么算一笔账',
      惠民利民举措: '没有单独电表怎么办',
      新旧政策差异: '和去年的试点有什么不同',
    },
  },
  'guoyou-yongdi-jiedu': {
    form: 'text',
    by: { 背景依据: '制定依据', 主要内容: '半年一张清单', 执行标准: '闲置怎么认定', 惠民利民举措: '给企业' },
    change: { first: true },
  },
  'yikatong-jiedu': {
    form: 'text',
    by: { 背景依据: '出台背景', 目标任务: '这件事的目标', 惠民利民举措: '银行短信里的附言' },
  },
  'nongcun-gongshui-jiedu': {
    form: 'text',
    by: {
      背景依据: '出台的起因',
      目标任务: '目标任务',
      主要内容: '以水表为界',
      执行标准: '水价',
      新旧政策差异: '与从前的差别',
    },
  },
  'laji-fenlei-jiedu': {
    form: 'qa',
    by: { 背景依据: '背景', 目标任务: '目标', 主要内容: '谁管桶', 执行标准: '罚不罚', 新旧政策差异: '农村怎么分' },
  },
  'jiating-yisheng-jiedu': {
    form: 'qa',
    by: { 目标任务: '要达到的', 主要内容: '转诊有什么便利', 执行标准: '要花钱吗', 惠民利民举措: '开药多久' },
  },
};

/** The facts of an interpretation out of its own parts; throws when a heading is not there. */
export function explanationOf(id: string, parts: readonly (readonly string[])[]): DemoExplanation | undefined {
  const says = EXPLAINED[id];
  if (!says) return undefined;
  const answers = Object.entries(says.by).flatMap(([name, where]) => {
    const [heading, article] = typeof where === 'string' ? [where] : (where ?? []);
    const text = parts.find((p) => p[0] === heading)?.[1];
    if (!text || text.startsWith('<')) throw new RangeError(`${id} has no words under ${heading}`);
    return [{ name, text, ...(article ? { article } : {}) }];
  });
  return {
    form: says.form,
    answers: [...answers, ...(says.own ?? [])],
    ...(says.change ? { change: says.change } : {}),
  };
}
