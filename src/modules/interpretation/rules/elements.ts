/** The six things an interpretation explains (工作要点 二（一）), found by what such passages say. */

export const ELEMENTS = ['背景依据', '目标任务', '主要内容', '执行标准', '惠民利民举措', '新旧政策差异'] as const;
export type ElementName = (typeof ELEMENTS)[number];

export type FoundElement = {
  name: ElementName;
  present: boolean /** Where it begins; -1 when it is missing. */;
  at: number;
  quote: string;
};

/** A heading that names the element, or a sentence that does its work. First time made (首次制定) answers the last one. */
const SIGNS: Readonly<Record<ElementName, { heading: RegExp; words: RegExp }>> = {
  背景依据: {
    heading: /(?:背景|依据|缘由|起草(?:过程|情况|说明)|为什么(?:要)?(?:出台|制定)|为何出台|出台的?(?:意义|原因))/,
    words:
      /(?:为(?:了)?(?:贯彻|落实|进一步|规范|加强|保障|解决)|根据《[^》]+》|依据《[^》]+》|按照.{0,30}(?:要求|部署)|制定(?:本|了|出台))/,
  },
  目标任务: {
    heading: /(?:目标|任务|目的|总体要求|工作要求|要达到什么)/,
    words: /(?:目标是|力争|到20\d\d年|实现.{0,20}(?:全覆盖|达到)|旨在|为的是)/,
  },
  主要内容: {
    heading:
      /(?:主要内容|内容是什么|重点(?:内容|任务|举措)|核心内容|框架|主要(?:措施|做什么|规定)|政策要点|有哪些内容)/,
    words: /(?:共(?:分为?)?[\d一二三四五六七八九十]+(?:个部分|章|条|项|方面)|主要(?:包括|从|有)|《[^》]+》明确)/,
  },
  执行标准: {
    heading: /(?:标准|条件|范围|对象|适用|怎么(?:申请|认定|办)|如何(?:申请|认定|办理)|程序|流程)/,
    words: /(?:[\d,，.]+\s*(?:万?元|%|％|周岁|个工作日|平方米)|符合(?:以下|下列)条件|申请(?:人|条件))/,
  },
  惠民利民举措: {
    heading: /(?:惠民|利民|惠企|便民|好处|亮点|福利|扶持|支持措施|红利|保障措施|能得到什么)/,
    words: /(?:补贴|补助|减免|免收|奖励|优惠|简化|一次办|网上办|减轻.{0,10}负担|受益|提高到|免申即享)/,
  },
  新旧政策差异: {
    heading:
      /(?:新旧|差异|区别|变化|修订(?:的)?(?:内容|要点)|与(?:原|以往|之前|旧).{0,12}(?:比|相比)|和以前比|有何不同)/,
    words:
      /(?:首次制定|此前没有|与(?:原|旧|以往|此前|之前).{0,16}相比|由(?:原来的)?[\d.]+.{0,8}(?:提高|调整|降低|延长)(?:到|至|为)|(?:新增|取消|删除|修改)(?:了)?.{0,12}(?:条|项|规定)|较(?:原|此前))/,
  },
};

const HEADING_LINE =
  /^[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]|#{1,6}\s|问[:：]|Q\d*[:：.])?(.{2,40})$/;

/** Which of the six the text has. A heading counts at once; without one, a sentence that does the element's work must be there. */
export function elementsOf(text: string): FoundElement[] {
  const lines: { at: number; text: string }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    lines.push({ at, text: line });
    at += line.length + 1;
  }
  return ELEMENTS.map((name) => {
    const { heading, words } = SIGNS[name];
    const head = lines.find((l) => {
      const m = HEADING_LINE.exec(l.text);
      if (m?.[1] === undefined || !heading.test(m[1])) return false;
      // Without a number in front, a heading is short and no sentence.
      return m[0].length > m[1].length
        ? !/[。；]/.test(m[1].slice(0, -1))
        : m[1].length <= 20 && !/[。；！，]/.test(m[1]);
    });
    if (head) return { name, present: true, at: head.at, quote: head.text.trim() };
    const m = words.exec(text);
    if (m) return { name, present: true, at: m.index, quote: m[0] };
    return { name, present: false, at: -1, quote: '' };
  });
}
