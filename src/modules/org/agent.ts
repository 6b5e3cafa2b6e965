/** The first that fits: browsers built on others name those too. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/QQBrowser/, 'QQ浏览器'],
  [/360(?:SE|EE)|QihooBrowser/, '360浏览器'],
  [/UCBrowser/, 'UC浏览器'],
  [/HuaweiBrowser/, '华为浏览器'],
  [/Edg/, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrom/, 'Chrome'],
  [/Safari/, 'Safari'],
  [/Trident|MSIE/, 'IE'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
];

const named = (list: readonly [RegExp, string][], agent: string): string | undefined =>
  list.find(([words]) => words.test(agent))?.[1];

/**
 * What a browser says of itself, as a person would: `Chrome，Windows`. So that people see whether the place they are signed
 * in at is theirs; words that name no browser stand as they came.
 */
export function sayAgent(agent: string): string {
  const said = [named(BROWSERS, agent), named(SYSTEMS, agent)].filter(Boolean).join('，');
  return said || agent.slice(0, 60) || '不明设备';
}
