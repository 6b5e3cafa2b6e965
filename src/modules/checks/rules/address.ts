/** Addresses of homes: where the house begins, and the address without it. */

const N = '[0-9０-９一二三四五六七八九十百]{1,6}';
const ROOM = '[0-9０-９]{3,4}';
const HOUSE = new RegExp(
  `${N}\\s?(?:号楼|号院|栋|幢|单元)|${ROOM}室|(?:路|街|巷|弄|组|村|队|里|园|小区|社|屯|道)\\s?(?:东|西|南|北|中)?\\s?${N}(?:[-—之]${N})?\\s?号(?!线|文|令)|${N}号${ROOM}`,
);

/** An address that says itself that it is an office's. */
export const isOffice = (text: string): boolean =>
  /^[^，,。]{0,4}(?:办公|单位|办事|办理|受理|经营|注册|公司|学校|营业)(?:地址|地点|场所)/.test(text);

/** Whether the words go down to a house: 云湖镇柳河村3组12号, 阳光小区2栋. A village group alone (3组) does not. */
export const hasHouseNumber = (text: string): boolean => text.length >= 4 && text.length <= 80 && HOUSE.test(text);

const PLACE = /^.*(?:村|社区|居委会|嘎查)/u;
const TOWN = /^.*?(?:镇|乡|街道)/u;

const ROAD = /^.*?(?:大道|路|街|巷|弄|小区|新村|花园)/u;
const beforeFigure = (text: string): string => text.split(/[0-9０-９]/)[0] ?? '';

/** The address up to the village or community, else the township, else the road, else up to the first figure. Never a house. */
export function cutAddress(text: string): string {
  const start = beforeFigure(text);
  const kept = [PLACE.exec(start), PLACE.exec(text), TOWN.exec(text), ROAD.exec(text), [start]]
    .map((m) => m?.[0] ?? '')
    .find((t) => t !== '' && !hasHouseNumber(t));
  return kept ?? '';
}
