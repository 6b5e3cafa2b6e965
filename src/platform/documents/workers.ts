import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answers, Extra, Job, Task } from './document-worker.ts';
import type { Limits } from './limits.ts';
import { type ConvertRefusal, SAY } from './refusal.ts';

type Answer = Answers[Task];
type Waiting = { job: Job; answer: (result: Answer) => void };
type Hand = {
  worker: Worker;
  memoryMb: number;
  jobs: number;
  task: Running | undefined;
  idle: NodeJS.Timeout | undefined;
};
type Running = Waiting & { clock: NodeJS.Timeout; watch: NodeJS.Timeout };

const HANDS = Math.min(2, availableParallelism());
/** A worker is replaced after so many files, so that a slow leak in a parser never matters. */
const JOBS_PER_WORKER = 2_000;
/** A worker with nothing to do gives its memory back. */
const IDLE_MILLIS = 30_000;
const WATCH_MILLIS = 100;

const hands = new Set<Hand>();
const queue: Waiting[] = [];

/** The worker's source in development and tests, its bundle beside ours (or one folder up, for a shared chunk). */
function workerFile(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('./document-worker.ts', import.meta.url);
  const beside = new URL('./document-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../document-worker.js', import.meta.url);
}

/** An answer that is a no; every task's answers are either this or what the task gives. */
export type Refusal = { ok: false; reason: ConvertRefusal; say: string };

export const refused = (reason: ConvertRefusal, say: string): Refusal => ({ ok: false, reason, say });

/**
 * Hands a copy of a file to a worker that is stopped when it takes more time or memory than `limits` allow. Never
 * rejects: a file that cannot be read, and a worker that dies of it, are answers with a Chinese line.
 */
export async function inWorker<T extends Task>(
  task: T,
  file: { name: string; bytes: Uint8Array },
  limits: Limits,
  more?: Extra,
): Promise<Answers[T]> {
  if (file.bytes.length === 0) return refused('empty', SAY.empty());
  if (file.bytes.length > limits.inputBytes) return refused('too-big', SAY.input(file.bytes.length, limits));
  // A small Buffer is a view into a pool shared with others, so it cannot be handed over as it is.
  const bytes = new Uint8Array(file.bytes);
  return new Promise((resolve) => {
    const job: Job = { task, name: file.name, bytes, limits, ...(more ? { more } : {}) };
    // The worker answers a task with that task's answers; messages between threads carry no types.
    queue.push({ job, answer: (result) => resolve(result as Answers[T]) });
    dispatch();
  });
}

/** Stops every worker and refuses what waits; the next task starts afresh. For shutdown and for tests. */
export async function closeConverter(): Promise<void> {
  for (const waiting of queue.splice(0)) waiting.answer(refused('crashed', SAY.crashed()));
  await Promise.all([...hands].map((hand) => stop(hand, refused('crashed', SAY.crashed()))));
}

function dispatch(): void {
  const next = queue[0];
  if (!next) return;
  const free = [...hands].filter((hand) => !hand.task);
  let hand = free.find((h) => h.memoryMb === next.job.limits.memoryMb);
  if (!hand && hands.size >= HANDS) {
    // Stopping one dispatches again; going on here would hand out the same job twice and lose the next.
    if (free[0]) void stop(free[0]);
    return;
  }
  hand ??= hire(next.job.limits.memoryMb);
  queue.shift();
  give(hand, next);
  dispatch();
}

function hire(memoryMb: number): Hand {
  const worker = new Worker(workerFile(), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // A parser has no business with the environment, nor with the flags this program was started with.
    env: {},
    execArgv: [],
  });
  const hand: Hand = { worker, memoryMb, jobs: 0, task: undefined, idle: undefined };
  worker.on('message', (result: Answer) => done(hand, result));
  worker.on('error', (error: Error & { code?: string }) => {
    const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    void stop(hand, full ? refused('too-much-memory', SAY.memory()) : refused('crashed', SAY.crashed()));
  });
  worker.on('exit', () => void stop(hand, refused('crashed', SAY.crashed())));
  hands.add(hand);
  return hand;
}

function give(hand: Hand, waiting: Waiting): void {
  clearTimeout(hand.idle);
  const { limits, bytes } = waiting.job;
  const clock = setTimeout(() => void stop(hand, refused('too-slow', SAY.slow(limits))), limits.millis);
  // Buffers lie outside the heap that `resourceLimits` bounds, so they are watched from here.
  const ceiling = limits.memoryMb * 1024 * 1024 + limits.unpackedBytes + 3 * bytes.length;
  const watch = setInterval(async () => {
    const heap = await hand.worker.getHeapStatistics().catch(() => undefined);
    if (heap && heap.external_memory > ceiling) void stop(hand, refused('too-much-memory', SAY.memory()));
  }, WATCH_MILLIS);
  hand.task = { ...waiting, clock, watch };
  hand.jobs += 1;
  hand.worker.ref();
  hand.worker.postMessage(waiting.job, [bytes.buffer]);
}

function finish(hand: Hand, result: Answer): void {
  const task = hand.task;
  if (!task) return;
  clearTimeout(task.clock);
  clearInterval(task.watch);
  hand.task = undefined;
  task.answer(result);
}

function done(hand: Hand, result: Answer): void {
  finish(hand, result);
  // What broke one file's parse is not trusted with the next.
  const worn = hand.jobs >= JOBS_PER_WORKER || (!result.ok && result.reason === 'crashed');
  if (worn) void stop(hand);
  else {
    hand.worker.unref();
    hand.idle = setTimeout(() => void stop(hand), IDLE_MILLIS).unref();
  }
  dispatch();
}

async function stop(hand: Hand, result: Answer = refused('crashed', SAY.crashed())): Promise<void> {
  if (!hands.delete(hand)) return;
  clearTimeout(hand.idle);
  finish(hand, result);
  dispatch();
  await hand.worker.terminate();
}
