/** Phrases that letters share. */
import { sayDay } from '../../../../lib/day.ts';
import { excerpt } from '../../../../lib/hanzi.ts';
import type { Paper, PaperBlock } from '../../../../platform/documents/index.ts';
import type { LetterFacts } from '../../rules/types.ts';
import type { LetterLaw } from './law.ts';

/** Stands where something is not known yet; a letter that holds it cannot be issued. */
export const BLANK = '＿＿＿＿';
/** Stand for names: identities lie sealed apart, and are filled in only when the files of an issued letter are drawn. */
export const APPLICANT = '〔申请人〕';
export const PARTY = '〔被征求意见方〕';

export const p = (text: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text }] });

/** What makes the parts of a letter: which kind, to whom, about what. */
export type Draft = {
  facts: LetterFacts;
  law: LetterLaw;
  /** The third party or co-producing agency the letter is to or about. */
  party?: LetterFacts['parties'][number];
  /** 协办函: who is asked, and for what. */
  assist?: { agency: string; matter: string };
};

export const end = (text: string): string => (/[。！？；]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`);
/** As part of a sentence: without the mark it ends with. */
export const bare = (text: string): string => text.trim().replace(/[。；，、]+$/, '');

/** The applicant's words as a letter to the applicant repeats them. */
export const asked = (f: LetterFacts): string => `“${excerpt(bare(f.request.description), 300)}”`;
/** The same at full length, in a receipt. */
export const askedInFull = (f: LetterFacts): string => `您申请公开的内容是：${end(f.request.description)}`;

/** How each letter to the applicant begins: when the request came, its number, what it asks for. */
export function opening(f: LetterFacts): string {
  const { receivedOn, arrivedOn, channelName } = f.request;
  const on = receivedOn ?? arrivedOn;
  const corrected = f.correction?.correctedOn ? `，${sayDay(f.correction.correctedOn)}收到您补正的申请` : '';
  return `本机关于${sayDay(on)}收到您通过${channelName}提交的政府信息公开申请（编号${f.case.no}）${corrected}，申请公开${asked(f)}。`;
}

/** The same to others: nothing in it tells who asked, and no word of the applicant, who may have written anything, is quoted. */
export const openingForOthers = (f: LetterFacts): string => `本机关收到政府信息公开申请（编号${f.case.no}）。`;

export const contact = (f: LetterFacts): string =>
  [
    f.unit.phone ? `联系电话：${f.unit.phone}` : '',
    f.unit.address ? `地址：${f.unit.address}` : '',
    f.unit.hours ? `办公时间：${f.unit.hours}` : '',
  ]
    .filter(Boolean)
    .join('；');

/** The frame of a letter around its words. */
export const frame = (f: LetterFacts, title: string, addressee: string, blocks: PaperBlock[]): Paper => ({
  masthead: f.unit.name,
  title,
  addressee,
  blocks,
  sign: { unit: f.unit.name, date: f.today },
  ...(contact(f) ? { remark: contact(f) } : {}),
  about: { unit: f.unit.name, date: f.today },
});
