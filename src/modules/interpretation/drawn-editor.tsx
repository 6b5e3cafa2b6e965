import type { VNode } from 'preact';
import type { Reader } from '../../platform/db/connection.ts';
import type { PieceWritten } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { Input } from '../../ui/components/form.tsx';
import { besideField, pieceById } from '../editorial/index.ts';
import { type Difference, differenceOf, differenceOfPiece } from '../policy/index.ts';
import { DifferenceTable } from './difference.tsx';
import { INTERPRETATION } from './rules/scope.ts';

/** The difference of the policy that a piece explains, whether that is out or on its way; undefined when it replaced nothing. */
export async function differenceFor(
  db: Reader,
  p: { unitId: string; interprets?: number | null | undefined; forPiece?: string | null | undefined },
): Promise<Difference | undefined> {
  if (p.interprets != null) return differenceOf(db, p.interprets);
  const piece = p.forPiece ? await pieceById(db, p.forPiece) : undefined;
  // Another unit's draft is shown to nobody here.
  return piece?.unitId === p.unitId ? differenceOfPiece(db, piece.id, piece.html) : undefined;
}

/** In the form of an interpretation: old and new as the card will show them, and a line for the drafter's words beside each. */
export async function drawnForEditor(_: System, db: Reader, p: PieceWritten): Promise<VNode[]> {
  const d = p.kind === INTERPRETATION ? await differenceFor(db, p) : undefined;
  if (!d) return [];
  return [
    <div class="item-part" key="drawn">
      <p class="field-label">新旧对照，由系统从两份原文比对得出</p>
      <p class="field-hint">
        原来的是《{d.oldTitle}
        》。表里的字不能改；可以给每一处写一句说明，公开时放在旁边。写了说明的放上“一页看懂”，都不写就放最前面几处。
      </p>
      <DifferenceTable d={d} rows={d.rows} words={() => ''} href={(at) => `#beside-${at}`} />
      {d.rows.map((r) => (
        <Input
          key={r.at}
          id={`beside-${r.at}`}
          name={besideField(r.at)}
          label={`说明：${r.what}（${r.newArticle ?? `原${r.oldArticle}`}）`}
          value={p.typed(besideField(r.at))}
          optional
        />
      ))}
    </div>,
  ];
}
