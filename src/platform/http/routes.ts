import type { Route } from './types.ts';

type Run = Route['run'];
type More = Omit<Partial<Route>, 'method' | 'path' | 'may' | 'run'>;

/** A page made anew each time: its answer depends on the moment, on who asks, or on more than the address. */
export const get = (path: string, may: Route['may'], run: Run, more: More = {}): Route => ({
  method: 'GET',
  path,
  may,
  run,
  ...more,
});

/** What a form sends; it changes something or says why not. */
export const post = (path: string, may: Route['may'], run: Run, more: More = {}): Route => ({
  ...get(path, may, run, more),
  method: 'POST',
});

/** A public page that is kept until something that it reads changes, and served while the database is away. */
export const kept = (path: string, run: Run): Route => get(path, 'public', run, { keep: 'what it reads' });
