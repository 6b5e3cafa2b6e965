import type { Day } from '../../lib/day.ts';
import type { CheckEnv } from '../../lib/finding.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import { type Piece, pieceById, piecesFor } from '../editorial/index.ts';
import { unitTree } from '../org/index.ts';
import { lawOf } from '../policy/index.ts';
import { list, openWork } from '../publication/index.ts';
import { differenceFor } from './drawn-editor.tsx';
import { INTERPRETATION, inGovernmentName, POLICY } from './rules/scope.ts';

const MOST = 50;
type Facts = NonNullable<CheckEnv['piece']>;
type Seen = NonNullable<CheckEnv['interpretations']>[number];

const stateOf = (p: Piece): Seen['state'] =>
  p.state === 'published' ? 'out' : p.state === 'passed' || p.state === 'scheduled' ? 'ready' : 'on its way';

/** What a policy has by way of interpretation, when it owes one; what an interpretation explains. */
export async function interpretationEnv(
  db: Reader,
  about: { today: Day; piece?: Facts | undefined; no?: number | undefined },
): Promise<Partial<CheckEnv>> {
  const p = about.piece;
  if (p?.kind === POLICY) {
    if (!inGovernmentName({ docNo: p.docNo ?? null, unitId: p.unitId }, await unitTree(db))) return {};
    const [ways, out] = await Promise.all([
      // Of its own unit: what others tie to it does not go out with it.
      p.id === undefined ? [] : (await piecesFor(db, p.id)).filter((w) => w.unitId === p.unitId),
      about.no === undefined ? [] : list(db, { interprets: about.no }, MOST),
    ]);
    return {
      interpretations: [
        ...out.map((l): Seen => ({ title: l.title, state: 'out' })),
        ...ways.map((w): Seen => ({ title: w.title, state: stateOf(w) })),
      ],
    };
  }
  if (p?.kind !== INTERPRETATION) return {};
  const { today } = about;
  const [explained, drawn, law] = await Promise.all([policyOf(db, p), differenceFor(db, p), lawOf(db)]);
  const copyLine = law.copyLine(today);
  return explained ? { explained: { ...explained, copyLine, ...(drawn ? { replaced: drawn.oldTitle } : {}) } } : {};
}

async function policyOf(db: Reader, p: Facts): Promise<CheckEnv['explained']> {
  if (p.interprets !== undefined) {
    const content = (await openWork(db, p.interprets))?.current.content;
    return content && { title: content.title, text: textOf(content.html) };
  }
  const piece = p.forPiece === undefined ? undefined : await pieceById(db, p.forPiece);
  return piece?.unitId === p.unitId ? { title: piece.title, text: textOf(piece.html) } : undefined;
}
