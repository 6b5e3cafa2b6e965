import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mp3, mp4 } from './fixtures-media.ts';
import { mediaSeconds } from './media.ts';

describe('how long a recording plays', () => {
  test.each<[string, number | undefined, number | undefined]>([
    ['a film of 90 s', mediaSeconds(mp4(90), 'mp4'), 90],
    [
      'in the 64-bit form, its head behind the data',
      mediaSeconds(mp4(90, { wide: true, moviePlace: 'end' }), 'mp4'),
      90,
    ],
    ['cut off before its head', mediaSeconds(mp4(90, { moviePlace: 'end' }).subarray(0, 60), 'mp4'), undefined],
    ['empty', mediaSeconds(Buffer.alloc(0), 'mp4'), undefined],
    ['sound of 36 s in frames of 36 ms', mediaSeconds(mp3(36), 'mp3'), 36],
    ['a tag and nothing behind it', mediaSeconds(mp3(0), 'mp3'), undefined],
    ['no sound', mediaSeconds(Buffer.from('ID3'), 'mp3'), undefined],
  ])('%s', (_what, got, want) => {
    if (want === undefined) expect(got).toBeUndefined();
    else expect(got).toBeCloseTo(want, 1);
  });

  test('whatever the bytes are, it answers and never says less than nothing', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(180), fc.uint8Array({ maxLength: 20 })).map(([at, noise]) => {
        const b = mp4(5);
        b.set(noise, at);
        return b;
      }),
      fc.tuple(fc.nat(180), fc.uint8Array({ maxLength: 20 })).map(([at, noise]) => {
        const b = mp3(1);
        b.set(noise, at);
        return b;
      }),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom<'mp3' | 'mp4'>('mp3', 'mp4'), (b, kind) => {
        expect(mediaSeconds(b, kind) ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
