import { parseArgs } from 'node:util';
import { closeConverter } from '../../platform/documents/index.ts';
import type { Verb } from '../../platform/module.ts';
import { unitById, unitTree } from '../org/index.ts';
import { columnsOf } from '../sites/index.ts';
import { importAll } from './import-files.ts';
import { type Source, sourcesOf } from './walk.ts';

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

/** Lines of what is alike; the rest are in the report as JSON. */
const MOST_LINES = 40;

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
        const f = report.findings;
        if (f.errors + f.warnings + f.hints > 0)
          io.out(`核对出${f.errors}处错误、${f.warnings}处提醒、${f.hints}处建议，都不挡导入，可以在稿件里改。`);
        for (const a of report.alike.found.slice(0, MOST_LINES))
          io.out(`  ${a.file}（登记号${a.no}）：${a.message}。${a.why}`);
        if (report.alike.found.length > MOST_LINES)
          io.out(`  还有${report.alike.found.length - MOST_LINES}处重复或打不开的链接，加 --json 看全部。`);
        if (report.alike.unmeasured > 0)
          io.out(`  另有${report.alike.unmeasured}件可能和别的重复，太多了没有逐字比，请抽几件打开看。`);
        for (const r of report.refused) io.out(`  ${r.file}：${r.why}`);
      }
      return report.refused.length > 0 ? 1 : 0;
    },
  },
];
