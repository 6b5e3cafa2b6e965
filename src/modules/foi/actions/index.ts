export {
  answerFee,
  approveExtension,
  closeUnpaid,
  consult,
  draftExtension,
  endConsultation,
  feeNotice,
  nthOf,
  objectFee,
  priceOf,
  recordOpinion,
  recordPayment,
  recordReceived,
  refund,
  returnProposal,
} from './clock.ts';
export {
  answerObjection,
  archive,
  closeDispute,
  decide,
  deliver,
  propose,
  recordDispute,
  withdraw,
} from './decision.ts';
export { attach, openFile, seeIdentity, seeParties } from './identity.ts';
export { saveSettings, seeMoved } from './office.ts';
export {
  askReasons,
  closeUncorrected,
  confirm,
  giveReasons,
  offerHelp,
  register,
  requestCorrection,
  split,
  supplement,
  takeCorrection,
  takeOver,
  transfer,
} from './opening.ts';
export * as own from './own.ts';
export { newQueryPassword } from './password.ts';
export { apply, type Receipt, recordApplication, type Typed } from './receive.ts';
