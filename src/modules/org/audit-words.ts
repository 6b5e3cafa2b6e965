import type { Module } from '../../platform/module.ts';

/** What each part of an action's name is called; the longest name that fits says of what, its last part says what was done. */
const OF: Readonly<Record<string, string>> = {
  catalogue: '公开目录',
  consultation: '咨询',
  erasure: '泄露处置',
  foi: '依申请公开',
  intake: '导入',
  ledger: '工作要点台账',
  org: '账号和单位',
  piece: '稿件',
  policy: '政策文件',
  'policy.campaign': '文件清理',
  'policy.cite': '引用核对',
  'policy.document': '政策文件台账',
  'policy.draft': '起草',
  'policy.round': '征求意见',
  'policy.setting': '时限和比例',
  regulation: '法规库',
  report: '年度报告',
  search: '搜索用词',
  site: '网站',
};

const DID: Readonly<Record<string, string>> = {
  accept: '认可完成',
  adapt: '调整事项',
  add: '加入',
  adopt: '采用事项',
  answer: '答复',
  apply: '收到申请',
  approve: '审定',
  ask: '收到咨询',
  assess: '评估论证',
  assign: '分派',
  attach: '加文件',
  channel: '改渠道',
  close: '办结',
  column_add: '开栏目',
  column_archive: '停栏目',
  column_edit: '改栏目',
  comment: '收到意见',
  confirm: '确认',
  contact: '看联系方式',
  contacts: '看联系方式',
  correct: '更正',
  create: '新写',
  deadline: '定期限',
  decide: '定效力',
  delegate: '委托角色',
  delegate_end: '收回委托',
  discard: '丢弃',
  discuss: '集体审议',
  drop: '不采用事项',
  enter: '填报',
  error_answer: '答复找错',
  error_report: '收到找错',
  explain: '写解读',
  file: '备案',
  follow: '跟踪',
  forget: '到期删除',
  former_name: '记曾用名',
  former_name_drop: '删曾用名',
  group: '归类',
  happened: '记一件要公开的事',
  identity: '看申请人',
  incomplete: '退回补材料',
  import: '导入',
  interpreted: '对上解读',
  item: '选事项',
  keep: '说明理由后保留',
  key: '发密钥',
  key_revoke: '收回密钥',
  link: '对上公开件',
  look: '再看一次',
  look_back: '回头看',
  mend: '按核对结果改',
  mention: '处理别处写到的',
  notice: '告知',
  open: '打开',
  own: '自己增加事项',
  pass: '审核通过',
  password: '换密码',
  person: '加账号',
  person_change: '改账号',
  piece: '写公开稿',
  probe: '看证据',
  prolong: '延长有效期',
  publish: '公开',
  published: '对上公开件',
  rate: '提问人评价',
  read: '看过',
  reapply: '恢复后再删',
  record: '登记',
  refuse: '不同意',
  register: '登记编号',
  release: '签发',
  release_due: '到时公开',
  replace: '写替代',
  report: '报进展',
  request: '提出',
  return: '退回',
  review: '合法性审核',
  revise: '修改',
  role: '改角色',
  save: '保存',
  schedule: '定时公开',
  second: '二次解读',
  second_factor: '填动态码',
  second_factor_setting: '改动态码规定',
  session_revoke: '让一处退出',
  set: '改设定',
  setting: '改设定',
  settings: '改设定',
  settle: '审定',
  sign: '签发',
  sign_in: '登录',
  sign_in_oidc: '统一身份登录',
  sign_out: '退出登录',
  skip: '写明不征求意见的理由',
  step: '记一步',
  step_done: '办完一步',
  stop: '终止',
  stop_due: '停定时公开',
  strike: '划去一件事',
  submit: '提交',
  synonyms: '加同义词',
  synonyms_remove: '删同义词',
  take: '承办',
  take_back: '收回',
  take_in: '读进',
  topic: '改专题',
  totp_off: '关动态码',
  totp_offer: '设动态码',
  totp_on: '开动态码',
  transfer: '转办',
  unassign: '取消分工',
  ungroup: '拆开归类',
  unit: '改单位',
  unschedule: '取消定时',
  upload: '读入目录',
  urge: '催办',
  verdict: '定清理结论',
  withdraw: '撤下',
  word: '加词',
  word_remove: '删词',
};

/**
 * `稿件：提交` for `piece.submit`; the name itself where a part of it has no words. The name stays what is searched and exported.
 * @param acts the modules' own words (`Module.acts`), before the shared ones
 */
export function sayAction(name: string, acts: Readonly<Record<string, string>> = {}): string {
  const parts = name.split('.');
  const last = acts[name] ?? DID[parts.at(-1) ?? ''];
  for (let n = parts.length - 1; n > 0; n--) {
    const of = OF[parts.slice(0, n).join('.')];
    if (of) return last ? `${of}：${last}` : `${of}：${parts.at(-1)}`;
  }
  return name;
}

/** The words of all modules for their own acts. */
export const actsOf = (modules: readonly Module[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...modules.map((m) => m.acts ?? {}));

/** What the trail can be narrowed to; an address that names one act keeps it. */
export const actionParts = (
  asked: string | undefined,
  acts: Readonly<Record<string, string>>,
): { value: string; text: string }[] => [
  ...Object.entries(OF).map(([value, text]) => ({ value, text })),
  ...(asked && !Object.hasOwn(OF, asked) ? [{ value: asked, text: sayAction(asked, acts) }] : []),
];

const KEYS: Readonly<Record<string, string>> = {
  ip: '网络地址',
  reason: '理由',
  role: '角色',
  roles: '角色',
  unit: '单位',
  unitId: '单位',
  title: '标题',
  version: '版本',
  from: '从',
  to: '到',
  refusals: '没办成的原因',
  onBehalfOf: '代',
  no: '编号',
};

/** What an entry says beside its action, as words instead of a record: `网络地址 192.0.2.7；角色 approver`. */
export const sayDetail = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .map(([key, value]) => `${KEYS[key] ?? key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('；');
