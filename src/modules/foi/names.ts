import type { KeepReason } from './rules/keeping.ts';
import type { Moves } from './rules/moved.ts';
import type {
  ApplicantKind,
  Channel,
  DisputeBlock,
  DisputeOutcome,
  FileRole,
  Happening,
  LetterKind,
  Opinion,
  PartyKind,
  State,
  WantedForm,
  WantedWay,
} from './rules/types.ts';

export const STATE_NAMES: Readonly<Record<State, string>> = {
  awaitingConfirmation: '等待双方确认',
  received: '已收到，待登记',
  correctionPending: '等待补正',
  processing: '正在办理',
  consulting: '正在征求意见',
  feePending: '等待缴费',
  decided: '已答复，待送达',
  delivered: '已送达',
  archived: '已归档',
  abandonedCorrection: '逾期不补正，不再处理',
  abandonedFee: '逾期不缴费，不再处理',
  withdrawn: '已撤回',
};
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  counter: '当面',
  'post-signed': '邮寄（需签收）',
  'post-plain': '邮寄（平信）',
  net: '网上',
  fax: '传真',
  email: '电子邮件',
};
/** How the day of receipt follows from the channel (条例第三十一条). */
export const RECEIPT_RULES: Readonly<Record<Channel, string>> = {
  counter: '当面提交的，提交之日为收到之日。',
  'post-signed': '需要签收的邮件，签收之日为收到之日。',
  'post-plain': '不用签收的信，当天和申请人确认，确认之日为收到之日。',
  net: '网上提交的，双方确认之日为收到之日。',
  fax: '传真提交的，双方确认之日为收到之日。',
  email: '电子邮件提交的，双方确认之日为收到之日。',
};
export const APPLICANT_NAMES: Readonly<Record<ApplicantKind, string>> = {
  naturalPerson: '自然人',
  business: '商业企业',
  research: '科研机构',
  publicWelfare: '社会公益组织',
  legalService: '法律服务机构',
  otherOrg: '其他组织',
};
export const FORM_NAMES: Readonly<Record<WantedForm, string>> = {
  paper: '纸质',
  electronic: '电子文件',
  disc: '光盘等存储介质',
  read: '当场阅读、抄录',
};
export const WAY_NAMES: Readonly<Record<WantedWay, string>> = {
  post: '邮寄',
  email: '电子邮件',
  net: '在本网站下载',
  fax: '传真',
  pickup: '自己来取',
  onsite: '当场查阅',
};
export const PARTY_NAMES: Readonly<Record<PartyKind, string>> = { third: '第三方', coproducer: '共同制作机关' };
export const OPINION_NAMES: Readonly<Record<Opinion, string>> = {
  agree: '同意公开',
  object: '不同意公开',
  silent: '期内没有答复',
};
export const BLOCK_NAMES: Readonly<Record<DisputeBlock, string>> = {
  review: '行政复议',
  litigationDirect: '行政诉讼（未经复议直接起诉）',
  litigationAfterReview: '行政诉讼（复议后起诉）',
};
export const OUTCOME_NAMES: Readonly<Record<DisputeOutcome, string>> = {
  pending: '尚未审结',
  upheld: '结果维持',
  corrected: '结果纠正',
  otherOutcome: '其他结果',
};
export const ROLE_NAMES: Readonly<Record<FileRole, string>> = {
  proof: '身份证明',
  mandate: '委托书',
  application: '申请原件',
  correction: '补正材料',
  opinion: '征求意见的回函',
  source: '所申请的信息（原件）',
  redacted: '遮盖后的文件',
  answer: '随答复提供的文件',
  delivery: '送达凭据',
  letter: '文书',
  archive: '案卷',
  other: '其他',
};
export const LETTER_NAMES: Readonly<Record<LetterKind, string>> = {
  registration: '申请登记表',
  receipt: '接收回执',
  correction: '补正告知书',
  reasons: '说明理由告知书',
  extension: '延期答复告知书',
  consultThird: '征求意见书（第三方）',
  consultCo: '征求意见书（共同制作机关）',
  consultNotice: '征求意见告知书（申请人）',
  thirdNotice: '依申请公开告知书（第三方）',
  assist: '协办函',
  fee: '收费通知书',
  answer: '答复书',
  closing: '结案说明',
};
export const HAPPENING_NAMES: Readonly<Record<Happening, string>> = {
  submitted: '提交',
  arrived: '收件',
  confirmed: '双方确认',
  received: '收到',
  registered: '登记受理',
  takenOver: '换人承办',
  helped: '提供帮助',
  correctionAsked: '补正告知',
  corrected: '收到补正',
  reasonsAsked: '请说明理由',
  reasonsGiven: '说明理由',
  transferred: '转办',
  split: '分件',
  consulted: '发函征求意见',
  partyReceived: '对方收函',
  opinion: '收到意见',
  consultationEnded: '征求意见结束',
  extensionDrafted: '拟延期',
  extended: '延期',
  feeNotified: '收费通知',
  paid: '缴费',
  feeObjected: '收费异议',
  feeAnswered: '答复收费异议',
  refunded: '退费',
  proposed: '拟答复',
  returned: '退回',
  decided: '答复',
  letterEdited: '改文书',
  letterIssued: '出具文书',
  delivered: '送达',
  withdrawn: '撤回',
  closed: '不再处理',
  archived: '归档',
  disputed: '复议、诉讼',
  disputeClosed: '复议、诉讼结果',
  dateObjected: '对日期的异议',
  objectionAnswered: '答复异议',
  dueChanged: '期限变动',
  rated: '评价',
  passwordRenewed: '重设查询密码',
  supplemented: '补充说明',
  madePublic: '转为主动公开',
};
/** Why a day moved that nobody had touched: for the clerk, and for the applicant. */
export const MOVED_BY: Readonly<Record<Moves, string>> = {
  calendar: '放假安排有了变动',
  setting: '缴费以后期限怎么算的设置改了',
};
export const movedWhy = (detail: Readonly<Record<string, unknown>> | undefined): Moves =>
  detail?.why === 'setting' ? 'setting' : 'calendar';
export const MOVED_WHY: Readonly<Record<Moves, string>> = {
  calendar: '新的放假安排公布了，最后一天变了。',
  setting: '本区改了缴费以后期限的算法，最后一天变了。',
};
/** Why who applied is not deleted yet. */
export const KEEP_REASONS: Readonly<Record<KeepReason, string>> = {
  open: '还没有办完',
  undelivered: '答复还没有送达',
  disputed: '复议或者诉讼还没有审结',
};
/** One word for a cell of the day ruler. */
export const RULER_WORDS: Readonly<Partial<Record<Happening, string>>> = {
  received: '收到',
  correctionAsked: '补正',
  corrected: '补正到',
  consulted: '发函',
  opinion: '回函',
  extended: '延期',
  feeNotified: '收费',
  paid: '缴费',
  decided: '答复',
};
