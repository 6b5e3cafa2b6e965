import { BlockList, isIP } from 'node:net';

/** Sent with every answer. No inline script or style anywhere, so markup that slips through the sanitiser still cannot run. */
const SECURITY_HEADERS: Record<string, string> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** What stands behind the login is kept nowhere. */
export const isConsole = (url: string): boolean => url.startsWith('/console');

/** The headers of an answer with those that every answer has; a page may ask for stricter ones. */
export const allHeaders = (url: string, own: Readonly<Record<string, string>>): Record<string, string> => ({
  ...SECURITY_HEADERS,
  'cache-control': isConsole(url) ? 'no-store' : 'no-cache',
  ...own,
});

/**
 * Whether a state-changing request comes from our own pages. Browsers send Origin (old ones at least Referer) on every
 * form post, and a foreign page cannot forge either; cookies are SameSite=Lax besides.
 */
export function sameOrigin(
  headers: { origin?: string | undefined; referer?: string | undefined; host?: string | undefined },
  publicUrl?: string,
): boolean {
  const from = headers.origin && headers.origin !== 'null' ? headers.origin : headers.referer;
  if (!from || !URL.canParse(from)) return false;
  const host = new URL(from).host;
  return host === headers.host || (publicUrl !== undefined && host === new URL(publicUrl).host);
}

/** Returns a test for "is this address in one of these networks" (CIDR, IPv4 and IPv6; IPv4-mapped addresses count as IPv4). */
export function networks(cidrs: readonly string[]): (ip: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [net = '', bits] = cidr.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(net) === 0) throw new RangeError(`not a network: ${cidr}`);
    list.addSubnet(net, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (ip) => {
    const bare = ip.replace(/^::ffff:(?=\d+\.)/, '');
    const kind = isIP(bare);
    return kind !== 0 && list.check(bare, kind === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * Who is counted as one: an IPv4 address however it is written, or the network of an IPv6 one (its first 64 bits: a household
 * has as many addresses within it as it likes). What is no address counts as itself.
 */
export function limitKey(ip: string): string {
  const four = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(four) !== 6) return four;
  const [head = '', tail] = (four.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  // An IPv4 ending stands for two groups.
  const groups = left.length + right.length + (four.includes('.') ? 1 : 0);
  const all = tail === undefined ? left : [...left, ...Array.from({ length: 8 - groups }, () => '0'), ...right];
  return `${all
    .slice(0, 4)
    .map((g) => g.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::`;
}

/** A path on this site to go back to, or `/`: never another host (browsers drop tabs and line ends inside an address). */
export function safeBack(path: string | null | undefined): string {
  return path && /^\/(?![/\\])/.test(path) && !/[\t\r\n]/.test(path) ? path : '/';
}
