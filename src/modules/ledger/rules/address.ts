/** Whether an IP address is not one that the public reaches: loopback, private, link-local, multicast, reserved. */
export function isPrivate(ip: string): boolean {
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/i.exec(ip);
  if (v4) {
    const [a = 0, b = 0] = v4.slice(1).map(Number);
    return (
      a === 0 ||
      a === 10 ||
      a === 127 ||
      a >= 224 ||
      (a === 100 && b >= 64 && b <= 127) ||
      (a === 169 && b === 254) ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 198 && (b === 18 || b === 19))
    );
  }
  const v6 = ip.toLowerCase();
  // Only 2000::/3 is global unicast, less the documentation range and addresses that embed IPv4.
  return !/^[23]/.test(v6) || v6.startsWith('2001:db8:') || v6.startsWith('2002:') || /^2001:0?:/.test(v6);
}
