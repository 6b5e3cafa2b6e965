export const docNoKey = (text: string): string =>
  text.normalize('NFKC').replace(/[\s〔〕[\]【】()]/g, '').replace(/第(?=\d)/, '');
