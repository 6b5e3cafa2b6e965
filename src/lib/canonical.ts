/**
 * Canonical JSON (RFC 8785, JCS): one value, one sequence of bytes, so that a hash over it can be made again by anyone.
 * Written here and not taken from a package: these bytes must not change with a package's next major version.
 */

const refused = (path: string, what: string): TypeError => new TypeError(`not canonical JSON at ${path}: ${what}`);

function text(value: string, path: string): string {
  if (!value.isWellFormed()) throw refused(path, 'a lone surrogate');
  return JSON.stringify(value);
}

function write(value: unknown, path: string, above: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(path, String(value));
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw refused(path, typeof value);
  if (above.includes(value)) throw refused(path, 'a cycle');
  const deeper = [...above, value];
  // Array.from and not map: a hole must reach `write` as undefined, and be refused.
  if (Array.isArray(value)) return `[${Array.from(value, (v, i) => write(v, `${path}[${i}]`, deeper)).join(',')}]`;
  const kind = Object.getPrototypeOf(value);
  // A Date or a Map would come out as something its reader cannot turn back.
  if (kind !== Object.prototype && kind !== null) throw refused(path, 'not a plain object');
  // The default sort compares UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for.
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${text(k, path)}:${write(v, `${path}.${k}`, deeper)}`);
  return `{${members.join(',')}}`;
}

/**
 * The canonical text of a JSON value.
 * Throws TypeError, naming the place, on anything JSON cannot hold exactly: undefined, NaN, Infinity, functions,
 * symbols, bigint, dates and other classes, holes, cycles, lone surrogates.
 */
export const canonicalText = (value: unknown): string => write(value, '$', []);

/** The canonical UTF-8 bytes of a JSON value; throws as `canonicalText` does. */
export const canonical = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalText(value));
