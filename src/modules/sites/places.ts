import { DISCLOSURE } from './rules.ts';

/**
 * Columns that a page of its own stands on. Each is a place of the 发展指引 (annex, required column classes); where the
 * district has no such column, or it is empty, the page leaves the block out.
 */
export const PLACES = {
  policies: 'zcjd/wenjian',
  policiesAndWords: 'zcjd',
  subsidies: 'czbt/butie',
  schools: 'zdly/ywjy',
  services: 'bsfw/zhinan',
  notices: 'tzgg',
  responses: 'hdjl/huiying',
  consultations: 'hdjl/zhengji',
  fields: 'zdly',
  elderly: 'zdly/ylfw',
  health: 'zdly/wsjk',
  units: 'jgzn',
} as const;

/** 互动交流: where what can be asked on line is listed too. */
export const DIALOGUE = 'hdjl';

/** Address of a column; the fixed section has one of its own. */
export const columnHref = (path: string): string => (path === DISCLOSURE ? '/zfxxgk' : `/c/${path}`);
