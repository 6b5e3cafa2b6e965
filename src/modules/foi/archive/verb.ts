import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unpackZip } from '../../../platform/documents/index.ts';
import type { Verb } from '../../../platform/module.ts';
import { archiveFaults, sayFault } from './rules/list.ts';

/** Anybody who holds an archived case can check it, without the site. */
export const archiveVerb: Verb = {
  name: 'foi verify',
  usage: 'foi verify FILE.zip  核对案卷：每个文件和目录一致吗',
  needs: 'nothing',
  async run(args, io) {
    const path = args[0];
    if (!path) {
      io.err('请写案卷文件：./gongkai foi verify FILE.zip');
      return 2;
    }
    const bytes = await readFile(path).catch(() => undefined);
    const read = bytes && (await unpackZip(bytes));
    if (!read?.ok) {
      io.err(read ? read.say : `打不开${path}。`);
      return 2;
    }
    const { list, sha256, faults } = archiveFaults(read.entries, (b) => createHash('sha256').update(b).digest('hex'));
    if (io.json) io.out(JSON.stringify({ no: list?.no ?? null, files: list?.files.length ?? 0, list: sha256, faults }));
    else {
      if (list) io.out(`${list.no}　${list.unit}　${list.subject}　共${list.files.length}个文件`);
      for (const f of faults) io.out(sayFault(f));
      if (faults.length === 0) io.out('每个文件都和目录一致。');
      if (sha256) io.out(`目录的SHA-256：${sha256}`);
      if (faults.length === 0) io.out('归档时这个数已记入审计，可以请归档的机关核对。');
    }
    return faults.length === 0 ? 0 : 1;
  },
};
