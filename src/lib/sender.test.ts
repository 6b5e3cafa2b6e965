import { expect, test } from 'vitest';
import { addressOf } from './sender.ts';

test.each([
  ['192.0.2.7', '192.0.2.7', 'IPv4 whole'],
  ['::ffff:192.0.2.7', '192.0.2.7', 'IPv4 said as IPv6'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', 'the network of a line'],
  ['2001:db8::1', '2001:db8:0:0::', 'zeros left out'],
])('%s counts as %s: %s', (ip, want) => expect(addressOf(ip)).toBe(want));
