import { describe, expect, it } from 'vitest';
import type { Day } from '../../../lib/day.ts';
import type { CheckEnv } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { checkSpecimen } from '../checks.ts';
import { ENV, grid, textSpecimen } from '../fixtures.ts';
import { accessChecks } from './access.ts';
import { elements } from './elements.ts';
import { links, siteLinks } from './links.ts';
import { markup, spaces } from './markup.ts';
import { unitNames } from './units.ts';

const d = (t: string): Day => t as Day;
const messages = (s: Specimen, env: CheckEnv, checks: Parameters<typeof checkSpecimen>[2]): string[] => {
  const { findings, broken } = checkSpecimen(s, env, checks);
  expect(broken).toEqual([]);
  return findings.map((f) => f.message);
};

describe('what a piece must say', () => {
  const piece = (kind: string, more: Partial<NonNullable<CheckEnv['piece']>> = {}): CheckEnv => ({
    ...ENV,
    piece: { unitId: 'u', unitName: '明河区民政局', kind, ...more },
  });
  const body = '为做好高龄津贴发放工作，现将有关事项说明如下，请各乡镇、各部门认真执行，按时报送材料。';
  const at = (title: string, text: string, env: CheckEnv): string[] =>
    messages(textSpecimen(text, { title }), env, [elements]);
  it.each([
    [
      '高龄津贴发放办法',
      body,
      piece('政策文件', { issuedOn: d('2026-03-02') }),
      ['缺少发文字号', '缺少施行日期或有效期'],
      'a normative document',
    ],
    [
      '高龄津贴发放办法',
      `${body}本办法自2026年4月1日起施行，有效期5年。`,
      piece('政策文件', { issuedOn: d('2026-03-02'), docNo: '明政规发〔2026〕3号' }),
      [],
      'complete',
    ],
    ['停水通知', body, piece('通知公告', { issuedOn: d('2026-03-02') }), ['缺少联系方式'], 'nobody to ask'],
    ['停水通知', `${body}咨询电话：0953-2034567。`, piece('通知公告', { issuedOn: d('2026-03-02') }), [], 'complete'],
    [
      '三月高龄津贴名册',
      body,
      piece('名册公示', { issuedOn: d('2026-03-02') }),
      ['缺少提意见的方式'],
      'a list for objections',
    ],
    ['', body, piece('动态'), ['缺少标题'], 'no title'],
    [
      '关于停水的通知',
      `${body}\n咨询电话：2034567\n明河区水务局\n2026年3月2日`,
      ENV,
      [],
      'a file that says all itself',
    ],
    ['关于停水的通知', body, ENV, ['缺少发文机关', '缺少成文日期', '缺少联系方式'], 'a file that says little'],
    ['春耕见闻', body, piece('动态'), [], 'news need none of it'],
  ])('%s: %#', (title, text, env, said) => expect(at(title, text, env)).toEqual(said));

  it('asks for what the catalogue item asks for', () => {
    const env = piece('名册公示', {
      item: {
        id: '04-03',
        title: '高龄津贴',
        basis: '社会救助公开目录 04-03',
        elements: [
          { label: '金额', required: true, given: false },
          { label: '备注', required: false, given: false },
          { label: '对象', required: true, given: true },
          { label: '人数', required: true, given: true, wrong: '“人数”：只写数字，不写单位和文字。12。' },
        ],
      },
    });
    expect(at('名册', '短', env)).toEqual(['缺少“金额”', '“人数”填得不对']);
  });
});

describe('names of units', () => {
  const env: CheckEnv = {
    ...ENV,
    units: {
      current: [
        '明河区人民政府',
        '明河区民政局',
        '明河区财政局',
        '明河区教育局',
        '明河区乡村振兴局',
        '明河区司法局',
        '云湖镇人民政府',
      ],
      former: [{ name: '明河区扶贫办', now: '明河区乡村振兴局' }],
    },
  };
  it.each([
    ['明河区扶贫办负责', ['“明河区扶贫办”现在叫“明河区乡村振兴局”'], 'renamed'],
    ['明河区财证局负责', ['“明河区财证局”应是“明河区财政局”'], 'one character typed for another'],
    ['明河区乡村兴振局', ['“明河区乡村兴振局”应是“明河区乡村振兴局”'], 'two swapped'],
    ['明河区民政局、明河区财政局', [], 'right'],
    ['明河区体育局', [], 'perhaps a unit nobody told us of'],
    ['明河区民政工作', [], 'no unit'],
  ])('%s: %j (%s)', (text, said) => expect(messages(textSpecimen(text), env, [unitNames])).toEqual(said));
});

describe('former names, by the day of the document', () => {
  const units: CheckEnv['units'] = {
    current: ['明河区农业农村局'],
    former: [
      {
        name: '明河区乡村振兴局',
        now: '明河区农业农村局',
        from: '2021-06-01' as Day,
        to: '2024-03-31' as Day,
        source: '明编发〔2024〕6号',
      },
    ],
  };
  it.each([
    ['2024-03-31', [], 'the last day of the name'],
    ['2021-06-01', [], 'its first'],
    ['2024-04-01', ['“明河区乡村振兴局”现在叫“明河区农业农村局”'], 'the day after'],
    ['2021-05-31', ['“明河区乡村振兴局”现在叫“明河区农业农村局”'], 'nobody was called so yet'],
    ['', ['“明河区乡村振兴局”现在叫“明河区农业农村局”'], 'a piece without a day is of today'],
  ])('%s: %j (%s)', (issuedOn, said) => {
    const env: CheckEnv = {
      ...ENV,
      units,
      ...(issuedOn ? { piece: { unitId: 'nongye', unitName: '', kind: '通知公告', issuedOn: issuedOn as Day } } : {}),
    };
    expect(messages(textSpecimen('由明河区乡村振兴局负责'), env, [unitNames])).toEqual(said);
  });
  it('says until when it was right, and which document changed it', () => {
    const [f] = checkSpecimen(textSpecimen('由明河区乡村振兴局负责'), { ...ENV, units }, [unitNames]).findings;
    expect(f?.why).toContain('2024年3月31日以后不用这个名称（明编发〔2024〕6号）');
  });
});

describe('what nobody can read', () => {
  const long = '正文'.repeat(40);
  it.each([
    [
      { pictures: [{ at: '第2段' }, { at: '第3段', alt: 'IMG_2031.jpg' }, { at: '第4段', alt: '云湖大桥通车' }] },
      ['2张图片没有替代文字'],
    ],
    [
      {
        grids: [
          grid(
            ['姓名', '金额'],
            [
              ['甲', '1'],
              ['乙', '2'],
            ],
            { headMarked: false },
          ),
        ],
      },
      ['1个表格没有标出表头'],
    ],
    [
      {
        grids: [
          grid(
            ['姓名', '金额'],
            [
              ['甲', '1'],
              ['乙', '2'],
            ],
          ),
        ],
      },
      [],
    ],
    [{ format: 'pdf' as const, pages: [{ no: 1, chars: 3, picture: true }] }, ['整份文件是扫描图，没有文字']],
    [
      {
        format: 'pdf' as const,
        pages: [
          { no: 1, chars: 900, picture: false },
          { no: 2, chars: 0, picture: true },
        ],
      },
      ['1页是扫描图，没有文字'],
    ],
    [{ format: 'pdf' as const, pages: [{ no: 1, chars: 900, picture: true }] }, []],
  ])('%j: %j', (more, said) => expect(messages(textSpecimen(long, more), ENV, accessChecks)).toEqual(said));
  it('a picture alone is no text', () =>
    expect(messages(textSpecimen('见图', { pictures: [{ at: '第1段', alt: '通知全文' }] }), ENV, accessChecks)).toEqual(
      ['正文只有图片，几乎没有文字'],
    ));

  it.each([
    ['<p onclick="x()">甲</p>', ['网页里带着脚本或外来框架']],
    ['<script>1</script>', ['网页里带着脚本或外来框架']],
    ['<p class="MsoNormal">甲</p>', ['带着从Word粘贴来的格式']],
    ['<font color="#ffff00">甲</font>', ['有的字颜色太浅，看不清', '用了过时的字体标签']],
    ['<p style="color: #cccccc">甲</p>', ['有的字颜色太浅，看不清']],
    ['<p style="color:#16232a;background-color:yellow">甲</p>', []],
    ['<p>on time = 5，颜色color=red</p>', []],
  ])('%s: %j', (html, said) => expect(messages(textSpecimen('甲', { html }), ENV, [markup])).toEqual(said));

  it.each([
    ['姓名　　单位　　电话\n甲　　民政局　　1\n乙　　财政局　　2', ['用空格排成了表格']],
    ['明河区　　　　　民政局', ['用空格对齐文字']],
    ['　　为做好工作，\n王　力　区长', []],
  ])('%j: %j', (text, said) => expect(messages(textSpecimen(text), ENV, [spaces])).toEqual(said));

  it.each([
    ['http://192.168.1.5/a.doc', ['1个链接只有单位内部打得开']],
    ['file:///C:/a.doc', ['1个链接只有单位内部打得开']],
    ['http://oa/a', ['1个链接只有单位内部打得开']],
    ['#', ['1个链接没有地址']],
    ['/p/7', ['1个链接打不开']],
    ['/p/8', []],
    ['https://www.gov.cn/', []],
  ])('a link to %s: %j', (href, said) =>
    expect(
      messages(
        textSpecimen('甲', { links: [{ at: '第1段', href, text: '附件' }] }),
        { ...ENV, links: { dead: [{ href: '/p/7', why: '这件已经撤下。' }] } },
        [links, siteLinks],
      ),
    ).toEqual(said),
  );
});
