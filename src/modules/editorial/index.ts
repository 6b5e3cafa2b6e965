import { remarkPlace } from '../../platform/db/remarks.ts';
import type { Module } from '../../platform/module.ts';
import { pieceDuties } from './duties.ts';
import { forget } from './forget.ts';
import { handedOn } from './handed-on.tsx';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { permissions } from './permissions.ts';
import { routes } from './routes.ts';
import { heldFiles } from './store-forget.ts';

export {
  createPiece,
  createPieceIn,
  discardPiece,
  passPiece,
  releasePiece,
  returnPiece,
  savePiece,
  schedulePiece,
  submitPiece,
} from './actions/index.ts';
export { besideField } from './explanation-read.ts';
export { sayRefusal } from './say.ts';
export { type Piece, type PieceFields, pieceById, piecesFor } from './store.ts';

export const editorial: Module = {
  name: 'editorial',
  permissions,
  routes,
  jobs,
  duties: [pieceDuties],
  measures,
  beside: handedOn,
  forget,
  holds: heldFiles,
  remarks: [
    remarkPlace({
      table: 'editorial.step',
      place: '稿件的经过',
      may: 'piece:read',
      idType: 'bigint',
      columns: ['remark'],
      unit: '(select p.unit_id from editorial.piece p where p.id = t.piece_id)',
      href: "'/console/pieces/' || t.piece_id",
      forget: ['remark'],
    }),
  ],
  links: [{ section: '公开', label: '稿件', href: '/console/pieces', icon: 'file', may: 'piece:read', order: 10 }],
};
