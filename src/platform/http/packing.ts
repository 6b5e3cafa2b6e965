import { gzipSync } from 'node:zlib';
import type { Answer } from './types.ts';

const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(0(?:\.0*)?|[\d.]+))?\s*(?:,|$)/i;
export const takesGzip = (accept: string): boolean => {
  const found = accept === '' ? null : GZIP.exec(accept);
  return found !== null && Number(found[1] ?? 1) > 0;
};

/** Smaller than a packet anyway. */
export const PACK_FROM = 1000;

export const isText = (contentType: string | undefined): boolean =>
  /^(text\/|application\/(json|javascript|[\w.-]+\+xml)|image\/svg)/.test(contentType ?? '');

const OWN = /(?:^|;)\s*(?!gk_elder=|gk_theme=)[^;\s]/;
/** Whether a raw cookie header says more than how to read: a session, or a visit that number and password opened. */
export const isSomebodys = (cookie: string): boolean => OWN.test(cookie);

/** An answer drawn for one reader, packed when it is a text worth it: on an old phone a page of results comes in a quarter of the bytes. */
export function packed(answer: Answer, acceptEncoding: string): Answer {
  const { body, headers } = answer;
  const whole = typeof body === 'string' || Buffer.isBuffer(body);
  if (!whole || body.length < PACK_FROM || !isText(headers['content-type'])) return answer;
  if (headers.etag || headers['content-encoding']) return answer;
  const vary = [headers.vary, 'accept-encoding'].filter(Boolean).join(', ');
  if (!takesGzip(acceptEncoding)) return { ...answer, headers: { ...headers, vary } };
  return { ...answer, headers: { ...headers, vary, 'content-encoding': 'gzip' }, body: gzipSync(body, { level: 5 }) };
}
