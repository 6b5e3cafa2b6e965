import { expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import type { CheckEnv } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { interpretationChecks } from './checks.ts';

const WORDS = '从今年四月起，八十岁以上的老人每个月多领五十元，不用再跑一趟，社区会打电话来问。'.repeat(4);

test.each<[string, string[], string, string[], string]>([
  ['解读', ['讲解.mp4'], WORDS, ['视频没有字幕'], 'people who cannot hear are left out'],
  ['解读', ['讲解.mp4', '讲解.vtt'], '', [], 'captions beside it'],
  ['解读', ['讲解.mp4', '讲解.SRT'], '', [], 'of either kind, however it is written'],
  ['解读', ['访谈.mp3'], '', ['音频没有文字稿'], 'nothing to read'],
  ['解读', ['访谈.mp3'], WORDS, [], 'what is said stands in the text'],
  ['解读', ['甲.mp4', '乙.mp4'], WORDS, ['视频没有字幕', '视频没有字幕'], 'each is named'],
  ['解读', ['图.png'], '', [], 'a picture has no sound'],
  ['政策文件', ['讲解.mp4'], WORDS, [], 'only what explains'],
])('%s with %j: %j', (kind, names, words, want) => {
  const specimen: Specimen = {
    name: '',
    format: 'piece',
    title: '',
    layers: [{ kind: 'shown', at: '正文', text: words, spots: [] }],
    grids: [],
    pictures: [],
    links: [],
    pages: [],
    blind: [],
  };
  const type = (n: string): string =>
    n.endsWith('mp4') ? 'video/mp4' : n.endsWith('mp3') ? 'audio/mpeg' : 'text/plain';
  const attachments = names.map((name) => ({ name, sha256: 'a'.repeat(64), size: 10, type: type(name) }));
  const env: CheckEnv = { today: day('2026-03-31'), piece: { unitId: 'u', unitName: '甲局', kind, attachments } };
  const check = interpretationChecks.find((c) => c.id === 'interpretation.captions');
  const found = check?.run(specimen, env) ?? [];
  expect(found.map((f) => f.message)).toEqual(want);
});
