import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a page that is being drawn has read. A dependency is one tag, or several joined by `allOf`: it has changed when one
 * change told all of them. Those who read data that changes say so where they read; outside a drawing nobody listens.
 */
const drawing = new AsyncLocalStorage<Set<string>>();

const AND = '\n';

/** Depends on a change that touches each of these tags at once: the pieces of a unit within a column. */
export const allOf = (tags: readonly string[]): string => tags.join(AND);

export const tagsOfDependency = (dependency: string): readonly string[] => dependency.split(AND);

export function dependOn(...dependencies: readonly string[]): void {
  const all = drawing.getStore();
  if (all) for (const d of dependencies) all.add(d);
}

/** Runs `draw` and answers what it read along the way. */
export async function recording<T>(draw: () => Promise<T>): Promise<{ value: T; dependencies: string[] }> {
  const all = new Set<string>();
  const value = await drawing.run(all, draw);
  return { value, dependencies: [...all] };
}
