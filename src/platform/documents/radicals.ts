/**
 * Fonts draw a radical and the character that looks like it from one outline, so a PDF may say ⾝份 for 身份. The Kangxi
 * radicals and ligatures have their plain form in Unicode; of the supplement (U+2E80…) these are the ones that occur.
 */
const SUPPLEMENT: Record<string, string> = Object.fromEntries(
  '⺟母 ⺠民 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** Text with characters in place of the radicals and ligatures that stand for them. */
export const plainSigns = (text: string): string =>
  /[\u2e80-\u2fdf\ufb00-\ufb06]/.test(text)
    ? text.replace(/[\u2e80-\u2fdf\ufb00-\ufb06]/g, (c) => SUPPLEMENT[c] ?? c.normalize('NFKC'))
    : text;
