/** Markup that came in by pasting: what is not safe, and what people cannot read. */
import type { Check, Finding, Severity } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { sayPlaces } from './say.ts';

const SAFE = '《政府网站发展指引》（国办发〔2017〕47号）安全防护';
const READ = 'GB/T 37668—2019《互联网内容无障碍可访问性技术要求与测试方法》';
const STYLE = '《政府网站发展指引》（国办发〔2017〕47号）页面展示';

const KINDS: readonly { pattern: RegExp; severity: Severity; message: string; why: string; basis: string }[] = [
  {
    pattern: /<\s*(?:script|iframe|object|embed|applet|form)\b|\son[a-z]{3,12}\s*=\s*["'\w]|javascript\s*:/gi,
    severity: 'error',
    message: '网页里带着脚本或外来框架',
    why: '可能被用来跳转、弹窗或挂马。公开时会去掉，请看看去掉后还完整不完整。',
    basis: SAFE,
  },
  {
    pattern: /class\s*=\s*["']?Mso|mso-[a-z-]+\s*:|<\/?o:p\b|<!--\[if/gi,
    severity: 'hint',
    message: '带着从Word粘贴来的格式',
    why: '换一部手机就会乱。用“纯文本粘贴”，再设标题和段落。',
    basis: STYLE,
  },
  {
    pattern: /<\s*font\b/gi,
    severity: 'hint',
    message: '用了过时的字体标签',
    why: '大字版和深色页面改不动它的颜色和大小。',
    basis: STYLE,
  },
];

const snippet = (html: string, at: number): string =>
  html
    .slice(at, at + 40)
    .replace(/\s+/g, ' ')
    .trim();

export const markup: Check = {
  id: 'markup.pasted',
  title: '不安全或读不了的网页格式',
  basis: STYLE,
  run(s: Specimen): readonly Finding[] {
    const html = s.html;
    if (!html) return [];
    const out: Finding[] = [];
    for (const kind of KINDS) {
      const hits = [...html.matchAll(kind.pattern)];
      const [first] = hits;
      if (first)
        out.push({
          rule: this.id,
          severity: kind.severity,
          message: kind.message,
          why: kind.why,
          quote: snippet(html, first.index),
          at: `网页代码${hits.length}处`,
          basis: kind.basis,
        });
    }
    const faint = faintColours(html);
    if (faint.length > 0)
      out.push({
        rule: this.id,
        severity: 'warning',
        message: '有的字颜色太浅，看不清',
        why: `白底上对比度不到4.5：${faint.slice(0, 3).join('、')}。`,
        quote: faint.slice(0, 3).join('、'),
        at: `网页代码${faint.length}处`,
        basis: READ,
      });
    return out;
  },
};

const COLOUR =
  /(?:[\s;"']color\s{0,3}[:=]\s{0,3}["']?)\s{0,3}(#[0-9a-f]{3,6}\b|rgb\(\s{0,3}\d+\s{0,3},\s{0,3}\d+\s{0,3},\s{0,3}\d+\s{0,3}\)|[a-z]{3,20})(?=[\s;"'>])/gi;
const NAMED: Record<string, string> = {
  yellow: '#ffff00',
  lime: '#00ff00',
  cyan: '#00ffff',
  aqua: '#00ffff',
  silver: '#c0c0c0',
  pink: '#ffc0cb',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  orange: '#ffa500',
  gold: '#ffd700',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
};

/** Text colours that fall below 4.5 on white. White itself stands on something dark and is let through. */
function faintColours(html: string): string[] {
  const out: string[] = [];
  for (const m of html.matchAll(COLOUR)) {
    const word = (m[1] ?? '').toLowerCase();
    const rgb = rgbOf(NAMED[word] ?? word);
    if (!rgb || rgb.every((c) => c === 255)) continue;
    if (1.05 / (luminance(rgb) + 0.05) < 4.5) out.push(word);
  }
  return [...new Set(out)];
}

function rgbOf(colour: string): [number, number, number] | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(colour)?.[1];
  if (hex) {
    const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
    return [0, 2, 4].map((i) => Number.parseInt(full.slice(i, i + 2), 16)) as [number, number, number];
  }
  const parts = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(colour);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}

/** Relative luminance by WCAG 2. */
function luminance(rgb: readonly [number, number, number]): number {
  const [r, g, b] = rgb.map((v) => {
    const c = Math.min(255, v) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const WIDE = /[^\s\u3000][\u3000\u00a0 ]{4,}[^\s\u3000]/;
const CELLS = /[^\s\u3000](?:[\u3000\u00a0]{2,}|[ \t]{3,})[^\s\u3000]/g;

export const spaces: Check = {
  id: 'markup.spaces',
  title: '用空格排版',
  basis: STYLE,
  run(s: Specimen): readonly Finding[] {
    // Text files have nothing else to set columns with, and a page of a PDF keeps the gaps of its print.
    if (s.format === 'txt' || s.format === 'pdf' || s.format === 'csv' || s.format === 'xlsx') return [];
    const out: Finding[] = [];
    for (const [l, layer] of s.layers.entries()) {
      if (layer.kind !== 'shown' || !/[\u3000\u00a0 ]{2}/.test(layer.text)) continue;
      const lines = linesOf(layer.text);
      const tableLines = lines.filter((line) => (line.text.match(CELLS)?.length ?? 0) >= 2);
      const say = (message: string, why: string, found: readonly { from: number; text: string }[]): void => {
        const [first] = found;
        if (first)
          out.push({
            rule: this.id,
            severity: 'hint',
            message,
            why,
            quote: first.text.trim().slice(0, 24),
            at: sayPlaces(found.map((f) => placeOf(layer, f.from))),
            basis: STYLE,
            spans: found.map((f) => ({ layer: l, from: f.from, to: f.from + f.text.length })),
          });
      };
      if (tableLines.length >= 3)
        say('用空格排成了表格', '手机上会错位，读屏软件念成一串。请改成真正的表格。', tableLines);
      else
        say(
          '用空格对齐文字',
          '换一种屏幕就不齐了。请用“居中”“右对齐”。',
          lines.filter((line) => WIDE.test(line.text)),
        );
    }
    return out;
  },
};

function linesOf(text: string): { from: number; text: string }[] {
  const out: { from: number; text: string }[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    out.push({ from, text: line });
    from += line.length + 1;
  }
  return out;
}
