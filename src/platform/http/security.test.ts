import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitKey, networks, safeBack, sameOrigin } from './security.ts';

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

describe('who is counted as one, when requests are counted', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7', 'an address of four numbers is one reader'],
    ['::ffff:192.0.2.7', '192.0.2.7', 'the same reader, as a socket for both kinds writes it'],
    ['::FFFF:192.0.2.7', '192.0.2.7', 'the same again'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', 'a network of IPv6 is one household'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::', 'the same household, written out'],
    ['2001:db8::6', '2001:db8:0:0::', 'groups left out are nought'],
    ['fe80::1%eth0', 'fe80:0:0:0::', 'the name of a card says nothing of the reader'],
    ['::1', '0:0:0:0::', 'this machine'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::', 'an IPv4 ending stands for two groups'],
    ['unknown', 'unknown', 'what is no address counts as itself'],
  ])('%s counts as %s: %s', (ip, key) => {
    expect(limitKey(ip)).toBe(key);
  });
});
