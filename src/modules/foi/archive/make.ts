import { createHash } from 'node:crypto';
import { allow } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { packZip } from '../../../platform/documents/index.ts';
import type { Job } from '../../../platform/jobs.ts';
import { SYSTEM } from '../../../platform/permission.ts';
import type { System } from '../../../platform/system.ts';
import { sealBytes, unitById, unsealBytes } from '../../org/index.ts';
import { letterFile } from '../letters/files.ts';
import { HAPPENING_NAMES, LETTER_NAMES, ROLE_NAMES } from '../names.ts';
import type { FileRole } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { type ArchiveEntry, LIST, listText, SEAL } from './rules/list.ts';

export const ARCHIVE_JOB = 'foi.archive-file';
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Proofs of identity are deleted by their own schedule, so no file that is kept for years may hold them. */
const APART: readonly FileRole[] = ['proof', 'mandate', 'archive'];

type Content = { name: string; what: string; bytes: Buffer };

const register = (r: store.Request, a: store.Application): object => ({
  no: r.no,
  channel: a.channel,
  submittedAt: a.submittedAt.toISOString(),
  arrivedOn: a.arrivedOn,
  receivedOn: r.receivedOn,
  applicantKind: a.applicantKind,
  wanted: r.wanted,
  subject: r.subject,
  due: r.due,
  decision: r.decision,
  grounds: r.grounds,
  basis: r.basis,
  reasons: r.reasons,
  whereabouts: r.whereabouts,
  reportRow: r.reportRow,
  decidedOn: r.decidedOn,
  decidedBy: r.decidedBy,
  deliveredOn: r.deliveredOn,
  deliveredHow: r.deliveredHow,
});

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** What belongs into the file of a case, in the order in which one reads it. */
async function contentsOf(system: System, db: Reader, r: store.Request): Promise<Content[]> {
  const a = await store.applicationById(db, r.applicationId);
  if (!a) throw new Error(`application ${r.applicationId} is not there`);
  const events = await store.eventsOf(db, r.id);
  const out: Content[] = [
    { name: '登记.json', what: '登记的内容', bytes: json(register(r, a)) },
    {
      name: '办理过程.json',
      what: '办理过程',
      bytes: json(events.map((e) => ({ ...e, what: HAPPENING_NAMES[e.what], at: e.at.toISOString() }))),
    },
  ];
  for (const l of await store.lettersOf(db, r.id)) {
    if (l.state !== 'issued') continue;
    for (const format of ['pdf', 'docx'] as const) {
      const file = await letterFile(system, l, format);
      out.push({ name: file.name, what: LETTER_NAMES[l.kind], bytes: file.bytes });
    }
  }
  for (const f of await store.filesOf(db, a.id, r.id)) {
    if (f.deletedOn !== null || APART.includes(f.role)) continue;
    const bytes = await system.files.get(f.sha256);
    const opened = f.sealed ? await unsealBytes(system.config.dataDir, bytes) : bytes;
    out.push({ name: f.name, what: ROLE_NAMES[f.role], bytes: opened });
  }
  return out;
}

/** Names are numbered, so that two of one name are two, and say nothing that a file system reads. */
const named = (i: number, name: string): string =>
  `${String(i + 1).padStart(3, '0')}-${name.replace(/[\\/:*?"<>|\p{C}]/gu, '_').slice(-120)}`;

/** The bytes of the sealed file, and the hash of its list. */
export async function archiveOf(
  system: System,
  db: Reader,
  r: store.Request,
): Promise<{ bytes: Buffer; list: string }> {
  const contents = (await contentsOf(system, db, r)).map((c, i) => ({ ...c, name: named(i, c.name) }));
  const text = listText({
    format: 'gongkai-foi-archive-1',
    no: r.no,
    unit: (await unitById(db, r.unitId))?.name ?? r.unitId,
    subject: r.subject,
    archivedOn: r.archivedOn ?? '',
    files: contents.map(
      (c): ArchiveEntry => ({ name: c.name, what: c.what, size: c.bytes.length, sha256: sha(c.bytes) }),
    ),
    apart: ['身份证明、委托书和联系方式加密另存，按期删除，不入案卷。'],
  });
  const list = sha(Buffer.from(text));
  const bytes = await packZip([[LIST, text], [SEAL, `${list}\n`], ...contents.map((c) => [c.name, c.bytes] as const)]);
  return { bytes, list };
}

/** Keeps the file and writes the hash of its list into the chained audit, where it cannot be changed unseen. */
const keepArchive = action(
  'foi.keepArchive',
  { may: null },
  async (ctx, i: { id: string; sha256: string; size: number; list: string }) => {
    const r = await store.lockRequest(ctx.tx, i.id);
    if (!r) throw new Error(`foi request ${i.id} is not there`);
    ctx.note({ subject: `foi:${r.no}`, unitId: r.unitId, detail: { list: i.list, size: i.size } });
    const known = (await store.filesOf(ctx.tx, r.applicationId, r.id)).some((f) => f.role === 'archive');
    if (known) return allow({ kept: false });
    await store.insertFile(ctx.tx, {
      id: `archive-${r.id}`,
      applicationId: r.applicationId,
      requestId: r.id,
      role: 'archive',
      name: `${r.no}案卷.zip`,
      type: 'application/zip',
      size: i.size,
      sha256: i.sha256,
      sealed: true,
      toApplicant: false,
      createdAt: ctx.now,
      byLabel: ctx.actor.label,
      deletedOn: null,
    });
    return allow({ kept: true });
  },
);

/** Makes the sealed file of an archived case, once. Waits for letters that are still being drawn: the queue tries again. */
export const archiveJob: Job = {
  name: ARCHIVE_JOB,
  async run(system, payload) {
    const { requestId } = payload as { requestId: string };
    const r = await store.requestById(system.db, requestId);
    if (r?.state !== 'archived') return;
    if ((await store.filesOf(system.db, r.applicationId, r.id)).some((f) => f.role === 'archive')) return;
    const { bytes, list } = await archiveOf(system, system.db, r);
    const sha256 = await system.files.put(await sealBytes(system.config.dataDir, bytes));
    const out = await keepArchive(system, SYSTEM, { id: r.id, sha256, size: bytes.length, list });
    if (out.ok && !out.value.kept) await system.files.remove(sha256);
  },
};
