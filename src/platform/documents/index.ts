export { anchorTree, type TocEntry, withAnchors } from './anchors.ts';
export { type Cue, cuesOf, readCaptions, vttOf } from './captions.ts';
export { decodeText } from './charset.ts';
export { cleanCopy } from './clean.ts';
export { convert } from './convert.ts';
export type { Converted } from './convert-file.ts';
export { csvRows, separatorOf } from './csv.ts';
export { examine } from './examine.ts';
export { keepImages, placeImages } from './images.ts';
export type { Limits } from './limits.ts';
export { type MarkAt, markHtml } from './marks.ts';
export { sayLength } from './media.ts';
export { coverPages, pagePicture, pageSizes, pageWords } from './pages.ts';
export type { Bar } from './pages-burn.ts';
export type { PageSize } from './pages-open.ts';
export type { Words } from './pages-words.ts';
export {
  attachmentLines,
  headingTexts,
  type Paper,
  type PaperBlock,
  type PaperCell,
  type PaperTable,
  p,
  paperText,
  readPaper,
} from './paper.ts';
export { PAPER_TYPE, type PaperFormat } from './paper-file.ts';
export { writePaper } from './paper-write.ts';
export { type Edit, replaceInHtml, specimenOfHtml } from './piece.ts';
export { DOC_CLASSES, DOC_TAGS, sanitize } from './sanitize.ts';
export { type Block, textOf } from './text.ts';
export { inspectUpload } from './upload.ts';
export { closeConverter } from './workers.ts';
export { packZip, unpackZip } from './zip-pack.ts';
