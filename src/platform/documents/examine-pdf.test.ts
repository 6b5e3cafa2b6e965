import { afterAll, describe, expect, test } from 'vitest';
import { docx, paragraph, pdf, placesOf, seen, zip } from './fixtures.ts';
import { barOp, pdfOf, pdfString, pictureOp, textOp } from './fixtures-pdf.ts';
import { closeConverter } from './index.ts';

afterAll(closeConverter);

const SECRET = '13800138000';
const line = (more = {}) => textOp(`电话${SECRET}`, 60, 700, more);
const page = (content: string) => pdfOf({ pages: [{ content }] });

describe('a PDF', () => {
  test('is read page by page', async () => {
    const s = await seen('a.pdf', pdfOf({ pages: [{ content: textOp('明河区名册', 60, 700) }, { content: line() }] }));
    expect(s.format).toBe('pdf');
    expect(placesOf(s, SECRET)).toEqual(['shown 第2页']);
    expect(s.pages).toEqual([
      { no: 1, chars: 5, picture: false },
      { no: 2, chars: 13, picture: false },
    ]);
  });

  test.each<[string, string, string]>([
    ['a black bar painted later covers', `${line()} ${barOp(55, 695, 260, 22)}`, 'covered'],
    ['a white bar painted later covers', `${line()} ${barOp(55, 695, 260, 22, '1 g')}`, 'covered'],
    ['a picture painted later covers', `${line()} ${pictureOp(55, 690, 260, 30)}`, 'covered'],
    ['a bar under a moved ground covers', `${line()} q 1 0 0 1 50 600 cm ${barOp(5, 95, 260, 22)} Q`, 'covered'],
    ['a tilted bar covers', `${line()} 0 g 50 690 m 320 700 l 320 728 l 50 718 l f`, 'covered'],
    [
      'a bar with round corners covers',
      `${line()} 0 g 60 692 m 310 692 l 316 692 320 696 320 702 c 320 718 l 50 718 l 50 702 l 50 696 54 692 60 692 c f`,
      'covered',
    ],
    ['a marker’s thick line covers', `${line()} q 24 w 0 G 50 706 m 320 706 l S Q`, 'covered'],
    ['a thin line through it does not', `${line()} q 1 w 0 G 50 706 m 320 706 l S Q`, 'shown'],
    ['a dashed line does not', `${line()} q 24 w [2 20] 0 d 0 G 50 706 m 320 706 l S Q`, 'shown'],
    ['a frame around it does not', `${line()} q 5 w 0 G 40 680 m 330 680 l 330 740 l 40 740 l s Q`, 'shown'],
    ['a triangle beside it does not', `${line()} 0 g 40 740 m 330 745 l 330 730 l f`, 'shown'],
    ['a bar painted before does not', `${barOp(55, 695, 260, 22, '0.9 g')} ${line()}`, 'shown'],
    ['a bar that lets light through does not', `${line()} q /Half gs ${barOp(55, 695, 260, 22)} Q`, 'shown'],
    ['a marker pen does not', `${line()} q /Mark gs ${barOp(55, 695, 260, 22, '1 1 0 rg')} Q`, 'shown'],
    ['a bar elsewhere does not', `${line()} ${barOp(55, 500, 260, 22)}`, 'shown'],
    ['a line of a table does not', `${line()} ${barOp(55, 695, 260, 1)} ${barOp(55, 718, 260, 1)}`, 'shown'],
    ['invisible letters are hidden', line({ mode: 3 }), 'hidden-text'],
    ['white letters on paper are hidden', line({ colour: '1 g' }), 'hidden-text'],
    ['white letters on a dark bar are not', `${barOp(55, 695, 260, 22)} ${line({ colour: '1 g' })}`, 'shown'],
    ['black letters on a black bar are hidden', `${barOp(55, 695, 260, 22)} ${line()}`, 'hidden-text'],
    [
      'pale letters on a pale ground are hidden',
      `${barOp(0, 0, 595, 842, '0.93 g')} ${line({ colour: '1 g' })}`,
      'hidden-text',
    ],
    ['grey letters on paper are not', line({ colour: '0.6 g' }), 'shown'],
    ['letters beside the page are hidden', textOp(`电话${SECRET}`, 700, 700), 'hidden-text'],
    ['letters under the scan of a page are hidden', `${line()} ${pictureOp(0, 0, 595, 842)}`, 'hidden-text'],
  ])('%s', async (_why, content, kind) => {
    expect(placesOf(await seen('a.pdf', page(content)), SECRET)).toEqual([`${kind} 第1页`]);
  });

  test('a bar over a part of a line covers that part', async () => {
    // The bar begins after 电话138 (16 points a sign).
    const s = await seen('a.pdf', page(`${line()} ${barOp(60 + 5 * 16, 690, 200, 30)}`));
    expect(s.layers.find((l) => l.kind === 'covered')?.text).toBe('00138000');
    expect(s.layers.find((l) => l.kind === 'shown')?.text).toBe('电话138');
  });

  test('a seal that is mostly transparent covers nothing', async () => {
    const content = `${line()} ${pictureOp(55, 650, 260, 100)}`;
    const s = await seen('a.pdf', pdfOf({ pages: [{ content }], picture: { side: 300, transparent: true } }));
    expect(placesOf(s, SECRET)).toEqual(['shown 第1页']);
  });

  test('a page that is a picture has no text, and says so without decoding it', async () => {
    const picture = { side: 1_500 };
    const s = await seen('a.pdf', pdfOf({ pages: [{ content: pictureOp(0, 0, 595, 842) }], picture }));
    expect(s.pages).toEqual([{ no: 1, chars: 0, picture: true }]);
    expect(s.blind).toEqual([{ code: 'scanned', say: expect.stringContaining('有1页是扫描的图片') }]);
  });

  test('has its remarks, form fields, properties and links', async () => {
    const annotations = [
      `/Subtype /Text /Rect [10 10 30 30] /T ${pdfString('李某')} /Contents ${pdfString(`请核${SECRET}`)}`,
      `/Subtype /Widget /FT /Tx /T (f) /V ${pdfString('申请人王某')} /Rect [10 50 90 70]`,
      '/Subtype /Link /Rect [10 80 90 90] /A << /S /URI /URI (https://example.org/) >>',
    ];
    const file = pdfOf({
      pages: [{ content: textOp('甲', 60, 700), annotations }],
      info: { Title: '名册', Author: '赵某' },
    });
    const s = await seen('a.pdf', file);
    expect(s.title).toBe('名册');
    expect(placesOf(s, SECRET)).toEqual(['comment 第1页的批注（李某）']);
    expect(placesOf(s, '申请人王某')).toEqual(['shown 第1页表单']);
    expect(placesOf(s, '赵某')).toEqual(['metadata 属性“作者”']);
    expect(s.links).toEqual([{ at: '第1页', href: 'https://example.org/', text: '' }]);
  });

  test('has its attachments looked into', async () => {
    const inner = await docx(paragraph(SECRET));
    const s = await seen(
      'a.pdf',
      pdfOf({ pages: [{ content: textOp('甲', 60, 700) }], attachments: [{ name: '底册.docx', bytes: inner }] }),
    );
    expect(placesOf(s, SECRET)).toEqual(['embedded 附件“底册.docx”第1段']);
  });

  test('keeps what was deleted when it is only added to, and that is seen', async () => {
    const s = await seen(
      'a.pdf',
      pdfOf({ pages: [{ content: line() }], saved: [{ content: textOp('已删去', 60, 700) }] }),
    );
    expect(placesOf(s, '已删去')).toEqual(['shown 第1页']);
    expect(placesOf(s, SECRET)).toEqual(['revision 文件里留着的旧版本']);
  });

  test('behind a password is named', async () => {
    const s = await seen('a.pdf', pdf([[{ text: '甲', x: 60, y: 700 }]], { encrypted: true }));
    expect(s.blind).toEqual([{ code: 'encrypted', say: expect.stringContaining('打开密码') }]);
  });
});

test('radicals that a font puts for characters are read as characters', async () => {
  const s = await seen('a.pdf', page(textOp('⾝份证、⻅证⼈', 60, 700)));
  expect(s.layers[0]?.text).toBe('身份证、见证人');
});

describe('a CSV', () => {
  test.each<[string, Buffer, string]>([
    ['comma', Buffer.from(`姓名,电话\n王某,${SECRET}`), 'UTF-8'],
    ['semicolon', Buffer.from(`\ufeff姓名;电话\r\n王某;${SECRET}\r\n`), 'with a mark and Windows line ends'],
    ['tab', Buffer.from(`姓名\t电话\n王某\t${SECRET}`, 'utf16le'), 'UTF-16 as Excel writes it'],
    [
      'GB18030',
      Buffer.concat([
        Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]),
        Buffer.from(','),
        Buffer.from([0xb5, 0xe7, 0xbb, 0xb0]),
        Buffer.from('\n'),
        Buffer.from([0xcd, 0xf5, 0xc4, 0xb3]),
        Buffer.from(`,${SECRET}`),
      ]),
      'the encoding of old programs',
    ],
  ])('with %s', async (_how, bytes) => {
    const s = await seen('a.csv', bytes);
    expect(s.grids[0]).toMatchObject({
      head: ['姓名', '电话'],
      headRows: 1,
      rows: [
        ['姓名', '电话'],
        ['王某', SECRET],
      ],
    });
    expect(placesOf(s, SECRET)).toEqual(['shown 第2行']);
  });

  test('has line ends inside quotes', async () => {
    const s = await seen('a.csv', `序号,姓名,备注\n1,"王某","住""东湖""\n二楼"\n2,李某,${SECRET}`);
    expect(s.grids[0]?.rows[1]).toEqual(['1', '王某', '住"东湖" 二楼']);
    expect(placesOf(s, SECRET)).toEqual(['shown 第4行']);
  });
});

describe('other files', () => {
  test('an archive is looked into', async () => {
    const s = await seen('a.zip', await zip({ 'x/底册.csv': `姓名,电话\n王某,${SECRET}`, 'a.txt': '甲' }));
    expect(placesOf(s, SECRET)).toEqual(['shown 压缩包里的“底册.csv”第2行']);
  });

  test.each<[string, Buffer, string, string]>([
    ['a.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture', '图片里的字没有看'],
    ['a.bin', Buffer.from([1, 0, 0, 2]), 'unknown', '认不出的数据'],
  ])('%s is named', async (name, bytes, code, say) => {
    expect((await seen(name, bytes)).blind).toEqual([{ code, say: expect.stringContaining(say) }]);
  });
});
