import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a page that is being drawn has read. A dependency is one tag, or several joined by `allOf`: it has changed when one
 * change told all of them. Those who read data that changes say so where they read; outside a drawing nobody listens.
 */
const drawing = new AsyncLocalStorage<{ read: Set<string>; at: number | undefined }>();

const AND = '\n';

/** Depends on a change that touches each of these tags at once: the pieces of a unit within a column. */
export const allOf = (tags: readonly string[]): string => tags.join(AND);

export const tagsOfDependency = (dependency: string): readonly string[] => dependency.split(AND);

export function dependOn(...dependencies: readonly string[]): void {
  const now = drawing.getStore();
  if (now) for (const d of dependencies) now.read.add(d);
}

/** The number of the last change that the page being drawn is good for, taken before its drawing began; undefined: not known. */
export const drawnAt = (): number | undefined => drawing.getStore()?.at;

/** Runs `draw` and answers what it read along the way. `at`: what `drawnAt` says meanwhile. */
export async function recording<T>(draw: () => Promise<T>, at?: number): Promise<{ value: T; dependencies: string[] }> {
  const read = new Set<string>();
  const value = await drawing.run({ read, at }, draw);
  return { value, dependencies: [...read] };
}

/**
 * For what many pages read alike: while pages are drawn that are good for the same last change, `read` is asked once, and each of
 * them depends on what it read. Outside a drawing it is asked every time.
 */
export function sharedByPages<K extends object, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const kept = new WeakMap<K, { at: number; reading: Promise<{ value: T; dependencies: string[] }> }>();
  return async (key) => {
    const at = drawnAt();
    if (at === undefined) return read(key);
    let found = kept.get(key);
    if (found?.at !== at) {
      const reading = recording(() => read(key), at);
      found = { at, reading };
      kept.set(key, found);
      // A failed read is asked again, not remembered.
      reading.catch(() => kept.delete(key));
    }
    const { value, dependencies } = await found.reading;
    dependOn(...dependencies);
    return value;
  };
}
