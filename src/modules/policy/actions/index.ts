export {
  cleanupInventory,
  closeCampaign,
  giveVerdict,
  type InventoryRow,
  inventoryOf,
  openCampaign,
  releaseCampaign,
  takeBackVerdict,
} from './campaigns.ts';
export {
  discussDraft,
  fileDraft,
  heardInterpreted,
  heardPublished,
  publishDraft,
  registerDraft,
  signDraft,
} from './decide.ts';
export { addDocument, decideDocument, prolongDocument, replaceDue, settleCite } from './documents.ts';
export {
  assessDraft,
  createDraft,
  type DraftFields,
  explainDraft,
  returnMaterials,
  reviewDraft,
  reviseDraft,
  saveDraftText,
  stopDraft,
  submitDraft,
} from './drafts.ts';
export {
  answerRound,
  clausesOf,
  groupComments,
  openRound,
  seeContacts,
  skipRound,
  takeComment,
  ungroup,
} from './rounds.ts';
export { setNumber } from './settings.ts';
