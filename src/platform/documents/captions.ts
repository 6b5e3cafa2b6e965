/** Captions of a film (WebVTT, or SubRip turned into it): what is said, with its times. */
import { decodeText } from './charset.ts';

/** Seconds from the beginning. */
export type Cue = { from: number; to: number; text: string };

const TIMES = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})[ \t]+-->[ \t]+(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})/;

const seconds = (h: string | undefined, m = '', s = '', ms = ''): number =>
  Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s) + Number(ms) / 1000;

/** The cues of a .vtt or .srt text in their order; markup inside them is left out. Empty when it has none. */
export function cuesOf(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.replace(/^\ufeff/, '').split(/(?:\r?\n){2,}/)) {
    const lines = block.split(/\r?\n/);
    const at = lines.findIndex((l) => TIMES.test(l));
    const m = TIMES.exec(lines[at] ?? '');
    if (!m) continue;
    const said = lines
      .slice(at + 1)
      .join('\n')
      .replace(/<[^>]{0,200}>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replaceAll('-->', '→')
      .trim();
    const from = seconds(m[1], m[2], m[3], m[4]);
    const to = seconds(m[5], m[6], m[7], m[8]);
    if (said !== '' && to > from) cues.push({ from, to, text: said });
  }
  return cues;
}

const clock = (s: number): string => {
  const ms = Math.round(s * 1000);
  const pad = (n: number, w = 2): string => String(Math.floor(n)).padStart(w, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
};

/** The cues as WebVTT, the one form that browsers play. */
export const vttOf = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map((c) => `${clock(c.from)} --> ${clock(c.to)}\n${c.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}`).join('\n\n')}\n`;

/** Reads a caption file in whatever encoding it came; undefined when there is not one cue in it. */
export function readCaptions(bytes: Uint8Array): Cue[] | undefined {
  const cues = cuesOf(decodeText(bytes)?.text ?? '');
  return cues.length > 0 ? cues : undefined;
}
