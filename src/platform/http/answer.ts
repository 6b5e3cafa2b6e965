import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { ErrorCode } from '../errors.ts';
import type { Answer, Cookie } from './types.ts';

const HTML = 'text/html; charset=utf-8';

/** A whole HTML document; text inside is escaped by the renderer. */
export const page = (node: VNode, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': HTML, ...headers },
  body: `<!doctype html>${render(node)}`,
});

/** Part of a page for a script to put in place; text inside is escaped by the renderer. */
export const fragment = (node: VNode): string => render(node);

/** After a POST: the next page by GET, so that reloading repeats nothing. */
export const seeOther = (location: string, cookies: Cookie[] = []): Answer => ({
  status: 303,
  headers: { location },
  body: '',
  cookies,
});

export const movedTo = (location: string): Answer => ({ status: 301, headers: { location }, body: '' });

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

export const text = (body: string, type = 'text/plain; charset=utf-8', status = 200): Answer => ({
  status,
  headers: { 'content-type': type },
  body,
});

/** An answer that only this visitor may see: no browser or proxy keeps it. */
export const unkept = (a: Answer): Answer => ({ ...a, headers: { ...a.headers, 'cache-control': 'no-store' } });

export const CSV = 'text/csv; charset=utf-8';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A file to keep; `name` may be Chinese (RFC 6266). */
export const download = (body: Answer['body'], type: string, name: string, inline = false): Answer => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`,
  },
  body,
});

export const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  gone: 410,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
};
