import { type Day, isDay, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { STATE_NAMES } from './names.ts';
import type { ClockProblem } from './rules/clock.ts';
import { type Act, MOVES } from './rules/life.ts';
import type { State } from './rules/types.ts';
import { SAY_MORE } from './say-more.ts';

/** What is wrong with a clock's history, and what to write instead. */
const SAY_CLOCK: Record<ClockProblem['code'], (d: ClockProblem['detail']) => string> = {
  before_start: (d) => `${d.on}早于收到申请的${d.from}，请核对日期。`,
  opinion_without_letter: (d) => `${d.on}收到意见，但没有对应的征求意见函（consulted=日期）。`,
  opinion_before_letter: (d) => `${d.on}收到意见，早于征求意见函发出的日期。`,
  received_without_letter: (d) => `${d.on}对方收函，但没有对应的征求意见函（consulted=日期）。`,
  extension_length: (d) => `延期${d.days}个工作日不行：延长的期限合计最多${d.most}个工作日，至少1个。`,
  extended_twice: (d) => `延期写了${d.times}次，合并成一次再填。`,
  corrected_twice: () => '补正只能一次，收到补正后的申请也只有一个日期。',
  paid_without_notice: (d) => `${d.on}缴费，但没有收费通知（fee-notified=日期）。`,
  paid_before_notice: (d) => `${d.on}缴费，早于${d.notified}的收费通知。`,
  notified_twice: () => '收费通知只有一次。',
  after_due: (d) => `${d.on}才发征求意见函，而答复期限${d.due}已经过了。`,
};
export const CLOCK_CODES = Object.keys(SAY_CLOCK) as ClockProblem['code'][];
export const sayClock = (p: ClockProblem): string => SAY_CLOCK[p.code](p.detail);

export type Sayer = (detail: (name: string) => string, r: Refusal) => string;
const joined = (states: readonly State[]): string => states.map((s) => `“${STATE_NAMES[s]}”`).join('、');

const LINE_NAMES: Readonly<Record<string, string>> = {
  name: '姓名或者名称',
  idKind: '证件种类',
  idNumber: '证件号码',
  phone: '电话',
  email: '邮箱',
  address: '通信地址',
  agentName: '代理人的姓名',
  agentIdNumber: '代理人的身份证号',
  agentPhone: '代理人的电话',
  reviewBody: '复议机关',
  court: '法院',
  payHow: '怎么缴费',
};

/** One sentence a code: what is in the way, and what to do next. Days are said in words. */
const SAY: Record<string, Sayer> = {
  wrong_state: (d) => {
    const move = MOVES[d('act') as Act];
    return `“${move.label}”现在不能办：这件${STATE_NAMES[d('state') as State]}，要在${joined(move.from)}时才行。`;
  },
  changed: (d) => `您打开以后，${d('by')}已经办了“${d('what')}”。写的都还在下面，请看过新的情况再办。`,
  // Applying
  no_name: () => '还没写姓名或者名称。',
  no_identity: () => '还没有身份证明。写证件号码，或者传一张证件的照片。',
  no_contact: () => '还没写怎么联系您。写手机号、邮箱或者通信地址。',
  no_description: () => '还没写要什么信息。写文件名、文号，或说说是什么事。',
  no_form: () => '还没选要什么形式：纸质、电子文件，或者当场阅读。',
  no_way: () => '还没选怎么取：邮寄、电子邮件、网站下载，或者自己来取。',
  no_email_for_way: () => '选了发到邮箱，还没写邮箱，或者邮箱不完整。',
  no_address_for_way: () => '选了邮寄，还没写通信地址。',
  no_kind: () => '还没选申请人是哪一类：自然人，或者哪一类单位。',
  no_unit: () => '还没选向哪个单位申请，或者这个单位已经停用。',
  bad_identity: () => '身份证号好像写错了，和校验码对不上。请对着证件再看一遍。',
  bad_agent_identity: () => '代理人的身份证号好像写错了，和校验码对不上。请对着证件再看一遍。',
  no_agent_name: () => '选了由人代办，还没写代理人的姓名。不用代办的，把这几格都空着。',
  bad_file: (d) => d('say'),
  too_long: (d) =>
    `${d('field') ? `“${d('field')}”` : ''}写了${d('has')}字，最多${d('most')}字。请写短些，说要点就行。`,
  line_too_long: (d) => `${LINE_NAMES[d('field')] ?? '这一格'}最多${d('most')}字。`,
  nothing_written: () => '姓名和要的信息都没有写，没法登记。至少写一样。',
  no_channel: () => '还没选申请是怎么来的：当面、邮寄、传真还是电子邮件。',
  bad_day: () => '还没写收到的日期，或者写得不对。写成2026-03-02这样。',
  no_such_day: () => '还没写日期，或者没有这一天。写成2026-03-02这样。',
  future_day: (d) => `日期不能在今天（${d('today')}）以后。`,
  before_law: (d) => `这个日期太早：现行规定从${d('from')}起施行。请核对年份。`,
  sent_after_arrival: () => '提交的日期比收到的还晚，请核对。',
  too_early: (d) => `日期不能早于${d('from')}，那时还没有这件事。`,
  no_request: () => '没有这件申请。',
  wrong_password: () => '编号或密码不对。编号像SQ-2026-00317，密码是提交后页面上的12个字母和数字。',
  too_many_tries: () => '试错太多次，请15分钟以后再试。也可以带证件到窗口查。',
  visit_over: () => '离开太久，请再用编号和查询密码打开一次。写的内容请先复制下来。',
  // Opening
  no_how_confirmed: () => '还没写怎么确认的。例：10时20分电话确认，对方说收到了。',
  no_subject: () => '还没写题目。写一个不含个人信息、可以给别人看的题目。',
  subject_too_long: (d) => `题目太长，请写在${d('most')}字以内。`,
  personal: (d) => `题目里还有个人信息：${d('say')}。题目会进公开的登记册，请删掉。`,
  proposal_waits: (d) =>
    `有一份${d('kind') === 'extension' ? '延期' : '答复'}的拟稿正等负责人批。先请他批准或者退回，再办这一步。`,
  second_correction: (d) => `${d('on')}已经发过补正告知，补正只能一次。还是不明确的，按“补正后申请内容仍不明确”答复。`,
  correction_late: (d) => `补正告知要在收到申请之日起7个工作日内，最晚${d('limit')}，已经过了。请按现有内容办理。`,
  no_points: () => '还没写要补正什么。一次说全：哪一项、怎么补。',
  bad_limit: (d) => `期限要写一个今天（${d('today')}）以后的日子。`,
  no_words: () => '还没写内容。',
  late_without_reason: (d) => `补正期限${d('by')}已过。有正当理由的，写明理由再收下；没有的，按逾期不补正结案。`,
  not_yet: (d) => `还没到时候：对方可以到${d('by')}为止。过了这天再办。`,
  same_unit: () => '它本来就在这个单位。',
  had_it: () => '那个单位办过它又转了出来。再转回去会没人答，请政务公开办来定。',
  no_transfer_reason: () => '还没写为什么转，接手的单位要知道。例：这份文件由财政局制作。',
  too_few_parts: () => '拆分至少要有两件。',
  too_many_parts: (d) => `一次最多拆成${d('most')}件。`,
  empty_part: () => '有一件没写要什么，请补上或者删掉这一件。',
  split_too_late: () => '已经征求过意见或者发过收费通知，不能再拆。请分别在答复里写明。',
  asked_before: (d) => `${d('on')}已经请过说明理由，只请一次。`,
  no_why: () => '还没写理由。',
  reasons_not_asked: () => '还没有请申请人说明理由。先发说明理由告知书，再作这个决定。',
  reasons_given: () => '申请人已经说明过理由了。',
  no_help: () => '还没写提供了什么帮助。例：读给他听，替他填了申请表。',
  own_case: () => '这件本来就由您承办。',
  not_handling: () => '申请人的身份和联系方式只有承办人能看。要看的，先点“由我承办”。',
  parties_not_yours: () => '第三方是谁，只有承办人和负责人能看。要看的，先点“由我承办”。',
  file_not_yours: () =>
    '这份文件里有不能公开的内容，或者申请人、第三方的姓名，只有承办人和负责人能看。要看的，先点“由我承办”。',
  no_identity_kept: () => '申请人的身份信息已经到期删除，或者不在这台服务器上。',
  no_file_chosen: () => '还没选文件，或者没选它是什么。',
  no_file: () => '没有这个文件，或者已经到期删除。',
  ...SAY_MORE,
};

const dayWords = (v: string | number): string => (typeof v === 'string' && isDay(v) ? sayDay(v as Day) : String(v));
export const sayFoi = (r: Refusal): string => SAY[r.code]?.((name) => dayWords(r.detail?.[name] ?? ''), r) ?? r.code;
export const FOI_CODES: readonly string[] = Object.keys(SAY);
