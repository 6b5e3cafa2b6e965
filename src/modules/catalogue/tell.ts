import type { Tx } from '../../platform/db/connection.ts';
import { bumpRevision } from '../publication/index.ts';

/** Every change of what the map shows says so, in its own transaction: kept pages of the map are drawn anew. */
export const tell = async (tx: Tx): Promise<void> => void (await bumpRevision(tx, ['catalogue']));
