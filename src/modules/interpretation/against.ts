import { placeOf, type Specimen } from '../../lib/specimen.ts';
import { type CopyResult, type CopySettings, copyOf } from './rules/copy.ts';
import { type ElementName, elementsOf } from './rules/elements.ts';

/** A stretch of the interpretation that stands in the policy word for word, with its place in both. */
export type Passage = { text: string; at: string; policyAt: string };

/** What the copy meter says of an interpretation and its policy; see `rules/copy.ts` for what it measures. */
export type Against = {
  copy: Pick<CopyResult, 'share' | 'headings' | 'headingShare' | 'onlyHeadings' | 'asksReason'> & {
    passages: Passage[];
  };
  elements: { name: ElementName; present: boolean; quote: string }[];
};

type Spread = { text: string; placeAt(offset: number): string };

/** The shown layers as one text that still knows where each character stands. */
function shown(s: Specimen): Spread {
  const layers = s.layers.filter((l) => l.kind === 'shown');
  const starts: number[] = [];
  let n = 0;
  for (const l of layers) {
    starts.push(n);
    n += l.text.length + 1;
  }
  return {
    text: layers.map((l) => l.text).join('\n'),
    placeAt(offset) {
      const i = starts.findLastIndex((from) => from <= offset);
      const layer = layers[i];
      return layer ? placeOf(layer, offset - (starts[i] ?? 0)) : '';
    },
  };
}

/** Compares what readers see of both. A share is rounded to a thousandth, so that it reads the same everywhere. */
export function against(policy: Specimen, interpretation: Specimen, set?: CopySettings): Against {
  const p = shown(policy);
  const t = shown(interpretation);
  const c = copyOf(p.text, t.text, set);
  return {
    copy: {
      share: Math.round(c.share * 1000) / 1000,
      passages: c.passages.map((x) => ({
        text: x.text,
        at: t.placeAt(x.from),
        policyAt: p.placeAt(x.policyFrom),
      })),
      headings: c.headings,
      headingShare: Math.round(c.headingShare * 1000) / 1000,
      onlyHeadings: c.onlyHeadings,
      asksReason: c.asksReason,
    },
    elements: elementsOf(t.text).map(({ name, present, quote }) => ({ name, present, quote })),
  };
}
