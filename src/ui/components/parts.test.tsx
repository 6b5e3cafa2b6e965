import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { saySize } from './attachment.tsx';
import { Button } from './button.tsx';
import { axisMarks } from './chart-scale.ts';
import { Icon } from './icon.tsx';
import { pageWindow } from './pagination.tsx';
import { FilterGroup } from './search.tsx';
import { drawnCode, Stub, type StubData, type StubState } from './stub.tsx';

const stub = (state: StubState): StubData => ({
  state,
  no: 10431,
  says: '文本与登记一致',
  verifyHref: '/verify',
  rows: [
    { label: '公报', value: '第3号' },
    { label: '谁', value: '区民政局' },
    { label: '登记', value: '第10431件' },
    { label: '何时', value: '3月18日' },
  ],
});

describe('the stub', () => {
  test('keeps its rows in the one order, however they come', () => {
    const labels = [...renderToString(<Stub stub={stub('ok')} />).matchAll(/<dt>(.+?)<\/dt>/g)].map((m) => m[1]);
    expect(labels).toEqual(['谁', '何时', '登记', '公报']);
  });

  test.each<[StubState, boolean, string]>([
    ['ok', true, 'the text can be checked'],
    ['corrected', true, 'the text that stands can be checked'],
    ['registering', true, 'the reader may look whether it has arrived'],
    ['mismatch', true, 'the reader is led to the registered text'],
    ['withdrawn', false, 'there is no text to check'],
    ['erased', false, 'the bytes are gone'],
  ])('%s: offers the check %s, because %s', (state, offers) => {
    expect(renderToString(<Stub stub={stub(state)} />).includes('我来核验')).toBe(offers);
  });
});

describe('page numbers', () => {
  test.each([
    [1, 16, [1, 2, 0, 16], 'the first page'],
    [4, 16, [1, 2, 3, 4, 5, 0, 16], 'no gap where one number would do'],
    [9, 16, [1, 2, 0, 8, 9, 10, 0, 16], 'both sides far'],
    [16, 16, [1, 2, 0, 15, 16], 'the last page'],
    [1, 1, [1], 'one page'],
  ])('page %i of %i shows %j: %s', (page, pages, shown) => {
    expect(pageWindow(page, pages)).toEqual(shown);
  });

  test('first, last and current are always there, in order, without repeats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (pages, at) => {
        const page = (at % pages) + 1;
        const shown = pageWindow(page, pages).filter((n) => n > 0);
        expect(shown).toEqual(expect.arrayContaining([1, page, pages]));
        expect([...new Set(shown)].sort((a, b) => a - b)).toEqual(shown);
      }),
    );
  });
});

test('an axis reaches both ends and steps evenly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0.1, max: 1e6, noNaN: true }), (from, span) => {
      const marks = axisMarks(from, from + span);
      expect(marks[0]).toBeLessThanOrEqual(from);
      expect(marks.at(-1)).toBeGreaterThanOrEqual((from + span) * 0.999);
      expect(marks.length).toBeLessThan(12);
    }),
  );
});

test('a filter with nothing behind it is text, not a link', () => {
  const html = renderToString(
    <FilterGroup
      title="类别"
      options={[
        { text: '政策', count: 3, href: '?a' },
        { text: '名册', count: 0, href: '?b' },
      ]}
    />,
  );
  expect(html).toContain('href="?a"');
  expect(html).not.toContain('href="?b"');
});

test('a long group folds and says how many are behind; a folded one that is on opens it', () => {
  const group = (on: string) =>
    renderToString(
      <FilterGroup
        title="谁公开的"
        options={Array.from({ length: 20 }, (_, i) => ({ text: `u${i}`, count: 1, href: `?${i}`, on: `u${i}` === on }))}
      />,
    );
  expect(group('u0')).toContain('还有8个');
  expect(group('u0')).not.toContain('<details open');
  expect(group('u19')).toContain('<details open');
  for (let i = 0; i < 20; i++) expect(group('u0')).toContain(`>u${i}<`);
});

test('an unavailable button sends nothing, stays focusable and says why', () => {
  const html = renderToString(
    <Button id="send" unavailable="还有2处错误要改。">
      提交审核
    </Button>,
  );
  expect(html).toContain('type="button"');
  expect(html).toContain('aria-describedby="send-why"');
  expect(html).not.toContain(' disabled');
});

test.each([
  [0, '0 B', 'empty'],
  [1023, '1023 B', 'below one kilobyte'],
  [319_488, '312 KB', 'as in the pictures'],
  [1_468_006, '1.4 MB', 'one digit from a megabyte on'],
])('%i bytes are written %s: %s', (bytes, text) => {
  expect(saySize(bytes)).toBe(text);
});

/** The modules that the lines of a path cover. */
function covered(path: string, size: number): number[] {
  const data = Array.from({ length: size * size }, () => 0);
  let [x, y] = [0, 0];
  for (const [, to = '', at = '', row, run = ''] of path.matchAll(/([Mm])(\d+) (\d+)(?:\.5)?h(\d+)/g)) {
    if (to === 'M') y = Number(row);
    x = to === 'M' ? Number(at) : x + Number(at);
    for (const end = x + Number(run); x < end; x++) data[y * size + x] = 1;
  }
  return data;
}

test('the lines of a square code cover its dark modules and no other', () => {
  const codes = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size * size, maxLength: size * size }),
      ),
    );
  fc.assert(
    fc.property(codes, ([size, data]) => {
      expect(covered(drawnCode(size, data).path, size)).toEqual(data);
    }),
  );
});

test('an icon drawn before is the same again, and one with a label is another', () => {
  const [first, again] = [0, 1].map(() => renderToString(<Icon name="search" size={22} />));
  expect(again).toBe(first);
  expect(renderToString(<Icon name="search" size={22} label="搜索" />)).toContain('role="img" aria-label="搜索"');
  expect(renderToString(<Icon name="search" size={22} label={'"><b>'} />)).not.toContain('<b>');
});
