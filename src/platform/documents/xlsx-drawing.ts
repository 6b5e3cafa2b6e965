import type { Picture } from '../../lib/specimen.ts';
import type { Limits } from './limits.ts';
import { tellingName } from './package-parts.ts';
import { attr, isOn, walkXml } from './xml.ts';

type Drawn = { shown: string[]; hidden: string[]; alts: string[]; names: string[]; pictures: Picture[] };

/** Shapes and pictures laid over a sheet: their words, and what is said of them to those who do not see them. */
export function drawnOn(xml: string, at: string, limits: Limits): Drawn {
  const out: Drawn = { shown: [], hidden: [], alts: [], names: [], pictures: [] };
  let hidden = false;
  let alt: string | undefined;
  let text = '';
  let on = false;
  walkXml(
    xml,
    {
      open(name, a) {
        if (name === 'cNvPr') {
          hidden = isOn(attr(a, 'hidden'));
          const said = [attr(a, 'descr'), attr(a, 'title')].filter(Boolean).join('\n');
          alt = 'descr' in a || 'title' in a ? said : undefined;
          if (said) out.alts.push(said);
          const telling = tellingName(attr(a, 'name'));
          if (telling) out.names.push(telling);
        } else if (name === 'blip') out.pictures.push(alt === undefined ? { at } : { at, alt });
        else if (name === 't') on = true;
      },
      text(part) {
        if (on) text += part;
      },
      close(name) {
        if (name === 't') on = false;
        else if (name === 'p') {
          if (text.trim()) (hidden ? out.hidden : out.shown).push(text.trim());
          text = '';
        }
      },
    },
    limits,
  );
  return out;
}
