import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { docx, good, ole, PNG, paragraph, pdf } from './fixtures.ts';
import { closeConverter, convert } from './index.ts';

afterAll(closeConverter);

const GBK = (text: string): Buffer => {
  // The platform has no encoder for GBK; its decoder, run over all two-byte codes, is one.
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let hi = 0xa1; hi <= 0xf7; hi += 1)
    for (let lo = 0xa1; lo <= 0xfe; lo += 1) table.set(decoder.decode(new Uint8Array([hi, lo])), [hi, lo]);
  return Buffer.from([...text].flatMap((c) => table.get(c) ?? [c.charCodeAt(0)]));
};

describe('a text file', () => {
  const TEXT =
    '明河区农村道路养护办法\n第一章 总则\n第一条　为了养护道路，制定本办法。\n一、工作目标\n（一）路面完好率达到95%。';
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'what editors write now'],
    [
      'UTF-8 with a mark',
      Buffer.concat([Buffer.from('efbbbf', 'hex'), Buffer.from(TEXT)]),
      'what 记事本 wrote for years',
    ],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from('fffe', 'hex'), utf16(TEXT)]), '记事本, “Unicode”'],
    ['big-endian UTF-16', Buffer.concat([Buffer.from('feff', 'hex'), utf16(TEXT).swap16()]), 'other machines'],
    ['GBK', GBK(TEXT), '记事本, “ANSI”'],
  ])('in %s reads as the same words', async (_, bytes) => {
    const result = await good('办法.txt', bytes);
    expect(result.text.split('\n')[2]).toBe('第一条　为了养护道路，制定本办法。');
    expect(result.title).toBe('明河区农村道路养护办法');
    expect(result.html).toContain('<h2 class="doc-chapter">第一章 总则</h2>');
    expect(result.html).toContain('<p class="doc-article">第一条　为了养护道路，制定本办法。</p>');
    expect(result.html).toContain('<h2>一、工作目标</h2>');
    expect(result.html).toContain('<p>（一）路面完好率达到95%。</p>');
  });

  test('keeps markup that was typed in it as words', async () => {
    const result = await good('a.txt', '公告<script>alert(1)</script>如下');
    expect(result.html).toBe('<p>公告&lt;script&gt;alert(1)&lt;/script&gt;如下</p>');
    expect(result.text).toBe('公告<script>alert(1)</script>如下');
  });

  test('has its closing signature and date marked, and its title not', async () => {
    const result = await good(
      'a.txt',
      '关于停水的通知\n各村：\n因检修停水，请储水。\n特此通知。\n明河区水务局\n2026年3月31日',
    );
    expect(result.html).toContain('<p class="doc-sign">明河区水务局</p>\n<p class="doc-sign">2026年3月31日</p>');
    expect(result.html).toContain('<p>关于停水的通知</p>');
  });
});

describe('a Markdown file', () => {
  test('keeps its headings, lists and tables and no raw markup', async () => {
    const result = await good(
      'a.md',
      '# 补贴指南\n\n## 对象\n\n- 农户\n- 合作社\n\n<img src=x onerror=alert(1)>\n\n|项目|金额|\n|-|-|\n|稻谷|120元|',
    );
    expect(result.title).toBe('补贴指南');
    expect(result.html).toContain('<h2>补贴指南</h2>');
    expect(result.html).toMatch(/<ul>\s*<li>农户<\/li>\s*<li>合作社<\/li>\s*<\/ul>/);
    expect(result.html).not.toContain('<img');
    expect(result.blocks.at(-1)).toEqual({
      kind: 'table',
      rows: [
        ['项目', '金额'],
        ['稻谷', '120元'],
      ],
    });
  });
});

describe('a web page', () => {
  test('in GB2312, as old sites are, gives its text without menus and scripts', async () => {
    const page =
      '<html><head><meta charset="gb2312"><title>关于放假的通知</title><style>p{color:red}</style></head><body><nav>首页 机构</nav><div class="x">关于放假的通知</div><div>春节放假七天。</div><script>var a="统计"</script><footer>主办单位</footer></body></html>';
    const result = await good('通知.html', GBK(page));
    expect(result.text).toBe('关于放假的通知\n春节放假七天。');
    expect(result.title).toBe('关于放假的通知');
    expect(result.html).not.toMatch(/class|style|div/);
  });

  test('that declares GBK and holds UTF-8 is read by its bytes', async () => {
    expect((await good('a.htm', '<meta charset=gbk><p>依法公开</p>')).text).toBe('依法公开');
  });

  test('keeps the cells of a merged table apart for a program to read', async () => {
    const result = await good(
      'a.html',
      '<table><tr><th>任务</th><th>单位</th><th>期限</th></tr><tr><td rowspan=2>修路</td><td>交通局</td><td>6月</td></tr><tr><td colspan=2>各乡镇</td></tr></table>',
    );
    const rows = [
      ['任务', '单位', '期限'],
      ['修路', '交通局', '6月'],
      ['修路', '各乡镇', ''],
    ];
    expect(result.blocks).toEqual([{ kind: 'table', rows }]);
    expect(result.text).toBe('任务\t单位\t期限\n修路\t交通局\t6月\n各乡镇');
  });
});

describe('a PDF', () => {
  test('with text gives paragraphs, not lines, without page numbers', async () => {
    const result = await good(
      'a.pdf',
      pdf([
        [
          { text: '关于春灌的通知', x: 240, y: 780 },
          { text: '为做好今年春季农田灌溉工作，现将有关事项通知', x: 112, y: 740 },
          { text: '如下，请各乡镇认真落实，确保三月底前完成全部准备', x: 80, y: 712 },
          { text: '— 1 —', x: 280, y: 60 },
        ],
        [
          { text: '工作。', x: 80, y: 780 },
          { text: '一、检修渠道', x: 112, y: 752 },
          { text: '各村要在三月十五日前完成检修。', x: 112, y: 724 },
          { text: '— 2 —', x: 280, y: 60 },
        ],
      ]),
    );
    expect(result.text.split('\n')).toEqual([
      '关于春灌的通知',
      '为做好今年春季农田灌溉工作，现将有关事项通知如下，请各乡镇认真落实，确保三月底前完成全部准备工作。',
      '一、检修渠道',
      '各村要在三月十五日前完成检修。',
    ]);
    expect(result.html).toContain('<h2>一、检修渠道</h2>');
    expect(result.title).toBe('关于春灌的通知');
    expect(result.notes[0]).toContain('PDF只读了文字');
  });

  test('with one page scanned says which', async () => {
    const result = await good('a.pdf', pdf([[{ text: '有字的一页', x: 80, y: 700 }], []]));
    expect(result.notes[1]).toBe('第2页没有文字，可能是扫描的图片，没有读进来。');
  });
});

describe('a file under the wrong name', () => {
  test.each([
    [
      '通知.docx',
      pdf([[{ text: '其实是版式文件', x: 80, y: 700 }]]),
      'pdf',
      '文件名写的是.docx，里面其实是PDF，已按PDF读取。',
    ],
    ['通知.txt', docx(paragraph('其实是文档')), 'docx', '文件名写的是.txt，里面其实是Word文档，已按Word文档读取。'],
  ] as const)('%s is read as what it is', async (name, bytes, kind, note) => {
    const result = await good(name, await bytes);
    expect(result.kind).toBe(kind);
    expect(result.notes).toContain(note);
  });

  test.each([
    ['通知.docx', Buffer.from('MZ\x90\0\x03\0\0\0'), 'wrong-type', '这个文件是程序', 'an .exe renamed'],
    ['通知.pdf', PNG, 'wrong-type', '里面其实是PNG图片', 'a photo of the notice'],
    ['通知.docx', Buffer.from('{\\rtf1 a}'), 'wrong-type', 'RTF文档', 'an old editor'],
    ['通知.doc', ole('WordDocument'), 'unsupported', '另存为.docx', 'Word 97'],
    ['通知.docx', ole('WordDocument'), 'unsupported', '旧版格式', 'renaming is not saving'],
    ['名册.xls', ole('Workbook'), 'unsupported', '另存为.xlsx', 'Excel 97'],
    [
      '通知.docx',
      ole('EncryptedPackage', 'EncryptionInfo'),
      'encrypted',
      '打开密码',
      'a password makes it another container',
    ],
    [
      '通知.pdf',
      pdf([[{ text: '密', x: 1, y: 1 }]], { encrypted: true }),
      'encrypted',
      '打开密码',
      'a PDF that asks for a password',
    ],
    ['通知.pdf', pdf([[]]), 'no-text', '只有图片，没有文字', 'a scan'],
    ['通知.docm', docx(paragraph('a')), 'unsupported', '宏', 'macros by name'],
    [
      '通知.docx',
      docx(paragraph('a'), { extra: { 'word/vbaProject.bin': 'x' } }),
      'unsupported',
      '宏',
      'macros within',
    ],
    ['表.docx', docx('', { extra: {} }), 'no-text', '没有读到文字', 'nothing written'],
    ['通知.wps', Buffer.from('a'), 'unsupported', '.wps文件不能当正文', 'another program'],
    ['通知', Buffer.from('a'), 'unsupported', '没有扩展名', 'no extension'],
  ] as [string, Buffer | Promise<Buffer>, string, string, string][])(
    '%s with other bytes is refused (%#)',
    async (name, bytes, reason, words) => {
      const result = await convert({ name, bytes: await bytes });
      expect(result).toMatchObject({ ok: false, reason });
      expect(!result.ok && result.say).toContain(words);
    },
  );
});

const CORPUS = new URL('../../../../shared/corpus/documents/', import.meta.url);

describe.skipIf(!existsSync(CORPUS) && process.env.CI !== 'true')('the public documents beside the repository', () => {
  test('all convert, word for word', async () => {
    const names = readdirSync(CORPUS).filter((name) => name.endsWith('.txt'));
    expect(names.length).toBeGreaterThan(80);
    for (const name of names) {
      const result = await good(name, readFileSync(new URL(encodeURIComponent(name), CORPUS)));
      const squeeze = (text: string): string => text.replace(/[\s\u3000\ufeff\u00a0]/g, '');
      expect(squeeze(result.text), name).toBe(squeeze(readFileSync(new URL(encodeURIComponent(name), CORPUS), 'utf8')));
    }
  });
});
