export { startCorrection, withdrawPiece } from './correcting.ts';
export { passPiece, releasePiece, returnPiece, schedulePiece, unschedulePiece } from './deciding.ts';
export { releaseDue, stopDue } from './due.ts';
export { draftOf } from './going-public.ts';
export { changeItem, itemChange } from './item.ts';
export { linkOf } from './link.ts';
export { createPiece, createPieceIn, discardPiece, savePiece, submitPiece, takeBackPiece } from './writing.ts';
