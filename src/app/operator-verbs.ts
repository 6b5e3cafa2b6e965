import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../platform/config.ts';
import { backup, restore } from '../platform/db/backup.ts';
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
    usage: 'restore FILE                    恢复到空的数据目录 into an empty data folder',
    needs: 'nothing',
    run: async ([file], io) => {
      if (!file) return missing(io.err, 'restore FILE');
      const done = await restore(readConfig(process.env, process.cwd()), file);
      io.out(io.json ? JSON.stringify(done) : `已从 ${file} 恢复`);
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
