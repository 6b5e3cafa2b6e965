import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tagsOfDependency } from '../depends.ts';
import type { ReadyAnswer } from './ready.ts';
import type { Answer, Late } from './types.ts';

/** What was true when a page was drawn: number of the last change, and the day. */
export type Standing = { n: number; day: number };

/** A page as it was drawn. */
export class Page {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: depends on everything that is public. */
  readonly dependencies: readonly string[] | undefined;
  readonly drawn: Standing;
  /** Without the question. */
  readonly path: string;
  size: number;
  /** Up to this number it is known that nothing of it changed, and its late words are those of this number. */
  checked: number;
  stale = false;
  /** Asked for since somebody last looked for room. */
  used = false;
  etag: string;
  /** Ready-made answers, by what the reader takes; see `ready.ts`. */
  ready: Map<string, ReadyAnswer> = new Map();
  /** Reads since they were last told, by the reader's program. */
  reads: Map<string, number> = new Map();
  private plainBody: Buffer | undefined;
  private packedBody: Buffer | undefined;
  private holes: readonly (readonly [number, number])[];
  /** Reads its late words; only this of how it was drawn is kept. */
  readonly fillIn: Late['fill'] | undefined;

  constructor(answer: Answer, dependencies: readonly string[] | undefined, drawn: Standing, path: string) {
    const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(String(answer.body));
    this.headers = answer.headers;
    this.dependencies = dependencies;
    this.drawn = drawn;
    this.path = path;
    this.size = body.byteLength;
    this.checked = drawn.n;
    this.fillIn = answer.late?.fill;
    this.holes = answer.late?.holes ?? [];
    this.plainBody = body;
    this.etag = etagOf(body);
  }

  /** The body as it is. */
  body(): Buffer {
    return this.plainBody ?? gunzipSync(this.packedBody ?? Buffer.alloc(0));
  }

  /** The body for readers that take gzip; packed the first time. */
  gzip(): Buffer {
    this.packedBody ??= gzipSync(this.body(), { level: 5 });
    return this.packedBody;
  }

  /** The plain body, which is then at hand until `fold` leaves only the packed one. */
  unfold(): Buffer {
    this.plainBody ??= this.body();
    return this.plainBody;
  }
  fold(): void {
    this.gzip();
    this.plainBody = undefined;
  }

  get packedBytes(): number {
    return this.packedBody?.byteLength ?? 0;
  }

  /** Puts other words into the holes; the rest of the page stays as it was drawn. */
  fill(words: readonly string[]): void {
    const from = this.body();
    const parts: Buffer[] = [];
    const holes: [number, number][] = [];
    let read = 0;
    let written = 0;
    for (const [i, [start, end]] of this.holes.entries()) {
      const word = Buffer.from(words[i] ?? '');
      parts.push(from.subarray(read, start), word);
      written += start - read;
      holes.push([written, written + word.byteLength]);
      written += word.byteLength;
      read = end;
    }
    const body = Buffer.concat([...parts, from.subarray(read)]);
    if (body.equals(from)) return;
    this.holes = holes;
    this.plainBody = body;
    this.packedBody = undefined;
    this.ready = new Map();
    this.size = body.byteLength;
    this.etag = etagOf(body);
  }
}

/** Weak, since the packed body is not the same bytes. */
const etagOf = (body: Buffer): string => `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`;

/** Addresses of the site come first; what anyone can make up (questions, hosts) has a small share of its own. */
export type Pool = 'site' | 'guest';

type Shelf = { pages: Map<string, Page>; most: number; bytes: number };
type Place = { shelf: Shelf; key: string; bytes: number };

/** Without its bodies a page still takes about this much: key, headers, dependencies, heads. */
const OVERHEAD = 2048;

/**
 * Rendered public pages, those lately used before others, within a number of bytes: packed bodies, and a third of it for plain ones of the
 * pages last used. Whether a page is fresh is for the caller to say; a stale one stays for as long as the database may be
 * away.
 */
export class KeptPages {
  private readonly shelves: readonly [site: Shelf, guest: Shelf];
  private readonly places = new Map<Page, Place>();
  /** Pages whose plain body is at hand, and its bytes. */
  private readonly unfolded = new Map<Page, number>();
  private unfoldedBytes = 0;
  private readonly mostUnfolded: number;

  constructor(maxBytes = 40 * 1024 * 1024) {
    this.mostUnfolded = Math.floor(maxBytes / 3);
    const rest = maxBytes - this.mostUnfolded;
    const guest = Math.floor(rest / 4);
    this.shelves = [
      { pages: new Map(), most: rest - guest, bytes: 0 },
      { pages: new Map(), most: guest, bytes: 0 },
    ];
  }

  /** Bytes of all bodies. */
  get bytes(): number {
    return this.shelves[0].bytes + this.shelves[1].bytes + this.unfoldedBytes;
  }

  get(key: string): Page | undefined {
    for (const { pages } of this.shelves) {
      const page = pages.get(key);
      if (!page) continue;
      // Moving it to the end each time would cost more than all the rest of a warm answer.
      page.used = true;
      return page;
    }
    return undefined;
  }

  put(key: string, page: Page, pool: Pool): void {
    for (const { pages } of this.shelves) this.drop(pages.get(key));
    const shelf = this.shelves[pool === 'site' ? 0 : 1];
    shelf.pages.set(key, page);
    this.places.set(page, { shelf, key, bytes: 0 });
    this.plain(page);
    this.weigh(page);
  }

  /** The plain body of a page; it stays at hand while there is room for those of later use. */
  plain(page: Page): Buffer {
    const body = page.unfold();
    if (!this.places.has(page)) return body;
    const had = this.unfolded.get(page);
    if (had === body.byteLength) return body;
    this.unfoldedBytes += body.byteLength - (had ?? 0);
    this.unfolded.set(page, body.byteLength);
    for (const old of this.unfolded.keys()) {
      if (this.unfoldedBytes <= this.mostUnfolded) break;
      if (old.used && old !== page) {
        old.used = false;
        const bytes = this.unfolded.get(old) ?? 0;
        this.unfolded.delete(old);
        this.unfolded.set(old, bytes);
        continue;
      }
      this.unfoldedBytes -= this.unfolded.get(old) ?? 0;
      this.unfolded.delete(old);
      // Packing costs more than it brings for what was asked once and by anybody.
      if (this.places.get(old)?.shelf === this.shelves[1] && old.packedBytes === 0) this.drop(old);
      else {
        old.fold();
        this.weigh(old);
      }
    }
    return body;
  }

  gzip(page: Page): Buffer {
    const before = page.packedBytes;
    const packed = page.gzip();
    if (packed.byteLength !== before) this.weigh(page);
    return packed;
  }

  fill(page: Page, words: readonly string[]): void {
    page.fill(words);
    this.plain(page);
    this.weigh(page);
  }

  /** Removes for good what depends on one of these tags or on everything; null removes all. */
  forget(tags: readonly string[] | null): void {
    const gone = tags && new Set(tags);
    for (const page of [...this.places.keys()])
      if (!gone || !page.dependencies || page.dependencies.some((d) => tagsOfDependency(d).every((t) => gone.has(t))))
        this.drop(page);
  }

  /** Every page that is kept, by key. */
  *entries(): Iterable<[string, Page]> {
    for (const { pages } of this.shelves) yield* pages;
  }

  private drop(page: Page | undefined): void {
    const place = page && this.places.get(page);
    if (!place) return;
    place.shelf.pages.delete(place.key);
    place.shelf.bytes -= place.bytes;
    this.places.delete(page);
    this.unfoldedBytes -= this.unfolded.get(page) ?? 0;
    this.unfolded.delete(page);
  }

  /** Counts a page again whose packed body came or went; those not asked for longest make room. */
  private weigh(page: Page): void {
    const place = this.places.get(page);
    if (!place) return;
    const bytes = OVERHEAD + page.packedBytes;
    place.shelf.bytes += bytes - place.bytes;
    place.bytes = bytes;
    for (const [key, old] of place.shelf.pages) {
      if (place.shelf.bytes <= place.shelf.most) break;
      if (old.used && old !== page) {
        // A second chance for what was asked for since the last round.
        old.used = false;
        place.shelf.pages.delete(key);
        place.shelf.pages.set(key, old);
      } else this.drop(old);
    }
  }
}
