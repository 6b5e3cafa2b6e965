/** What a screen reader, a search or an old phone cannot read. */
import type { Check, Finding } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { bodyOf } from './columns.ts';
import { shownText } from './layers.ts';
import { sayPlaces } from './say.ts';

const BASIS = 'GB/T 37668—2019《互联网内容无障碍可访问性技术要求与测试方法》';
const FILE_NAME =
  /^(?:image|img|pic|图片|图像|截图|未命名|untitled|dsc|微信图片)?[\s_-]*[\d_\-.]*\.?(?:jpe?g|png|gif|bmp|webp)?$/i;

const one = (rule: string, severity: Finding['severity'], message: string, why: string, at: string): Finding => ({
  rule,
  severity,
  message,
  why,
  quote: '',
  at,
  basis: BASIS,
});

export const pictures: Check = {
  id: 'access.picture',
  title: '图片的替代文字',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    const mute = s.pictures.filter((p) => FILE_NAME.test((p.alt ?? '').trim()));
    if (mute.length === 0) return [];
    return [
      one(
        'access.picture',
        'warning',
        `${mute.length}张图片没有替代文字`,
        '看不见图的人听不到图里说什么。写一句图上有什么。',
        sayPlaces(mute.map((p) => p.at)),
      ),
    ];
  },
};

export const tables: Check = {
  id: 'access.table',
  title: '表格的表头',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    // A sheet is no page: its first row is its head. Tables of one row or column arrange things and need none.
    if (s.format === 'xlsx' || s.format === 'csv' || s.format === 'pdf') return [];
    const bare = s.grids.filter(
      (g) =>
        g.kind === 'shown' &&
        !g.headMarked &&
        g.rows.length > 2 &&
        (g.rows[0]?.length ?? 0) > 1 &&
        bodyOf(g).length > 0,
    );
    if (bare.length === 0) return [];
    return [
      one(
        'access.table',
        'warning',
        `${bare.length}个表格没有标出表头`,
        '读屏软件念到数字时说不出它是哪一列。把第一行设成表头。',
        sayPlaces(bare.map((g) => g.at)),
      ),
    ];
  },
};

/** Fewer characters than this on a page that is one picture: a scan. */
const FEW = 20;

export const scans: Check = {
  id: 'access.scan',
  title: '没有文字的扫描页',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    const mute = s.pages.filter((p) => p.picture && p.chars < FEW);
    if (mute.length === 0) return [];
    const all = mute.length === s.pages.length;
    return [
      one(
        'access.scan',
        all ? 'error' : 'warning',
        all ? '整份文件是扫描图，没有文字' : `${mute.length}页是扫描图，没有文字`,
        '搜不到、念不出、复制不了，也查不出有没有个人信息。请用文字版。',
        sayPlaces(mute.map((p) => `第${p.no}页`)),
      ),
    ];
  },
};

const LITTLE = 60;

export const textInPicture: Check = {
  id: 'access.text-in-picture',
  title: '整篇文字做成一张图',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    if (s.format === 'pdf' || s.pictures.length === 0 || s.grids.length > 0) return [];
    if (shownText(s).replace(/\s/g, '').length >= LITTLE) return [];
    return [
      one(
        'access.text-in-picture',
        'warning',
        '正文只有图片，几乎没有文字',
        '手机上看不清，搜不到，也念不出。请把图里的字写出来。',
        sayPlaces(s.pictures.map((p) => p.at)),
      ),
    ];
  },
};

export const accessChecks: readonly Check[] = [pictures, tables, scans, textInPicture];
