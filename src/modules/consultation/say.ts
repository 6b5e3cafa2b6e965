import type { Refusal } from '../../lib/ruling.ts';
import type { Rating, State } from './rules/index.ts';

const d = (r: Refusal, name: string): string => String(r.detail?.[name] ?? '');

const SAY: Record<string, (r: Refusal) => string> = {
  no_words: () => '还没写要问什么。',
  too_long: (r) => `问题太长了，请写在${d(r, 'most')}字以内。`,
  contact_too_long: () => '联系方式太长了，写一个电话或邮箱就行。',
  bad_contact: () => '这个联系方式好像不完整。写手机号、带区号的电话或邮箱；不留也可以。',
  no_kind: () => '还没选是哪方面的事。',
  no_such_clause: () => '这份文件里没有这一条，请重新选；拿不准就选“说不准是哪一条”。',
  no_work: () => '没有找到这份文件，或者它已经撤下。请核对登记号；不填也可以问。',
  no_channel: () => '没有这个渠道。',
  bad_day: () => '提问的日期不对：不能在今天以后，也不能早于2019年4月1日。',
  no_question: () => '没有这条咨询。',
  wrong_password: () => '编号或密码不对。编号像ZX-2026-00317，密码是提交后页面上的12个字母和数字。',
  too_many: () => '这个网络刚提了不少问题，请过几分钟再提交。您写的都还在，没有丢。',
  too_many_tries: () => '试错太多次，请15分钟以后再试。',
  no_rating: () => '还没选答得清楚不清楚。',
  rated_before: () => '已经评价过了，谢谢您。',
  note_too_long: () => '评价请写在500字以内。',
  wrong_state: (r) => `现在不能这样做：这条咨询${STATE_NAMES[d(r, 'state') as State] ?? ''}。`,
  no_unit: () => '还没选单位，或者这个单位已经停用。',
  same_unit: () => '它本来就在这个单位。',
  had_it: () => '那个单位办过它又转了出来。再转回去会没人答，请政务公开办来定。',
  no_reason: () => '还没写为什么转，接手的单位要知道。例：资金由财政局发放。',
  no_answer: () => '还没写答复。',
  no_public_words: () => '提问人同意公开，公开的问题和公开的答复都要写；不宜公开的，写明原因。',
  personal: (r) => `公开的文字里还有个人信息。${d(r, 'say')}。请遮盖或删掉。`,
  holds_contact: () => '公开的文字里有提问人的联系方式，请删掉。',
  approver_is_writer: () => '写答复和审定要由两个人。请另一个人来审。',
  cited_old: () => '写答复以后，这份文件出了新的一版。请退回，对着新的一版核对。',
  no_remark: () => '退回要写明改什么。',
  no_contact: () => '提问人没有留联系方式，或者已经到期删除。',
  changed_again: (r) => `这份文件又出了第${d(r, 'version')}版。您写的还在，请对着新的一版再看一遍。`,
  words_need_second: () => '这几句是您写的，要另一位审核或者签发的人来定。已经列在他的待办里。',
  stale: (r) =>
    `${d(r, 'by') || '别人'}刚改过这条答复。您写的还在这页上。现在存着的答复是：“${d(r, 'answer') || '（空的）'}”。看过以后再点一次，就按您的来。`,
  not_flagged: () => '这条答复引用的条文没有变，不用核对。',
  second_done: () => '这一条已经解读过了。',
  no_interpretation: () => '还没填新解读的登记号，或者那一件没有标明解读这份文件。',
  no_second_note: () => '还没写这次讲清楚了什么。',
  no_follow_day: () => '还没填哪天再看；要在今天以后，例：2026-06-30。',
  nothing_to_follow: () => '没有要跟踪的，或者已经看过了。',
  no_key_name: () => '还没写这把密钥给谁用，60字以内。例：政务大厅叫号系统。',
  no_key: () => '没有这把密钥，或者已经停用。',
  bad_number: (r) => `${d(r, 'field')}要填${d(r, 'least')}到${d(r, 'most')}的整数。`,
  longer_than_law: (r) => `${d(r, 'channel')}的答复时限不能比国家要求的${d(r, 'most')}个工作日长。`,
  no_csv: () => '还没选文件，或者文件是空的。',
  no_outside_no: () => '还没填外部编号。有了它，同一张表再传一次也不会重复登记。',
  csv_long: (r) => `一次最多${d(r, 'most')}行，请分几次传。`,
  csv_head: (r) => `表头里没有“${d(r, 'column')}”这一列。请下载样表照着填。`,
};

export const sayConsultation = (r: Refusal): string => SAY[r.code]?.(r) ?? r.code;

export const STATE_NAMES: Record<State, string> = {
  new: '等待分派',
  handling: '正在办',
  review: '等第二个人审定',
  answered: '已经答复',
};
export const RATING_NAMES: Record<Rating, string> = { clear: '清楚', partly: '有的地方清楚', unclear: '还是不清楚' };
