import { addReads, ReadCounter } from '../modules/sites/index.ts';
import type { System } from '../platform/system.ts';

const EVERY_MS = 5000;

/** Counts what the web process gives out, and adds it to the database every few seconds and at the end. */
export function countReads(system: System): {
  served(path: string, userAgent: string, n: number): void;
  stop(): Promise<void>;
} {
  const counter = new ReadCounter();
  const flush = async (): Promise<void> => {
    const counts = counter.take();
    try {
      await addReads(system.db, counts);
    } catch (e) {
      // Kept for the next time: reading goes on while the database is away.
      counter.restore(counts);
      system.log.warn({ error: e instanceof Error ? e.message : String(e) }, 'reads could not be written yet');
    }
  };
  let busy: Promise<void> | undefined;
  const timer = setInterval(() => {
    busy ??= flush().finally(() => {
      busy = undefined;
    });
  }, EVERY_MS);
  timer.unref();
  return {
    served: (path, userAgent, n) => counter.add(system.clock.today(), path, userAgent, n),
    async stop() {
      clearInterval(timer);
      await busy;
      await flush();
    },
  };
}
