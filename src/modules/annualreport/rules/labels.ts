import type { Block, Column, Outcome, Row } from './types.ts';

/** The printed words of the form; they name cells in findings. */
export const ROW_LABELS: Readonly<Record<Row, string>> = {
  new: '一、本年新收',
  carriedIn: '二、上年结转',
  granted: '（一）予以公开',
  partial: '（二）部分公开',
  'denied.stateSecret': '（三）1.属于国家秘密',
  'denied.lawForbidden': '（三）2.其他法律行政法规禁止公开',
  'denied.safetyStability': '（三）3.危及“三安全一稳定”',
  'denied.thirdParty': '（三）4.保护第三方合法权益',
  'denied.internalAffairs': '（三）5.属于三类内部事务信息',
  'denied.processInfo': '（三）6.属于四类过程性信息',
  'denied.enforcementFile': '（三）7.属于行政执法案卷',
  'denied.queryMatter': '（三）8.属于行政查询事项',
  'unable.notHeld': '（四）1.本机关不掌握相关政府信息',
  'unable.needCreate': '（四）2.没有现成信息需要另行制作',
  'unable.stillUnclear': '（四）3.补正后申请内容仍不明确',
  'notProcessed.petition': '（五）1.信访举报投诉类申请',
  'notProcessed.repeat': '（五）2.重复申请',
  'notProcessed.publication': '（五）3.要求提供公开出版物',
  'notProcessed.abusive': '（五）4.无正当理由大量反复申请',
  'notProcessed.confirmAgain': '（五）5.要求确认或重新出具已获取信息',
  'other.overdueCorrection': '（六）1.逾期不补正',
  'other.overdueFee': '（六）2.逾期未缴费',
  'other.misc': '（六）3.其他',
  resultTotal: '（七）总计',
  carriedOut: '四、结转下年度',
};

export const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  naturalPerson: '自然人',
  business: '商业企业',
  research: '科研机构',
  publicWelfare: '社会公益组织',
  legalService: '法律服务机构',
  otherOrg: '其他',
  total: '总计',
};

export const BLOCK_LABELS: Readonly<Record<Block, string>> = {
  review: '行政复议',
  litigationDirect: '未经复议直接起诉',
  litigationAfterReview: '复议后起诉',
};

export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  upheld: '结果维持',
  corrected: '结果纠正',
  otherOutcome: '其他结果',
  pending: '尚未审结',
  total: '总计',
};

/** Each row as the form itself prints it. */
export const FORM_LABELS: Readonly<Record<Row, string>> = {
  ...ROW_LABELS,
  new: '一、本年新收政府信息公开申请数量',
  carriedIn: '二、上年结转政府信息公开申请数量',
  partial: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  'denied.stateSecret': '1.属于国家秘密',
  'denied.lawForbidden': '2.其他法律行政法规禁止公开',
  'denied.safetyStability': '3.危及“三安全一稳定”',
  'denied.thirdParty': '4.保护第三方合法权益',
  'denied.internalAffairs': '5.属于三类内部事务信息',
  'denied.processInfo': '6.属于四类过程性信息',
  'denied.enforcementFile': '7.属于行政执法案卷',
  'denied.queryMatter': '8.属于行政查询事项',
  'unable.notHeld': '1.本机关不掌握相关政府信息',
  'unable.needCreate': '2.没有现成信息需要另行制作',
  'unable.stillUnclear': '3.补正后申请内容仍不明确',
  'notProcessed.petition': '1.信访举报投诉类申请',
  'notProcessed.repeat': '2.重复申请',
  'notProcessed.publication': '3.要求提供公开出版物',
  'notProcessed.abusive': '4.无正当理由大量反复申请',
  'notProcessed.confirmAgain': '5.要求行政机关确认或重新出具已获取信息',
  'other.overdueCorrection': '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  'other.overdueFee': '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  'other.misc': '3.其他',
  carriedOut: '四、结转下年度继续办理',
};
