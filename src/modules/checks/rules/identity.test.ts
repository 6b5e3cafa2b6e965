import { describe, expect, it } from 'vitest';
import { checkOf, isCreditCode, isOldId, luhn, readId } from './identity.ts';

describe('identity numbers by their own arithmetic', () => {
  it.each([
    ['640302190001010015', true, true, 'the check digit of the corpus'],
    ['640302190001010010', false, true, 'one digit off'],
    ['640302200002298889', true, true, '29 February of a leap year'],
    ['640302190013139991', true, false, 'there is no month 13'],
    ['999999194910011232', true, true, 'a division nobody has'],
  ])('%s: check %s, date %s, because %s', (chars, check, date) => {
    expect(readId(chars, 2026)).toMatchObject({ check, date });
  });
  it('knows that nobody was born next year', () => {
    const next = `9999012027010100${'1'}`;
    expect(readId(next + checkOf(next), 2026)?.date).toBe(false);
  });
  it.each([
    ['64030220000229888', '17 digits'],
    ['6403022000022988890', '19 digits'],
    ['X40302200002298889', 'an X in front'],
    ['040302200002298889', 'no division begins with 0'],
  ])('%s is none: %s', (chars) => expect(readId(chars, 2026)).toBeUndefined());
  it('reads the old form of fifteen digits', () => {
    expect(isOldId('640302000229888')).toBe(false); // 1900 had no 29 February
    expect(isOldId('640302800229888')).toBe(true);
    expect(isOldId('640302801329888')).toBe(false);
  });
  it('tells a 统一社会信用代码 by its own check character', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true); // the example of GB 32100-2015
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
  });
  it('tells a card by Luhn', () => {
    expect(luhn('6222021234567890128')).toBe(luhn('6222 0212 3456 7890 128'.replaceAll(' ', '')));
    expect(luhn('4111111111111111')).toBe(true);
    expect(luhn('4111111111111112')).toBe(false);
  });
});
