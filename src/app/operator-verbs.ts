import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config.ts';
import { backup, restore } from '../platform/db/backup.ts';
import { ERASED_BESIDE, ERASED_LIST } from '../platform/db/restore.ts';
import type { Verb } from '../platform/module.ts';
import { projectRoot } from '../platform/root.ts';

/** Verbs that belong to no module: they take the whole site. */
export const operatorVerbs: readonly Verb[] = [
  {
    name: 'backup',
    usage: 'backup FILE                     整站备份到一个文件 one archive of database, files and public keys',
    needs: 'nothing',
    run: async ([file], io) => {
      if (!file) return missing(io.err, 'backup FILE');
      const done = await backup(readConfig(process.env, process.cwd()), file);
      io.out(
        io.json ? JSON.stringify(done) : `已备份到 ${file}：${done.tables}张表${done.rows}行，${done.files}个文件。`,
      );
      // Bytes that are no longer what their name says cannot be saved; the archive is whole without them.
      for (const name of done.damagedFiles) io.err(`文件已损坏，没有备份：${name}`);
      return done.damagedFiles.length > 0 ? 1 : 0;
    },
  },
  {
    name: 'restore',
    usage: 'restore FILE [--erased LIST]    恢复到空的数据目录 into an empty data folder',
    needs: 'nothing',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { erased: { type: 'string' } },
      });
      const [file] = positionals;
      if (!file) return missing(io.err, 'restore FILE [--erased LIST]');
      const config = readConfig(process.env, process.cwd());
      const done = await restore(config, file, undefined, undefined, values.erased);
      io.out(io.json ? JSON.stringify(done) : `已从 ${file} 恢复`);
      // An older archive may hold what leaked and was erased since: without a list nobody would notice.
      io.err(
        done.erasures > 0
          ? `找到删除清单${done.erasures}条，下次启动时先照着再删一遍，然后才对外服务。`
          : `没有找到删除清单（数据目录里的${ERASED_LIST}，或备份旁边的${basename(file)}${ERASED_BESIDE}）。备份以后做过泄露处置的，请清空数据目录，用 --erased 指明清单重新恢复。`,
      );
      return 0;
    },
  },
  {
    name: 'bench',
    usage: 'bench NAME                      一项基准测试，与同类并排 one benchmark beside its peers',
    needs: 'nothing',
    run: async (args, io) => {
      const main = join(projectRoot, 'bench', 'main.ts');
      if (!existsSync(main)) {
        io.err('这里没有 bench 文件夹，基准测试随源代码提供。benchmarks come with the source');
        return 2;
      }
      const child = spawn(process.execPath, ['--import', 'tsx', main, ...args, ...(io.json ? ['--json'] : [])], {
        cwd: projectRoot,
        stdio: 'inherit',
      });
      return new Promise((done) => child.on('exit', (code) => done(code ?? 3)));
    },
  },
];

function missing(err: (text: string) => void, usage: string): number {
  err(`用法 usage: ./gongkai ${usage}`);
  return 2;
}
