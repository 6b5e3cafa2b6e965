import type { Readable } from 'node:stream';
import type { Actor } from '../permission.ts';
import type { System } from '../system.ts';

export type Upload = { field: string; name: string; type: string; bytes: Buffer };

/** A parsed form body. A field that is absent reads as the empty string; nothing here throws on odd input. */
export type Form = {
  text(name: string): string;
  all(name: string): string[];
  file(name: string): Upload | undefined;
  files(name: string): Upload[];
  /** Every text field in order, to fill the same form again. */
  entries(): [string, string][];
};

/** Reading modes the visitor chose; remembered in cookies, set by plain links. */
export type Modes = { elder: 0 | 1 | 2; theme: 'auto' | 'light' | 'dark' };

export type Req = {
  system: System;
  actor: Actor;
  method: string;
  /** Path without the query. */
  path: string;
  /** Origin that readers use, without a slash at the end. */
  origin: string;
  params: Record<string, string>;
  query: URLSearchParams;
  form: Form;
  /** A JSON body, when the request carries one. */
  json: unknown;
  modes: Modes;
  cookies: Record<string, string | undefined>;
  ip: string;
  userAgent: string;
  /** The Authorization header, for programs with a key; empty when there is none. Never written anywhere. */
  authorization: string;
  requestId: string;
  /** What the reader has and wants of it: entity tags and a part. Empty when it says nothing. */
  wants: { ifNoneMatch: string; range: string; ifRange: string };
};

export type Cookie = { name: string; value: string; maxAge?: number; path?: string; httpOnly?: boolean };

/**
 * Words of a kept page that change more often than the page (how many pieces are registered). `holes`: where they stand in the
 * body, as bytes from and to; `fill` reads the words of now, so that the page need not be drawn again for them. Reads nothing
 * of the request: it is called for later ones too.
 */
export type Late = { holes: readonly (readonly [number, number])[]; fill(): Promise<readonly string[]> };

export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
  cookies?: Cookie[];
  late?: Late;
};

export type Route = {
  method: 'GET' | 'POST';
  /** Fastify path, e.g. `/console/pieces/:id`. */
  path: string;
  /** Who may come here: anyone, anyone signed in, or a permission. There is no route without a rule. */
  may: 'public' | 'signed-in' | (string & {});
  run(c: Req): Promise<Answer>;
  /** Largest body in bytes; forms without files keep the small default. */
  maxBody?: number;
  /** Draws the same form again when what was sent is too much: `c.form` holds the text, no file. Without it, the page for failures. */
  tooLarge?(c: Req): Promise<Answer>;
  /** Requests a minute from one address, where the general limit is too wide. */
  perMinute?: number;
  /**
   * A rendered public page: kept, refreshed when the site changes, served while the database is away. `what it reads`: only
   * when something changes that it said it depends on (`platform/depends.ts`); everything it reads must say so. Its answer
   * follows from address, host and reading mode alone.
   */
  keep?: 'what it reads' | 'any change';
};
