import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { film, mp3, mp4Saying, wav } from '../../testing/media.ts';
import { cuesOf, inspectUpload, readCaptions, sayLength, vttOf } from './index.ts';
import { magicOf } from './magic.ts';
import { isMedia, secondsOf } from './media.ts';

const look = (name: string, bytes: Buffer) => inspectUpload({ name, bytes });

describe('how long a recording is', () => {
  test.each<[string, Buffer, number, string]>([
    ['讲解.wav', wav(2.5), 2.5, 'bytes over bytes a second'],
    ['讲解.mp3', mp3(100), (100 * 1152) / 44_100, 'frame after frame'],
    [
      '讲解.mp3',
      Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x00', 'latin1'), Buffer.alloc(128), mp3(40)]),
      (40 * 1152) / 44_100,
      'behind a tag',
    ],
    ['讲解.mp4', mp4Saying(95), 95, 'its head says so'],
    ['讲解.mp4', film('mp4'), 1.7, 'a real one in fragments, no total in its head'],
    ['讲解.webm', film('webm'), 1.5, 'a real one without a length, by its last picture'],
  ])('%s', async (name, bytes, seconds) => {
    const seen = await look(name, bytes);
    expect(seen).toMatchObject({ ok: true });
    expect(seen.ok && seen.seconds).toBeCloseTo(seconds, 1);
  });

  test.each<[string, Buffer, string, string]>([
    ['讲解.mp4', mp4Saying(31 * 60), '31分钟，超过30分钟', 'longer than half an hour'],
    ['讲解.mp4', Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), '没有传完整', 'a head and nothing behind it'],
    ['讲解.mp4', film('mp4').subarray(0, 900), '没有传完整', 'broken off'],
    [
      '讲解.mp4',
      Buffer.concat([mp4Saying(95), ...Array.from({ length: 100_001 }, () => Buffer.from('\0\0\0\x08free', 'latin1'))]),
      '没有传完整',
      'nothing but empty boxes, more than any film has',
    ],
    ['讲解.webm', film('webm').subarray(0, 700), '没有传完整', 'broken off'],
    ['讲解.wav', wav(3).subarray(0, 9000), '没有传完整', 'broken off'],
    ['讲解.mp3', Buffer.from('fffb9064', 'hex'), '没有传完整', 'not one whole frame'],
    ['讲解.mp4', wav(1), '里面其实是WAV音频', 'a sound called a film'],
    ['讲解.mp3', film('webm'), '里面其实是WebM视频', 'a film called a sound'],
    ['字幕.vtt', Buffer.from('WEBVTT\n\n大家好'), '没有一句带时间的话', 'words without times'],
    ['字幕.srt', Buffer.from('<html><body>大家好'), '里面其实是网页', 'a page called captions'],
  ])('%s is not kept: %s', async (name, bytes, say) => {
    const seen = await look(name, bytes);
    expect(seen.ok).toBe(false);
    expect(!seen.ok && seen.say).toContain(say);
  });

  test('a file cut off anywhere, or changed in a byte, never breaks the reader', () => {
    const whole = [wav(0.1), mp3(4), mp4Saying(9), film('mp4'), film('webm')];
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(), fc.nat(255), (file, end, at, byte) => {
        const bytes = Buffer.from(file.subarray(0, end % (file.length + 1)));
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const magic = magicOf(bytes);
        if (!isMedia(magic)) return;
        const seconds = secondsOf(magic, bytes);
        expect(seconds === undefined || seconds > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[number, string]>([
    [0.4, '1秒'],
    [59, '59秒'],
    [60, '1分钟'],
    [192, '3分12秒'],
    [1800, '30分钟'],
  ])('%d seconds are said as %s', (s, want) => expect(sayLength(s)).toBe(want));
});

describe('captions', () => {
  const SRT =
    '1\r\n00:00:01,000 --> 00:00:04,500\r\n<i>失能老人</i>在家，\r\n区里出钱。\r\n\r\n2\r\n00:01:05,000 --> 00:01:07,250\r\n先到村里登记 & 评估\r\n';
  test('of SubRip become WebVTT with the same words at the same times', () => {
    const cues = readCaptions(Buffer.from(SRT)) ?? [];
    expect(cues).toEqual([
      { from: 1, to: 4.5, text: '失能老人在家，\n区里出钱。' },
      { from: 65, to: 67.25, text: '先到村里登记 & 评估' },
    ]);
    expect(vttOf(cues)).toContain('00:01:05.000 --> 00:01:07.250\n先到村里登记 &amp; 评估');
    expect(cuesOf(vttOf(cues))).toEqual(cues);
  });
  test('in GB18030 are read too; a cue that ends before it begins is left out', () => {
    expect(readCaptions(Buffer.from('WEBVTT\n\n00:04.000 --> 00:02.000\n倒着'))).toBeUndefined();
    const gb = Buffer.concat([Buffer.from('00:01.000 --> 00:02.000\n'), Buffer.from([0xb2, 0xb9, 0xcc, 0xf9])]);
    expect(readCaptions(gb)?.[0]?.text).toBe('补贴');
  });
});
