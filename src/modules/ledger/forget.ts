import { dayIn } from '../../lib/day.ts';
import type { Reader, Tx } from '../../platform/db/connection.ts';
import { FORGOTTEN, type Forgetting, type Trace } from '../../platform/module.ts';
import { forgetEvidence, tasksCiting } from './store/index.ts';

/** Titles shorter than this stand in too many lines that mean something else. */
const SHORTEST = 4;

/** Evidence whose text is erased no longer carries a "done": it is broken at once, not only in the night. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.current)
    await forgetEvidence(
      tx,
      what.no,
      what.titles.filter((t) => [...t].length >= SHORTEST),
      FORGOTTEN,
      what.at,
    );
}

/** The tasks that show this work as evidence: their readers were led to it. */
export const traces = async (db: Reader, work: { no: number }): Promise<Trace[]> =>
  (await tasksCiting(db, work.no)).map((t) => ({
    kind: '引用',
    when: dayIn(t.at),
    what: `工作要点台账第${t.taskNo}项拿它作证据`,
    href: `/console/ledger/tasks/${t.taskId}`,
  }));
