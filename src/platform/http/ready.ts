import { randomUUID } from 'node:crypto';

const ID = 'x-request-id: ';
const DATE = '\r\nDate: ';
/** What node:http says of itself at the end of a head. */
const END = '\r\nConnection: keep-alive\r\nKeep-Alive: timeout=72\r\n\r\n';
const REASON: Readonly<Record<number, string>> = { 200: 'OK', 304: 'Not Modified' };

/**
 * A whole answer as the bytes on the wire, written to a socket in one piece: head and body written as two cost three times as
 * much. What differs from answer to answer (number of the request, date) is written over in its place, which is allowed
 * as long as no socket still holds the bytes; `busy` says that one does.
 */
export class ReadyAnswer {
  readonly bytes: Buffer;
  private readonly idAt: number;
  private readonly dateAt: number;
  private second = 0;
  busy = false;

  constructor(
    status: number,
    headers: Readonly<Record<string, string>>,
    length: number | undefined,
    body: Buffer | undefined,
  ) {
    const lines = Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`);
    if (length !== undefined) lines.push(`content-length: ${length}\r\n`);
    const before = `HTTP/1.1 ${status} ${REASON[status]}\r\n${lines.join('')}${ID}`;
    this.idAt = before.length + PREFIX.length;
    this.dateAt = this.idAt + DIGITS + DATE.length;
    const head = Buffer.from(`${before}${PREFIX}${'0'.repeat(DIGITS)}${DATE}${dateOf(0)}${END}`, 'latin1');
    this.bytes = body ? Buffer.concat([head, body]) : head;
  }

  /** The bytes for one more answer. */
  next(): Buffer {
    count = (count + 1) % 0xffff_ffff_ffff;
    this.bytes.write(count.toString(16).padStart(DIGITS, '0'), this.idAt, 'latin1');
    const now = Math.floor(Date.now() / 1000);
    if (now !== this.second) {
      this.second = now;
      this.bytes.write(dateOf(now), this.dateAt, 'latin1');
    }
    return this.bytes;
  }
}

/** Numbers of requests look like those of the full server and are as unique, and cost next to nothing. */
const DIGITS = 12;
const PREFIX = randomUUID().slice(0, -DIGITS);
let count = 0;

let said: [number, string] = [-1, ''];
function dateOf(second: number): string {
  if (said[0] !== second) said = [second, new Date(second * 1000).toUTCString()];
  return said[1];
}
