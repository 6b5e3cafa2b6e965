import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Refusal } from '../../lib/ruling.ts';
import { isDatabaseAway } from '../../platform/db/connection.ts';
import { closeConverter, convert, keepImages } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Verb, VerbIo } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { unitById, unitTree } from '../org/index.ts';
import { sayPublication } from '../publication/index.ts';
import { columnsOf } from '../sites/index.ts';
import { type Taken, takeDocument } from './actions.ts';
import { titleOf } from './rules.ts';
import { type Source, sourcesOf } from './walk.ts';

export type Report = { imported: number; updated: number; unchanged: number; refused: { file: string; why: string }[] };

const AT_ONCE = 4;

/** Imports every source, a few at a time; each document is its own transaction, so breaking off loses none that was counted. */
export async function importAll(
  system: System,
  io: Pick<VerbIo, 'actor'>,
  sources: readonly Source[],
  to: { unitId: string; column: string },
  onEach: (done: number) => void,
): Promise<Report> {
  const report: Report = { imported: 0, updated: 0, unchanged: 0, refused: [] };
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < sources.length; i = next++) {
      const s = sources[i];
      if (!s) return;
      const out = await importOne(system, io, s, to).catch(whyNot);
      if (typeof out === 'string') report.refused.push({ file: s.name, why: out });
      else report[out.outcome]++;
      onEach(++done);
    }
  };
  const failed: unknown[] = [];
  const stop = (e: unknown): void => {
    next = sources.length;
    failed.push(e);
  };
  // All lanes come to their end before the caller hears of a failure, so nothing is published after it.
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane().catch(stop)));
  if (failed.length > 0) throw failed[0];
  report.refused.sort((a, b) => a.file.localeCompare(b.file));
  return report;
}

/** One odd document must not stop the others; what would stop every one of them does. */
function whyNot(e: unknown): string {
  if (isDatabaseAway(e) || (e instanceof AppError && e.code === 'forbidden')) throw e;
  return (e instanceof AppError && e.say) || (e instanceof Error ? e.message : String(e));
}

/** A string is why it was refused. */
async function importOne(
  system: System,
  io: Pick<VerbIo, 'actor'>,
  s: Source,
  to: { unitId: string; column: string },
): Promise<Taken | string> {
  const bytes = await readFile(s.path).catch(() => undefined);
  if (!bytes) return '文件打不开，或者索引里的文件名不对。';
  const read = await convert({ name: basename(s.name), bytes });
  if (!read.ok) return read.say;
  const kept = await keepImages(system.files, read);
  const out = await takeDocument(system, io.actor, {
    ...to,
    path: s.name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    title: s.entry.title ?? titleOf(read.title, read.text, basename(s.name)),
    html: kept.html,
    attachments: kept.pictures,
    entry: s.entry,
  });
  return out.ok ? out.value : out.refusals.map(sayIntake).join('');
}

const sayIntake = (r: Refusal): string =>
  r.code === 'barred'
    ? `这个文件的内容泄露过，已经删除（登记号${r.detail?.no}），不再导入。去掉泄露的内容另存，再导入。`
    : (sayPublication(r) ?? r.code);

/** One line that is written over itself on a terminal; every tenth part otherwise. */
function progress(total: number, err: (text: string) => void): (done: number) => void {
  let told = 0;
  return (done) => {
    const width = 30;
    const full = Math.round((done / Math.max(1, total)) * width);
    if (process.stderr.isTTY)
      process.stderr.write(
        `\r[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${done}/${total}${done === total ? '\n' : ''}`,
      );
    else if (done === total || done >= told + total / 10) {
      told = done;
      err(`${done}/${total}`);
    }
  };
}

export const verbs: readonly Verb[] = [
  {
    name: 'import',
    usage: 'import PATH… [--index FILE] [--unit ID] [--column PATH]   批量导入文件 documents or folders',
    needs: 'database',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { index: { type: 'string' }, unit: { type: 'string' }, column: { type: 'string' } },
      });
      const system = io.system;
      if (positionals.length === 0 || !system) {
        io.err('用法 usage: ./gongkai import PATH… [--index FILE] [--unit ID] [--column PATH]');
        return 2;
      }
      const root = (await unitTree(system.db)).find((u) => !u.parentId);
      const unit = values.unit ? await unitById(system.db, values.unit) : root;
      const columns = await columnsOf(system.db);
      const column = values.column
        ? columns.find((c) => c.path === values.column)
        : columns.find((c) => c.class === '政策文件');
      if (!unit || !column) {
        io.err(
          !unit
            ? `没有“${values.unit ?? ''}”这个单位。no such unit`
            : `没有“${values.column ?? '政策文件'}”这个栏目。no such column`,
        );
        return 2;
      }
      let sources: Source[];
      try {
        sources = await sourcesOf(positionals, values.index);
      } catch (e) {
        io.err(e instanceof Error ? e.message : String(e));
        return 2;
      }
      const to = { unitId: unit.id, column: column.path };
      const report = await importAll(system, io, sources, to, progress(sources.length, io.err)).finally(closeConverter);
      if (io.json) io.out(JSON.stringify(report));
      else {
        io.out(
          `导入${report.imported}件，更新${report.updated}件，没变${report.unchanged}件，没收${report.refused.length}件。`,
        );
        for (const r of report.refused) io.out(`  ${r.file}：${r.why}`);
      }
      return report.refused.length > 0 ? 1 : 0;
    },
  },
];
