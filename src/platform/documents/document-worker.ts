import { parentPort } from 'node:worker_threads';
import type { Grid } from '../../lib/specimen.ts';
import { type Cleaned, cleanFile } from './clean-file.ts';
import { type Converted, convertFile } from './convert-file.ts';
import { type Examined, examineFile } from './examine-file.ts';
import type { Limits } from './limits.ts';
import { type PagesAnswer, type PagesJob, pagesFile } from './pages-file.ts';
import { paperFile, type Written } from './paper-file.ts';

/** What each task answers. */
export type Answers = { convert: Converted; examine: Examined; clean: Cleaned; paper: Written; pages: PagesAnswer };
export type Task = keyof Answers;
/** What a task is given beside the file. */
export type Extra = { grids?: readonly Grid[]; pages?: PagesJob };

/** One job in, one answer out; the parent sends the next only after the answer. */
export type Job = { task: Task; name: string; bytes: Uint8Array<ArrayBuffer>; limits: Limits; more?: Extra };

// What parsers print is about the file, not about us, and a hostile file could make them print without end.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => undefined;

function run(job: Job): Promise<Answers[Task]> {
  if (job.task === 'convert') return convertFile(job, job.limits);
  if (job.task === 'paper') return paperFile(job, job.limits);
  if (job.task === 'pages') return pagesFile(job, job.more?.pages ?? { do: 'sizes' });
  return job.task === 'examine' ? examineFile(job, job.limits) : cleanFile(job, job.more?.grids ?? [], job.limits);
}

parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage(await run(job));
});
