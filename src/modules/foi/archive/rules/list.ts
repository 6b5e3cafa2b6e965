/** The list of contents of an archived case: what makes one file of many, and shows when one was changed. */
import { z } from 'zod';
import { canonicalText } from '../../../../lib/canonical.ts';

export const LIST = '目录.json';
export const SEAL = '目录.sha256';

const entry = z.strictObject({
  name: z.string().min(1),
  /** What it is, in the words of the file: 答复书, 送达凭据 … */
  what: z.string(),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const list = z.strictObject({
  format: z.literal('gongkai-foi-archive-1'),
  no: z.string(),
  unit: z.string(),
  subject: z.string(),
  archivedOn: z.string(),
  files: z.array(entry),
  /** What belongs to the case and is kept elsewhere, with the reason. */
  apart: z.array(z.string()),
});
export type ArchiveList = z.infer<typeof list>;
export type ArchiveEntry = z.infer<typeof entry>;

export type Fault =
  | { why: 'no_list' | 'no_seal' | 'list_changed' | 'bad_list' }
  | { why: 'missing' | 'changed' | 'unlisted'; name: string };

/** Canonical, so that the same contents give the same hash. */
export const listText = (l: ArchiveList): string => canonicalText(l);

/**
 * Everything that does not agree between a list and what is there. `hash` is SHA-256 in hex; it comes in, since pure code brings
 * none of its own.
 */
export function archiveFaults(
  entries: ReadonlyMap<string, Uint8Array>,
  hash: (bytes: Uint8Array) => string,
): { list: ArchiveList | undefined; sha256: string; faults: Fault[] } {
  const text = entries.get(LIST);
  if (!text) return { list: undefined, sha256: '', faults: [{ why: 'no_list' }] };
  const sha256 = hash(text);
  const said = entries.get(SEAL);
  const faults: Fault[] = [];
  if (!said) faults.push({ why: 'no_seal' });
  else if (new TextDecoder().decode(said).trim() !== sha256) faults.push({ why: 'list_changed' });
  const read = list.safeParse(parsed(text));
  if (!read.success) return { list: undefined, sha256, faults: [...faults, { why: 'bad_list' }] };
  const listed = new Map(read.data.files.map((f) => [f.name, f]));
  for (const f of read.data.files) {
    const bytes = entries.get(f.name);
    if (!bytes) faults.push({ why: 'missing', name: f.name });
    else if (bytes.length !== f.size || hash(bytes) !== f.sha256) faults.push({ why: 'changed', name: f.name });
  }
  for (const name of entries.keys())
    if (name !== LIST && name !== SEAL && !listed.has(name)) faults.push({ why: 'unlisted', name });
  return { list: read.data, sha256, faults };
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

/** One line a fault. */
export function sayFault(f: Fault): string {
  switch (f.why) {
    case 'no_list':
      return `里面没有${LIST}，不是一份案卷。`;
    case 'no_seal':
      return `里面没有${SEAL}。`;
    case 'list_changed':
      return `${LIST}改过：和${SEAL}里记的不一样。`;
    case 'bad_list':
      return `${LIST}读不懂。`;
    case 'missing':
      return `缺“${f.name}”。`;
    case 'changed':
      return `“${f.name}”改过：和目录里记的不一样。`;
    case 'unlisted':
      return `“${f.name}”不在目录里，是后来加的。`;
  }
}
