import { sql } from 'kysely';
import pg from 'pg';

const MARK = '/* prepared */';

/**
 * Begins a statement that each connection prepares once: for the few that run for every page and find their rows by a key,
 * so that the best plan is the same whatever the values. Lists are better planned anew.
 */
export const PREPARED = sql.raw(MARK);

const names = new Map<string, string>();
/** Texts are templates of the code; should one be built from data after all, the rest runs unprepared. */
const MOST = 200;

function nameOf(text: string): string | undefined {
  const found = names.get(text);
  if (found || names.size >= MOST) return found;
  const name = `gongkai_${names.size + 1}`;
  names.set(text, name);
  return name;
}

type Query = (...args: unknown[]) => unknown;

/** A client that gives marked statements a name, which is what makes the server keep them. */
export class PreparingClient extends pg.Client {
  // The library's method has a dozen signatures; everything but the first argument goes through as it is.
  override query: typeof pg.Client.prototype.query = ((...args: unknown[]): unknown => {
    const [text, values, ...rest] = args;
    const plain = pg.Client.prototype.query.bind(this) as unknown as Query;
    if (typeof text !== 'string' || !Array.isArray(values) || !text.startsWith(MARK)) return plain(...args);
    const name = nameOf(text);
    return plain(name ? { name, text, values } : { text, values }, ...rest);
  }) as typeof pg.Client.prototype.query;
}
