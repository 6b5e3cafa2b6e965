import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { Reader } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { openWork } from '../publication/index.ts';
import { isPrivate } from './rules/address.ts';
import type { EvidenceRow } from './store/index.ts';

export type Probed = { probe: 'ok' | 'broken'; why: string };

const PATIENCE = 15_000;

/** Looks at one piece of evidence again: does it still exist, is it unaltered, does it answer? Never throws. */
export async function probe(system: System, db: Reader, e: Pick<EvidenceRow, 'kind' | 'target'>): Promise<Probed> {
  try {
    if (e.kind === 'edition') return await probeEdition(db, e.target);
    if (e.kind === 'file') return await probeFile(system, e.target);
    return await probeLink(system, e.target);
  } catch (error) {
    return { probe: 'broken', why: error instanceof Error ? sayFailure(error) : '打不开' };
  }
}

async function probeEdition(db: Reader, target: string): Promise<Probed> {
  const open = await openWork(db, Number(target));
  if (!open) return { probe: 'broken', why: `登记号${target}不存在` };
  if (open.current.check === 'erased') return { probe: 'broken', why: `登记号${target}的内容已删除` };
  if (open.current.check === 'hidden') return { probe: 'broken', why: `登记号${target}正在核查，暂时不能看` };
  if (open.work.state !== 'published') return { probe: 'broken', why: `登记号${target}已撤下` };
  if (open.current.check !== 'same') return { probe: 'broken', why: `登记号${target}的文字和登记的对不上` };
  return { probe: 'ok', why: `${open.listing.publishedOn}公开，文字与登记一致` };
}

async function probeFile(system: System, sha256: string): Promise<Probed> {
  const bytes = await system.files.get(sha256);
  const same = createHash('sha256').update(bytes).digest('hex') === sha256;
  return same ? { probe: 'ok', why: '文件在，内容没变' } : { probe: 'broken', why: '文件内容变了' };
}

/**
 * Opens a page as a stranger would. Addresses inside our own network are refused, on each redirect anew: evidence is
 * typed by people, and the server must not become their way into places it can reach and they cannot.
 */
async function probeLink(system: System, target: string): Promise<Probed> {
  let url = new URL(target);
  const own = system.config.publicUrl ? new URL(system.config.publicUrl).host : undefined;
  for (let hop = 0; hop < 5; hop++) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return { probe: 'broken', why: '只能是http或https网址' };
    if (url.host !== own) {
      const found = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true });
      if (found.some((a) => isPrivate(a.address))) return { probe: 'broken', why: '这是内部网络的地址，群众打不开' };
    }
    const res = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: 'text/html,*/*' },
    });
    await res.body?.cancel();
    const next = res.headers.get('location');
    if (res.status >= 300 && res.status < 400 && next) url = new URL(next, url);
    else return res.ok ? { probe: 'ok', why: '页面能打开' } : { probe: 'broken', why: `页面打不开（${res.status}）` };
  }
  return { probe: 'broken', why: '页面一直在跳转' };
}

function sayFailure(e: Error): string {
  const code = (e as { code?: string }).code ?? (e.cause as { code?: string } | undefined)?.code ?? '';
  if (e.name === 'TimeoutError') return `${PATIENCE / 1000}秒没有打开`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return '网址的域名不存在';
  if (code === 'ENOENT') return '文件不在了';
  if (e instanceof TypeError && /Invalid URL/.test(e.message)) return '不是网址';
  return '打不开';
}
