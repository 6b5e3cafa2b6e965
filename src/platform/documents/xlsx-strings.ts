import { own } from './layer-text.ts';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';
import { streamXml } from './xml.ts';

/** Texts that cells share; `used` is set by the readers of cells, so that what is left over can be told. */
export type SharedStrings = { texts: string[]; phonetic: string[]; used: Set<number> };

/** Reads the table of shared texts as a stream. Throws `Refused` when the words together pass the limit. */
export async function sharedStrings(chunks: AsyncIterable<Buffer>, limits: Limits): Promise<SharedStrings> {
  const out: SharedStrings = { texts: [], phonetic: [], used: new Set() };
  let text = '';
  let spoken = '';
  let inText = false;
  let speech = 0;
  let total = 0;
  await streamXml(
    chunks,
    {
      open(name) {
        if (name === 'si') text = spoken = '';
        else if (name === 't') inText = true;
        else if (name === 'rPh') speech += 1;
      },
      text(part) {
        if (!inText) return;
        if (speech) spoken += part;
        else text += part;
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') speech -= 1;
        else if (name === 'si') {
          total += text.length;
          if (total > limits.textBytes) throw new Refused('too-big', SAY.sheet(limits));
          out.texts.push(own(unescaped(text)));
          if (spoken.trim()) out.phonetic.push(own(spoken));
        }
      },
    },
    limits,
  );
  return out;
}

/** Signs that XML cannot hold are written `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
