import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { closeConverter, convert } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Verb, VerbIo } from '../../platform/module.ts';
import { importPlan } from './actions/index.ts';
import { type Plan, parsePlan } from './rules/index.ts';
import { sayLedger } from './say.ts';

/** Reads a plan from any kind of file we convert; a file that cannot be used is the caller's mistake, said in one line. */
export async function planOfFile(name: string, bytes: Uint8Array): Promise<Plan> {
  const read = await convert({ name, bytes });
  if (!read.ok) throw new AppError('bad_request', read.reason, `${name}：${read.say}`);
  return parsePlan({ blocks: read.blocks ?? [{ kind: 'text', text: read.text }] });
}

async function openFile(
  path: string | undefined,
  io: VerbIo,
  usage: string,
): Promise<{ plan: Plan; name: string; bytes: Buffer } | undefined> {
  if (!path) {
    io.err(`用法 usage: ./gongkai ${usage}`);
    return undefined;
  }
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) {
    io.err(`打不开${path}，请核对路径。cannot read ${path}`);
    return undefined;
  }
  const name = basename(path);
  try {
    return { plan: await planOfFile(name, bytes), name, bytes };
  } finally {
    await closeConverter();
  }
}

export const verbs: readonly Verb[] = [
  {
    name: 'ledger parse',
    usage: 'ledger parse FILE               把工作要点读成任务 a work plan as tasks',
    needs: 'nothing',
    run: async ([path], io) => {
      const read = await openFile(path, io, 'ledger parse FILE');
      if (!read) return 2;
      const { plan } = read;
      if (io.json) io.out(JSON.stringify(plan));
      else {
        io.out(`${plan.title ?? '（没有标题）'}　${plan.items.length}项`);
        for (const i of plan.items)
          io.out(
            `${i.no}\t${i.title}\t牵头：${i.lead.join('、') || '—'}\t负责：${i.responsible.join('、') || '—'}\t${i.deadlines.map((d) => `${d.text}→${d.due ?? d.recurs ?? '？'}`).join('；')}`,
          );
      }
      if (plan.items.length === 0) io.err('没有找到任务。no task found');
      return plan.items.length === 0 ? 1 : 0;
    },
  },
  {
    name: 'ledger import',
    usage: 'ledger import FILE              把工作要点导入台账 into the database',
    needs: 'database',
    run: async ([path], io) => {
      const read = await openFile(path, io, 'ledger import FILE');
      if (!read || !io.system) return 2;
      const sourceFile = await io.system.files.put(read.bytes);
      const out = await importPlan(io.system, io.actor, { plan: read.plan, sourceName: read.name, sourceFile });
      if (!out.ok) {
        io.err(out.refusals.map(sayLedger).join('\n'));
        return 1;
      }
      const v = out.value;
      if (io.json) io.out(JSON.stringify({ ...v, items: v.tasks }));
      else
        io.out(
          v.unchanged
            ? `这份要点已经导入过，没有改动。`
            : `导入${v.tasks}项任务。${v.unresolved.length > 0 ? `这些单位不在机构里，等分配：${v.unresolved.join('、')}` : ''}`,
        );
      return 0;
    },
  },
];
