import { describe, expect, test } from 'vitest';
import { checkSpecimen } from '../checks.ts';
import { ENV, inventCard, inventId, textSpecimen } from '../fixtures.ts';
import { maskText } from '../index.ts';
import { numberChecks } from './personal-numbers.ts';

/** Of the fictional division 999901. */
const ID = inventId('19391104', '001');
const MOBILE = '13900000001';
const CARD = inventCard('622202123456789012');

const found = (text: string) => checkSpecimen(textSpecimen(text), ENV, numberChecks).findings;
const kinds = (text: string): string[] => found(text).map((f) => f.rule.slice('personal.'.length));
/** The number with each digit written otherwise. */
const as = (number: string, write: (d: number) => string): string => number.replace(/\d/g, (c) => write(Number(c)));
const from = (zero: number) => (d: number) => String.fromCodePoint(zero + d);
const one = (text: string, d: number): string => text.charAt(d);
const cut = (number: string, mark: string, ...at: number[]): string =>
  [0, ...at].map((a, i) => number.slice(a, at[i] ?? number.length)).join(mark);

describe('a number of a person is one however it is written', () => {
  test.each<[string, string, string, string]>([
    ['full width', as(ID, from(0xff10)), 'id-number', 'typed with a Chinese keyboard'],
    ['mathematical bold', as(ID, from(0x1d7ce)), 'id-number', 'pasted from a typesetter, two units each'],
    ['mathematical monospace', as(MOBILE, from(0x1d7f6)), 'mobile', 'looks like any digit'],
    ['Arabic-Indic', as(ID, from(0x0660)), 'id-number', 'digits of another script'],
    ['Devanagari', as(ID, from(0x0966)), 'id-number', 'digits of another script'],
    ['raised', as(ID, (d) => one('⁰¹²³⁴⁵⁶⁷⁸⁹', d)), 'id-number', 'the eye reads it'],
    ['circled', as(ID, (d) => one('⓪①②③④⑤⑥⑦⑧⑨', d)), 'id-number', 'the eye reads it'],
    ['keycaps', [...ID].map((c) => `${c}\ufe0f\u20e3`).join(''), 'id-number', 'from a telephone'],
    ['in words', as(ID, (d) => one('〇一二三四五六七八九', d)), 'id-number', 'as one says it'],
    ['in formal words', as(ID, (d) => one('零壹贰叁肆伍陆柒捌玖', d)), 'id-number', 'as a bank writes it'],
    ['a mobile in words', as(MOBILE, (d) => one('零幺二三四五六七八九', d)), 'mobile', 'as soldiers say it'],
    ['a mobile half in words', '一39零零零零零零0一', 'mobile', 'mixed to get through'],
    [
      'backwards behind a mark of direction',
      `\u202e${[...ID].reverse().join('')}\u202c`,
      'id-number',
      'shown in order',
    ],
    ['marks of direction inside', cut(ID, '\u202e', 9), 'id-number', 'nobody sees them'],
    ['isolates between all', [...ID].join('\u2066'), 'id-number', 'nobody sees them'],
    ['three zero widths between all', [...ID].join('\u200b\u200b\u200b'), 'id-number', 'nobody sees them'],
    ['a zero width in a mobile', cut(MOBILE, '\u2060', 5), 'mobile', 'nobody sees it'],
    ['variation selectors', [...ID].map((c) => `${c}\ufe0f`).join(''), 'id-number', 'nobody sees them'],
    ['a joiner of graphemes', [...ID].join('\u034f'), 'id-number', 'nobody sees it'],
    ['a filler of Hangul', cut(ID, '\u3164', 6, 14), 'id-number', 'a letter that is blank'],
    ['tags', [...ID].join('\u{e0020}'), 'id-number', 'nobody sees them'],
    ['three soft hyphens', cut(ID, '\u00ad\u00ad\u00ad', 6), 'id-number', 'nobody sees them'],
    ['dots', cut(ID, '.', 6, 14), 'id-number', 'a mark between the parts'],
    ['slashes', cut(ID, '/', 6, 14), 'id-number', 'a mark between the parts'],
    ['underscores', cut(ID, '_', 6, 14), 'id-number', 'a mark between the parts'],
    ['dots between all', [...ID].join('.'), 'id-number', 'digit by digit'],
    ['a mobile with dots', cut(MOBILE, '.', 3, 7), 'mobile', 'as abroad'],
    ['a mobile with slashes', cut(MOBILE, '/', 3, 7), 'mobile', 'a mark between the parts'],
    ['a card with dots', cut(CARD, '.', 4, 8, 12, 16), 'bank-card', 'a mark between the groups'],
    ['a wide blank', cut(ID, '\u00a0\u00a0\u00a0', 6), 'id-number', 'typesetting'],
    ['a raised note behind it', `${MOBILE}²`, 'mobile', 'the note is none of its digits'],
    ['a circled note behind it', `${ID}①`, 'id-number', 'the note is none of its digits'],
    ['a word before it', `第一${MOBILE}`, 'mobile', 'the word is none of its digits'],
  ])('%s: %s', (_, text, kind) => {
    expect(kinds(`名单：张大山 ${text} 云湖镇`)).toContain(kind);
  });

  test('many marks that turn the direction hide nothing and exhaust nothing', () => {
    expect(kinds(`张大山 ${'\u202e'.repeat(20_000)}${[...MOBILE].reverse().join('')}`)).toContain('mobile');
  });

  test('two that only a zero width parts are two', () => {
    expect(kinds(`张大山 ${MOBILE}\u200b13900000002`)).toEqual(['mobile']);
    expect(found(`张大山 ${MOBILE}\u200b13900000002`)[0]?.spans).toHaveLength(2);
  });

  test.each([
    ['mathematical bold', as(ID, from(0x1d7ce))],
    ['in words', as(ID, (d) => one('〇一二三四五六七八九', d))],
    ['zero widths inside', [...ID].join('\u200b')],
    ['two cells that ran together', `\u200b${ID}${MOBILE}`],
  ])('masking takes out just the number: %s', (_, text) => {
    const masked = maskText(`甲${text}乙`).text;
    expect(kinds(masked)).toEqual([]);
    expect(masked.startsWith('甲')).toBe(true);
    expect(masked.endsWith('乙')).toBe(true);
  });

  test.each([
    ['a date in words', '二〇二六年三月三十一日'],
    ['numbers in words', '一、二、三、四、五、六、七、八、九、十'],
    ['years in a row', '二〇二一二〇二二'],
    ['a mobile masked with circles', '139○○○○0001'],
    ['decimals', '1939.1104 6403.0219 39.11 04.001'],
    ['dates', '2026.03.31 2026/04/01 08:30:00'],
    ['an address of a machine', '192.168.100.101:8080'],
    ['versions', '1.3.9.0.0.1'],
    ['notes', '城镇①②③④⑤⑥⑦'],
    ['areas and powers', '120m²，10³千克'],
    ['an index number', '000014349/2026-00007'],
  ])('%s is none', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
