import { Again } from '../../lib/again.ts';
import { forgetRecent } from '../../lib/recent.ts';
import { recording } from '../depends.ts';
import type { System } from '../system.ts';
import type { Changes } from './changes.ts';
import { KeptPages, Page, type Pool, type Standing } from './kept-pages.ts';
import { isText, PACK_FROM, takesGzip } from './packing.ts';
import { sameTag } from './parts.ts';
import { ReadyAnswer } from './ready.ts';
import { allHeaders } from './security.ts';
import type { Answer, Modes } from './types.ts';
import type { PlainRequest } from './warm.ts';

/** Where the public state stands. `ask` is called while nobody listens; null: the database is away. */
export type Revision = { changes: Changes; ask(): Promise<number | null> };

type Asked = Pick<PlainRequest, 'acceptEncoding' | 'ifNoneMatch'>;
type Given = { page: Page; away: boolean } | { answer: Answer };

export const modesOf = (cookies: Record<string, string | undefined>): Modes => ({
  elder: cookies.gk_elder === '1' ? 1 : cookies.gk_elder === '2' ? 2 : 0,
  theme: cookies.gk_theme === 'dark' ? 'dark' : cookies.gk_theme === 'light' ? 'light' : 'auto',
});

/** Never throws: a request line may hold anything. */
export const urlOf = (line: string): URL => URL.parse(`http://local${line}`) ?? new URL('http://local/');

const MODE = /(?:^|;)\s*(gk_elder|gk_theme)\s*=\s*([^;]*)/g;
/** The reading mode in a raw cookie header; undefined when it is written in a way that the full server has to read. */
function modesIn(cookie: string): Modes | undefined {
  if (!cookie.includes('gk_')) return NORMAL;
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of cookie.matchAll(MODE)) {
    if (name in found || !/^\w*$/.test(value.trimEnd())) return undefined;
    found[name] = value.trimEnd();
  }
  return modesOf(found);
}
const NORMAL = modesOf({});

const LONGEST_URL = 1024;
/** Addresses that name one thing in one way; other writings of them are anybody's. */
const PLAIN_PATH = /^(?!.*\/0\d)(?:\/[\w.-]+)*\/?$/;
const ORIGINS = 8;
/** Addresses anyone can make up that are remembered as asked once. */
const ONCE = 2000;
const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;
const TELL_MS = 1000;
/** Bytes of answers that are ready as a whole, beside the pages. */
const MOST_READY = 8 * 1024 * 1024;

type KeepingOptions = {
  system: System;
  revision: Revision | undefined;
  served: ((path: string, userAgent: string, n: number) => void) | undefined;
  warm: ((status: number) => void) | undefined;
  pages?: KeptPages;
};

/**
 * Gives out public pages that were drawn before, as long as nothing they read has changed. The number of the last change
 * is taken before a page is drawn and compared after, so a page drawn from older data is never kept for a newer one.
 */
export class Keeping {
  readonly pages: KeptPages;
  private readonly o: KeepingOptions;
  private readonly again = new Again(ONCE);
  private readonly drawing = new Map<string, Promise<Given>>();
  private readonly origins = new Set<string>();
  private readonly read = new Set<Page>();
  private readonly telling: NodeJS.Timeout | undefined;
  private readonly accepts = new Map<string, boolean>();
  private readonly withReady = new Set<Page>();
  private readyBytes = 0;

  constructor(o: KeepingOptions) {
    this.o = o;
    this.pages = o.pages ?? new KeptPages();
    o.revision?.changes.whenForgetting((tags) => {
      this.pages.forget(tags);
      this.dropReady();
      forgetRecent();
    });
    if (o.served) this.telling = setInterval(() => this.tell(), TELL_MS).unref();
  }

  keyOf(origin: string, modes: Modes, url: string): string {
    return `${origin}|${modes.elder}${modes.theme}|${url}`;
  }

  /** The page of a key: as it is kept, or drawn now. Requests that come together wait for one drawing. */
  async page(key: string, origin: string, url: string, exact: boolean, draw: () => Promise<Answer>): Promise<Given> {
    const now = await this.standing();
    const found = this.pages.get(key);
    if (found && !now) return { page: found, away: true };
    if (found && now && this.isFresh(found, now)) {
      if (found.fillIn && found.checked !== now.n) this.pages.fill(found, await found.fillIn());
      found.checked = now.n;
      return { page: found, away: false };
    }
    if (!now) return { answer: await draw() };
    const flight = `${now.n}|${now.day}|${key}`;
    let flying = this.drawing.get(flight);
    if (!flying) {
      flying = this.draw(key, origin, url, exact, now, draw).finally(() => this.drawing.delete(flight));
      this.drawing.set(flight, flying);
    }
    return flying;
  }

  /** The page of a key however old it is. */
  old(key: string): Page | undefined {
    return this.pages.get(key);
  }

  /** What to send for a page. */
  answer(page: Page, asked: Asked): { status: number; headers: Record<string, string>; body: Buffer | undefined } {
    const headers: Record<string, string> = { ...page.headers, etag: page.etag, vary: 'accept-encoding, cookie' };
    if (sameTag(asked.ifNoneMatch, page.etag)) {
      delete headers['content-type'];
      return { status: 304, headers, body: undefined };
    }
    const packed = takesGzip(asked.acceptEncoding) && isText(page.headers['content-type']) && page.size >= PACK_FROM;
    return {
      status: 200,
      headers: { ...headers, ...(packed ? { 'content-encoding': 'gzip' } : {}) },
      body: packed ? this.pages.gzip(page) : this.pages.plain(page),
    };
  }

  /** The whole answer to a plain request when a fresh page is kept; written without the framework. */
  ready(r: PlainRequest): ReadyAnswer | undefined {
    const n = this.o.revision?.changes.now;
    const modes = modesIn(r.cookie);
    if (n === undefined || !modes) return undefined;
    const page = this.pages.get(this.keyOf(this.o.system.config.publicUrl ?? `http://${r.host}`, modes, r.url));
    if (!page || !this.isFresh(page, { n, day: this.day() })) return undefined;
    if (page.checked !== n) {
      if (page.fillIn) return undefined;
      page.checked = n;
    }
    const kind = this.kindOf(page, r);
    let ready = page.ready.get(kind);
    if (!ready || ready.busy) ready = this.make(page, kind, r);
    if (!r.head) this.count(page, r.userAgent);
    this.o.warm?.(kind === '304' ? 304 : 200);
    return ready;
  }

  private kindOf(page: Page, r: PlainRequest): string {
    if (r.ifNoneMatch !== '' && sameTag(r.ifNoneMatch, page.etag)) return '304';
    let gzip = this.accepts.get(r.acceptEncoding);
    if (gzip === undefined) {
      gzip = takesGzip(r.acceptEncoding);
      if (this.accepts.size < 100) this.accepts.set(r.acceptEncoding, gzip);
    }
    return (gzip ? 'gzip' : 'plain') + (r.head ? ' head' : '');
  }

  /** Makes an answer ready; when they all hold too much, they are made anew as readers come. */
  private make(page: Page, kind: string, r: PlainRequest): ReadyAnswer {
    const { status, headers, body } = this.answer(page, r);
    const ready = new ReadyAnswer(status, allHeaders(r.url, headers), body?.byteLength, r.head ? undefined : body);
    this.readyBytes += ready.bytes.byteLength;
    if (this.readyBytes > MOST_READY) {
      this.dropReady();
      this.readyBytes = ready.bytes.byteLength;
    }
    page.ready.set(kind, ready);
    this.withReady.add(page);
    return ready;
  }

  private dropReady(): void {
    for (const page of this.withReady) page.ready = new Map();
    this.withReady.clear();
    this.readyBytes = 0;
  }

  /** Tells the last reads. */
  end(): void {
    clearInterval(this.telling);
    this.tell();
  }

  private async standing(): Promise<Standing | null> {
    const { revision } = this.o;
    if (!revision) return null;
    const n = revision.changes.now ?? (await revision.ask().catch(() => null));
    return n === null ? null : { n, day: this.day() };
  }

  private isFresh(page: Page, now: Standing): boolean {
    if (page.stale || page.drawn.day !== now.day) return false;
    if (page.checked === now.n) return true;
    page.stale = this.changed(page, page.checked, now.n);
    return !page.stale;
  }

  private changed(page: Page, since: number, now: number): boolean {
    return page.dependencies ? (this.o.revision?.changes.touched(page.dependencies, since) ?? true) : since !== now;
  }

  private async draw(
    key: string,
    origin: string,
    url: string,
    exact: boolean,
    now: Standing,
    draw: () => Promise<Answer>,
  ): Promise<Given> {
    const { value: answer, dependencies } = await recording(draw, now.n);
    const { body } = answer;
    if (answer.status !== 200 || answer.cookies || !(typeof body === 'string' || Buffer.isBuffer(body)))
      return { answer };
    const page = new Page(answer, exact ? dependencies : undefined, now, urlOf(url).pathname);
    // What changed while it was drawn may be in it or not: it is good for this reader and not for the next.
    const pool = this.poolOf(origin, url, answer);
    // Asked once and never again is what most addresses with questions are: holding on to each would only make work for the collector.
    const wanted = pool === 'site' || this.again.asked(key);
    if (wanted && url.length <= LONGEST_URL && !this.changed(page, now.n, this.o.revision?.changes.latest ?? now.n))
      this.pages.put(key, page, pool);
    return { page, away: false };
  }

  private poolOf(origin: string, url: string, answer: Answer): Pool {
    if (!this.o.system.config.publicUrl && !this.origins.has(origin)) {
      if (this.origins.size >= ORIGINS) return 'guest';
      this.origins.add(origin);
    }
    return PLAIN_PATH.test(url) || answer.headers['cache-control']?.includes('immutable') ? 'site' : 'guest';
  }

  private count(page: Page, userAgent: string): void {
    if (!this.o.served) return;
    page.reads.set(userAgent, (page.reads.get(userAgent) ?? 0) + 1);
    this.read.add(page);
    if (page.reads.size >= 1000) this.tell();
  }

  private tell(): void {
    for (const page of this.read) {
      for (const [agent, n] of page.reads) this.o.served?.(page.path, agent, n);
      page.reads.clear();
    }
    this.read.clear();
  }

  /** Days since 1970 in China: what a page says of today is good until this moves. */
  private day(): number {
    return Math.floor((this.o.system.clock.now().getTime() + CHINA_MS) / DAY_MS);
  }
}
