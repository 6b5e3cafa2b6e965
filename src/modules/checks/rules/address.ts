/** Addresses of homes: where the house begins, and the address without it. */

const HOUSE =
  /\d+\s*(?:号楼|号院|栋|幢|单元|室|户)|(?:路|街|巷|弄|组|村|队|里|园|小区|社|屯|道)\s*(?:东|西|南|北|中)?\s*\d+\s*(?:-\d+)?\s*号(?!线|文|令)|\d+号\d+(?:室|单元|楼)/;

/** Whether the words go down to a house: 云湖镇柳河村3组12号, 阳光小区2栋. A village group alone (3组) does not. */
export const hasHouseNumber = (text: string): boolean =>
  text.length >= 4 &&
  text.length <= 80 &&
  HOUSE.test(text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)));

const PLACE = /^.*(?:村|社区|居委会|嘎查)/u;
const TOWN = /^.*?(?:镇|乡|街道)/u;

/** The address up to the village or community; without one up to the township, else up to the first figure. */
export function cutAddress(text: string): string {
  const place = PLACE.exec(text.split(/\d|[０-９]/)[0] ?? '') ?? PLACE.exec(text);
  const kept = place?.[0] ?? TOWN.exec(text)?.[0] ?? text.split(/[\d０-９]/)[0] ?? '';
  return hasHouseNumber(kept) ? (kept.split(/[\d０-９]/)[0] ?? '') : kept;
}
