import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, canonicalText } from './canonical.ts';

const hex = (b: Uint8Array): string => Buffer.from(b).toString('hex');

/** The same value with every object's keys in reverse order of writing. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, turned(v)]),
  );
}

describe('canonical JSON', () => {
  test('the example of RFC 8785 section 3.2.2 gives the bytes of section 3.2.4', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(hex(canonical(input))).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b333333333333333333' +
        '2e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c753030' +
        '30665c6e4127425c225c5c5c5c5c222f227d',
    );
  });

  test('keys are sorted by UTF-16 code units, as in RFC 8785 section 3.2.3', () => {
    const input = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    );
    expect(Object.values(JSON.parse(canonicalText(input)))).toHaveLength(7);
    const order = ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'];
    const at = order.map((name) => canonicalText(input).indexOf(name));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  test.each([
    ['0000000000000000', '0', 'zero'],
    ['8000000000000000', '0', 'minus zero'],
    ['0000000000000001', '5e-324', 'smallest positive'],
    ['7fefffffffffffff', '1.7976931348623157e+308', 'largest positive'],
    ['4340000000000000', '9007199254740992', 'largest exact integer plus one'],
    ['444b1ae4d6e2ef4e', '999999999999999700000', 'just below the exponent form'],
    ['444b1ae4d6e2ef50', '1e+21', 'the exponent form starts'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7', 'just below the plain form'],
    ['3eb0c6f7a0b5ed8d', '0.000001', 'the plain form starts'],
    ['41b3de4355555557', '333333333.33333343', 'seventeen digits'],
  ])('number %s is written %s: RFC 8785 appendix B, %s', (bits, written) => {
    expect(canonicalText(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written);
  });

  test('Chinese text stays as it is, in UTF-8', () => {
    expect(canonicalText({ 标题: '明河区〔2026〕1号' })).toBe('{"标题":"明河区〔2026〕1号"}');
  });

  const ring: Record<string, unknown> = {};
  ring.self = ring;
  test.each<[unknown, string]>([
    [undefined, 'undefined has no JSON'],
    [{ a: undefined }, 'a member that would vanish'],
    [[undefined], 'an element that would become null'],
    [new Array(2), 'holes'],
    [Number.NaN, 'NaN'],
    [[Number.POSITIVE_INFINITY], 'infinity'],
    [() => 1, 'a function'],
    [Symbol('x'), 'a symbol'],
    [1n, 'a bigint'],
    [new Date(0), 'a date'],
    [new Map(), 'a map'],
    ['\ud800', 'a lone surrogate'],
    [{ '\udc00': 1 }, 'a lone surrogate in a key'],
    [ring, 'a cycle'],
  ])('%o is refused: %s', (value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });

  test('the refusal names the place', () => {
    expect(() => canonical({ a: [1, { b: Number.NaN }] })).toThrow('$.a[1].b');
  });

  test('the same object twice, side by side, is no cycle', () => {
    const shared = { x: 1 };
    expect(canonicalText([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  test('reading it back gives the value again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the order in which keys were written does not matter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalText(turned(value))).toBe(canonicalText(value));
      }),
    );
  });
});
