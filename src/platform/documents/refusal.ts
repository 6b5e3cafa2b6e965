import { type Limits, saySize } from './limits.ts';

/** Why a file was not converted. */
export type ConvertRefusal =
  | 'empty'
  | 'too-big'
  | 'bomb'
  | 'broken'
  | 'wrong-type'
  | 'unsupported'
  | 'encrypted'
  | 'no-text'
  | 'too-deep'
  | 'too-slow'
  | 'too-much-memory'
  | 'crashed';

/** Thrown inside a conversion and turned into an answer at its edge; `say` is the one Chinese line people see. */
export class Refused extends Error {
  readonly reason: ConvertRefusal;
  readonly say: string;
  constructor(reason: ConvertRefusal, say: string) {
    super(`${reason}: ${say}`);
    this.name = 'Refused';
    this.reason = reason;
    this.say = say;
  }
}

/** Every sentence a refused upload can meet: what is wrong, then what to do. */
export const SAY = {
  empty: () => '这个文件是空的，里面没有内容。请打开看看是不是存错了，再传一次。',
  nuls: () => '这个文件里全是空字节，没有文字，多半是拷贝时坏了。请从原来的电脑上重新拷一份再传。',
  input: (size: number, l: Limits) =>
    `这个文件有${saySize(size)}，超过${saySize(l.inputBytes)}，没有打开。请压缩里面的图片，或拆成几个文件再传。`,
  text: (l: Limits) =>
    `这个文件的文字和表格展开后超过${saySize(l.textBytes)}，没有打开。请把大表格另存为.xlsx作附件，正文再传一次。`,
  sheet: (l: Limits) => `这个表格的文字超过${saySize(l.textBytes)}，没有看完。请拆成几个文件，每个只放一张表，再传。`,
  nothingShown: () => '这个表格的工作表全是隐藏的，做不出只留可见内容的副本。请取消隐藏要公开的工作表再传。',
  cannotClean: (what: string) => `${what}不能自动做干净的副本。请回到原稿里删掉要去掉的内容，重新导出再传。`,
  bomb: (l: Limits) => `这个文件解压后超过${saySize(l.unpackedBytes)}，像是压缩炸弹，没有打开。请拆成几个小文件再传。`,
  ratio: () => '这个文件压得太紧，像是压缩炸弹，没有打开。请在Word或WPS里打开，另存为新的.docx再传。',
  lying: () => '这个文件里写的大小和实际对不上，像是压缩炸弹，没有打开。请在Word或WPS里打开，另存为新的.docx再传。',
  entries: (l: Limits) =>
    `这个文件里装了${l.entries.toLocaleString('en-US')}个以上的小文件，不像正常文档，没有打开。请在Word或WPS里另存为新的.docx再传。`,
  broken: () => '这个文件不完整，像是没传完或已经损坏。请在电脑上打开看看，另存一份再传。',
  depth: () => `这个文件的结构一层套一层，深得不像正常文档，没有打开。请新建一个文档，把文字粘进去再传。`,
  doctype: () => '这个文件里夹带了外部定义，正常文档没有这个，没有打开。请在Word或WPS里另存为新的.docx再传。',
  encrypted: () => '这个文件设了打开密码，系统读不了。请去掉密码，另存一份再传。',
  oldOffice: () => '这是旧版格式的Word文件（.doc），系统读不了。请用Word或WPS打开，另存为.docx再传。',
  oldSheet: () =>
    '这是旧版格式的Excel表格（.xls），不能当正文，里面也没有查。请用Excel或WPS打开，另存为.xlsx，作为附件上传。',
  oldOther: () => '这是旧版格式的Office文件，不能当正文。请另存为.docx再传，或把它作为附件上传。',
  macros: () => '这个文件带宏，宏可以是病毒，没有收。请另存为不带宏的.docx或.xlsx再传。',
  program: () => '这个文件是程序，不是文档，没有收。请传.docx、.pdf、.html、.txt或.md。',
  kind: (ext: string) =>
    ext
      ? `.${ext}文件不能当正文。请传.docx、.pdf、.html、.txt或.md，或把它作为附件上传。`
      : '文件名没有扩展名，不知道该怎么读。请改成.docx、.pdf、.html、.txt或.md结尾再传。',
  mismatch: (ext: string, really: string) =>
    `文件名写的是.${ext}，里面其实是${really}，没有打开。请用能打开它的程序另存为.docx或.pdf再传。`,
  notWord: (really: string) => `这个文件里面是${really}，不是Word文档，不能当正文。请把它作为附件上传。`,
  noText: () => '这个PDF里只有图片，没有文字，读者搜不到，也念不出来。请传由Word或WPS直接导出的PDF，或传.docx原稿。',
  noWords: () => '这个文件里没有读到文字。请打开看看正文是不是图片或文本框，再传一次。',
  encoding: () => '这个文件的文字编码认不出来，读出来是乱码。请用记事本打开，另存为UTF-8编码再传。',
  slow: (l: Limits) => `这个文件${Math.ceil(l.millis / 1000)}秒还没读完，已停下。请拆成几个小文件，或去掉大表格再传。`,
  memory: () => '这个文件展开后太大，读到一半停下了。请拆成几个小文件，或把大表格另存为.xlsx作附件再传。',
  crashed: () => '读这个文件时程序停了，别的文件不受影响。请另存一份再传；还是不行，请把文件交给系统管理员。',
} as const;
