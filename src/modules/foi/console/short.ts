/** The law by its short name, as the office says it; the whole name stands beside the button. */
export const shortBasis = (basis: string): string =>
  basis
    .replace(/《中华人民共和国政府信息公开条例》(（国务院令第711号）)?/g, '条例')
    .replace(/《政府信息公开信息处理费管理办法》(（国办函〔2020〕109号）)?/g, '收费办法');
