import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networks, safeBack, sameOrigin } from './security.ts';

describe('the way back after signing in', () => {
  test.each([
    ['/console/pieces?tab=all', '/console/pieces?tab=all'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\r\nSet-Cookie: x=1', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
    [null, '/'],
  ])('%j leads to %s', (path, to) => expect(safeBack(path)).toBe(to));

  test('never leads to another host, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `/${s}`),
          fc.webUrl(),
        ),
        (path) => {
          expect(new URL(safeBack(path), 'http://here.local').host).toBe('here.local');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('networks', () => {
  const office = networks(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);
  test.each([
    ['10.200.3.4', true],
    ['::ffff:10.200.3.4', true],
    ['11.0.0.1', false],
    ['2001:db8:1::5', true],
    ['2001:db9::1', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['not an address', false],
    ['', false],
  ])('%s is inside: %s', (ip, inside) => expect(office(ip)).toBe(inside));
  test.each(['10.0.0/8', 'localhost', ''])('%j is no network', (cidr) =>
    expect(() => networks([cidr])).toThrow(RangeError),
  );
});

test('a form from the public address is our own, also behind a proxy that names another host', () => {
  const from = { origin: 'https://www.example.gov.cn', host: 'inside:8080' };
  expect(sameOrigin(from)).toBe(false);
  expect(sameOrigin(from, 'https://www.example.gov.cn')).toBe(true);
  expect(
    sameOrigin({ referer: 'https://www.example.gov.cn/x', host: 'inside:8080' }, 'https://www.example.gov.cn'),
  ).toBe(true);
  expect(sameOrigin({ origin: 'not an origin', host: 'inside:8080' }, 'https://www.example.gov.cn')).toBe(false);
});
