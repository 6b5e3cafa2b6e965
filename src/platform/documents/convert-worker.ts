import { parentPort } from 'node:worker_threads';
import { convertFile } from './convert-file.ts';
import type { Limits } from './limits.ts';

/** One job in, one answer out; the parent sends the next only after the answer. */
export type Job = { name: string; bytes: Uint8Array<ArrayBuffer>; limits: Limits };

// What parsers print is about the file, not about us, and a hostile file could make them print without end.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => undefined;

parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage(await convertFile(job, job.limits));
});
