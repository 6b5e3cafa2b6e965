import { AppError } from '../../platform/errors.ts';
import { download } from '../../platform/http/answer.ts';
import { partOf, sameTag } from '../../platform/http/parts.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { fileGone, publicFile } from '../publication/index.ts';

/** Where the public finds a file of an edition. */
export const fileHref = (sha256: string, name: string): string => `/files/${sha256}/${encodeURIComponent(name)}`;

/** What a page shows or plays in its place; none of it can run anything. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|audio\/(?:mpeg|mp4|wav)|video\/(?:mp4|webm)|text\/vtt)(?:;|$)/;
const TYPE = /^[a-z]+\/[\w.+-]+(; ?charset=[\w-]+)?$/i;

/**
 * `/files/:sha256/:name`: a file that some edition shows, and no other. Pictures and recordings show in the page; everything else
 * is for keeping, and never runs here: no script, no frame, no guessing of types.
 */
export async function publishedFile(c: Req): Promise<Answer> {
  const sha = c.params.sha256 ?? '';
  const known = /^[0-9a-f]{64}$/.test(sha) ? await publicFile(c.system.readDb, sha) : undefined;
  if (!known && /^[0-9a-f]{64}$/.test(sha) && (await fileGone(c.system.readDb, sha)))
    throw new AppError(
      'gone',
      c.path,
      '这个附件里有不应公开的内容，已经删除或者正在核查。如果您存过，请删掉，不要再传。',
    );
  if (!known) throw new AppError('not_found', c.path, '没有公开过这个文件，或者它已按规定删除。');
  const size = await c.system.files.size(sha);
  if (size === undefined)
    throw new AppError(
      'unavailable',
      `file ${sha} is registered but not on the disk`,
      '这个附件现在取不出来，已经记下，请过一会儿再来。',
    );
  const shown = SHOWN.test(known.type);
  const type = TYPE.test(known.type) ? known.type : 'application/octet-stream';
  // The name is the content, so the tag is strong and never changes. Not immutable: what is erased must leave caches too.
  const etag = `"${sha}"`;
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'public, no-cache',
  };
  if (sameTag(c.wants.ifNoneMatch, etag)) return { status: 304, headers, body: '' };
  const part = c.wants.ifRange === '' || c.wants.ifRange === etag ? partOf(c.wants.range, size) : 'whole';
  if (part === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: '' };
  const answer = download(
    // A HEAD wants no byte of it, and nobody would close the file.
    c.method === 'HEAD' ? '' : c.system.files.stream(sha, part === 'whole' ? undefined : part),
    shown || /^text\/(csv|plain)|application\//.test(type) ? type : 'application/octet-stream',
    known.name,
    shown,
  );
  return {
    ...answer,
    status: part === 'whole' ? 200 : 206,
    headers: {
      ...answer.headers,
      ...headers,
      'content-length': String(part === 'whole' ? size : part.end - part.start + 1),
      ...(part === 'whole' ? {} : { 'content-range': `bytes ${part.start}-${part.end}/${size}` }),
    },
  };
}
