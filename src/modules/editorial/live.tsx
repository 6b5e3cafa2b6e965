import { fragment } from '../../platform/http/answer.ts';
import type { System } from '../../platform/system.ts';
import { columnsOf } from '../sites/index.ts';
import { AttachmentLine, KeptFiles } from './editor-fields.tsx';
import { isBlocked } from './editor-page.tsx';
import { FindingsPanel, GateLine, WhyBlocked } from './findings-panel.tsx';
import { gateOf } from './gate.ts';
import { ItemLine } from './item-line.tsx';
import { itemIn } from './item-read.ts';
import { lacking } from './rules.ts';
import { factsOf } from './steps.ts';
import type { Piece } from './store.ts';

/**
 * The parts of the editor that follow the text, for the script that keeps the page up to date: markup by the place it goes
 * to, and marks in solid characters (`lib/solid.ts`).
 */
export async function liveParts(system: System, piece: Piece) {
  const gate = await gateOf(system, system.db, piece);
  const [item, columns] = await Promise.all([itemIn(system.db, piece, system.clock.today()), columnsOf(system.db)]);
  const lacks = lacking(factsOf(piece, []));
  return {
    version: piece.version,
    at: piece.updatedAt.toISOString(),
    blocked: isBlocked(gate, lacks),
    marks: gate.marks,
    parts: {
      findings: fragment(<FindingsPanel gate={gate} pieceId={piece.id} mode="edit" />),
      why: fragment(<WhyBlocked gate={gate} lacks={lacks} />),
      gate: fragment(<GateLine gate={gate} lacks={lacks} />),
      attachments: fragment(<AttachmentLine piece={piece} gate={gate} />),
      'item-line': fragment(<ItemLine piece={piece} item={item} columns={columns} />),
      keep: fragment(<KeptFiles piece={piece} />),
    },
  };
}
