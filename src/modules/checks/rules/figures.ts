/**
 * Eleven figures that only look like a mobile telephone, and telephones put up for everyone. Words that can stand beside a
 * person's telephone as well never make one silent: at most they make it a question.
 */
import { isAmountHead, type Role } from './columns.ts';
import { isName } from './names.ts';

type Place = { role: Role; head: string; people: boolean };

/** `yes` is silent, `perhaps` asks. */
type Figure = 'yes' | 'perhaps' | 'no';

/** 订单号：, 考生编号. Of the words alone (许可证 13900000001) none says that the number is its own; a 登记号码 is a telephone too. */
const CODE =
  /(?:(?:编|单|批|文|案|项目|合同|注册|登记|统计|科目|产品|备案|受理|信息|职位|岗位|座位|考|考生|准考证|工|证书|资格证|执法证|订单|流水|发票|条码|档案|索引|代码|许可证|序列|批准|标识|工单)(?:编?号|代码|编码|码)|(?:订单|流水|发票|工单|证书|许可证|准考证)号码)[:：]? {0,2}(?:为|是|No\.?)? ?$/i;
/** Behind a number, and nothing that could go on as a word or a name (元小红, 万家村). */
const AMOUNT_BEHIND =
  /^ ?[多余]?(?:元整?|美元|吨|公斤|千克|亩|公顷|平方米|立方米|千瓦时?|人次|[%％‰])(?![\u4e00-\u9fff])/;
/** What names a sum. */
const SUM =
  /(?:金额|总额|合计|总计|共计|小计|累计|总投资|人民币|￥|¥)(?:约|为|达|共|是|计|[（(][万亿]?元[）)])?[:： ]{0,2}$/;
/** What names an amount, or what somebody has to do with (负责预算). */
const AMOUNT =
  /(?:投资|资金|拨付|支出|(?<!低)收入|预算|决算|产值|产量)(?:总?额|数|总?量)?(?:约|为|达|共|是|计|[（(][万亿]?元[）)])?[:： ]{0,2}$/;

/** The word that ends at a number, as an address of the web has no blanks, commas or Chinese. */
const LAST = /[^\s\u4e00-\u9fff，。；、“”"'<>,;|()（）]*$/;
/** A place within an address, whose figures count pages; of a long one only the end is seen. An e-mail has none. */
const PATH = /(?:https?:\/\/|www\.|\.(?:gov|com|cn|org|net)(?::\d+)?(?=[/?]))[^/?]*[/?]|[?&][a-z_]{1,20}=/i;
const TELLS_PHONE = /(?:tel|phone|mobile|sj|dh|contact|user|login|account)[a-z_]{0,8}[=/:]$/i;

function inAddress(before: string): boolean {
  if (!before.includes('/') && !before.includes('=')) return false;
  const word = LAST.exec(before.slice(-60))?.[0] ?? '';
  return word.length > 3 && !word.includes('@') && PATH.test(word) && !TELLS_PHONE.test(word);
}

/**
 * @param before words on its line, the head of its column first; `behind` the signs that follow in its cell and line.
 * @param said whether words or the head call it a telephone.
 */
export function isFigure(before: string, behind: string, cell: Place | undefined, said: boolean): Figure {
  // A number at the beginning of its line: most of a long list.
  if (before === '' && !cell) return AMOUNT_BEHIND.test(behind) ? 'yes' : 'no';
  if (inAddress(before)) return 'yes';
  const coded = CODE.test(before.slice(-16)) || cell?.role === 'code';
  if (coded) return cell?.people || cell?.role === 'code' ? 'perhaps' : 'yes';
  if (said) return 'no';
  const line = before.slice(-16);
  const amount =
    AMOUNT_BEHIND.test(behind) ||
    SUM.test(line) ||
    (cell !== undefined && (cell.role === 'figure' || (cell.role === 'other' && isAmountHead(cell.head))));
  // Nobody in a list of people is paid in the billions.
  if (amount) return cell?.people ? 'perhaps' : 'yes';
  return AMOUNT.test(line) ? 'perhaps' : 'no';
}

/** Lines that are meant for the public whatever the number. */
const SERVICE =
  /(?:热线|咨询|咨\s*询|值班|监督|举报|投诉|服务|报名|预约|受理|办公|总机|传真|公开|应急|救援|报警|客服|窗口|业务|技术支持|接待|信访|反映|邮编)([^，。；\n]{0,10}?)(?:\d[\d \-—（）()、/或转]{6,40})?$/;
/** Who uses it (举报人, 服务对象), not who gives it. */
const USER = /^(?:人(?!员|民)|者|户|对象)/;
/** A telephone and not only a task: 监督电话, not 监督 alone. */
const PUT_UP = /热线|专线|电\s*话|手机|号码|总机|传真|客服/;
const STAFF = /^[^\d]{0,4}?员/;

/** Whether the words before a telephone put it up for everyone; `named` when they may as well say whose it is. */
export function serves(before: string): 'yes' | 'named' | 'no' {
  const [service, between] = (before === '' ? undefined : SERVICE.exec(before)) ?? [];
  if (service === undefined || between === undefined || USER.test(between)) return 'no';
  const last = /[\u4e00-\u9fa5]{2,4}(?=[\s：:（(]{0,2}$)/.exec(between)?.[0] ?? '';
  const named = [2, 3].some((n) => last.length >= n && isName(last.slice(-n)));
  return named || STAFF.test(between) || !PUT_UP.test(service) ? 'named' : 'yes';
}
