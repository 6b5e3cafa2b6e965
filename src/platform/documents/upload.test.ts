import { describe, expect, test } from 'vitest';
import { film, mp3, mp4Saying, wav } from '../../testing/media.ts';
import { docx, docxEntries, ole, PNG, paragraph, pdf, zip } from './fixtures.ts';
import { inspectUpload } from './index.ts';

const PDF = pdf([[{ text: '甲', x: 80, y: 700 }]]);
const entry = (name: string): Promise<Buffer> => zip({ '[Content_Types].xml': '<Types/>', [name]: '<x/>' });

describe('an attachment is kept when its bytes agree with its name', () => {
  test.each<[string, Buffer | Promise<Buffer>, string]>([
    ['通知.pdf', PDF, 'application/pdf'],
    ['通知.DOCX', docx(paragraph('甲')), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['名册.xlsx', entry('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [
      '讲解.pptx',
      entry('ppt/presentation.xml'),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    ['公报.ofd', zip({ 'OFD.xml': '<OFD/>' }), 'application/ofd'],
    ['材料.zip', zip({ '表.xlsx': 'x' }), 'application/zip'],
    ['旧.doc', ole('WordDocument'), 'application/msword'],
    ['旧.xls', ole('Workbook'), 'application/vnd.ms-excel'],
    ['旧.ppt', ole('PowerPoint Document'), 'application/vnd.ms-powerpoint'],
    ['名册.csv', Buffer.from('姓名,金额\n张某,100'), 'text/csv; charset=utf-8'],
    ['说明.txt', Buffer.from('MZ开头的说明'), 'text/plain; charset=utf-8'],
    ['图.png', PNG, 'image/png'],
    ['图.jpeg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    ['图.gif', Buffer.from('GIF89a\x01\0'), 'image/gif'],
    ['图.webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
    ['录音.mp3', mp3(2), 'audio/mpeg'],
    ['视频.mp4', mp4Saying(9), 'video/mp4'],
    ['录音.wav', wav(1), 'audio/wav'],
    ['录音.m4a', mp4Saying(9), 'audio/mp4'],
    ['视频.webm', film('webm'), 'video/webm'],
    ['字幕.vtt', Buffer.from('WEBVTT\n\n00:01.000 --> 00:04.000\n大家好'), 'text/vtt; charset=utf-8'],
  ])('%s', async (name, bytes, type) => {
    expect(await inspectUpload({ name, bytes: await bytes })).toMatchObject({ ok: true, type });
  });
});

describe('an attachment is not kept', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  test.each<[string, Buffer | Promise<Buffer>, string, string]>([
    ['空.pdf', Buffer.alloc(0), '空的', 'nothing in it'],
    ['图.svg', Buffer.from(svg), '可以藏程序', 'a drawing may run scripts'],
    ['图.png', Buffer.from(svg), '纯文字', 'the same under another name'],
    ['说明.txt', Buffer.from(svg), '网页', 'and another'],
    ['说明.csv', Buffer.from('\ufeff <!-- a --><!DOCTYPE html><html>'), '网页', 'a page called a table'],
    ['页.html', Buffer.from('<p>甲</p>'), '可以藏程序', 'pages'],
    ['工具.exe', Buffer.from('MZ\x90\0\x03'), '程序', 'a program by name'],
    ['通知.pdf', Buffer.from('MZ\x90\0\x03'), '程序', 'a program by content'],
    ['脚本.txt', Buffer.from('#!/bin/sh\nrm'), '程序', 'a script'],
    ['通知.docm', docx(paragraph('甲')), '宏', 'macros by name'],
    ['表.xlsx', zip({ 'xl/workbook.xml': 'x', 'xl/vbaProject.bin': 'x' }), '宏', 'macros by content'],
    ['旧.doc', ole('WordDocument', '_VBA_PROJECT'), '宏', 'macros in an old file'],
    ['通知.docx', PDF, '里面其实是PDF', 'wrong extension'],
    ['通知.docx', entry('xl/workbook.xml'), '扩展名', 'a table called a document'],
    ['旧.xls', ole('WordDocument'), '扩展名', 'a document called a table'],
    ['密.docx', ole('EncryptedPackage'), '打开密码', 'a password'],
    ['材料.zip', zip({ '表.xlsx': 'x', 'run.bat': 'x' }), 'run.bat', 'a program in an archive'],
    ['材料.zip', zip({ 'a.xml': 'x' }).then((b) => b.subarray(0, b.length - 30)), '不完整', 'cut off'],
    ['材料.rar', Buffer.from('Rar!\x1a\x07'), '.zip', 'not everyone can open it'],
    ['乱.txt', Buffer.from([0xff, 0x00, 0x81, 0x00, 0x00, 0x02]), '认不出的数据', 'no text'],
    ['没有', Buffer.from('甲'), '没有扩展名', 'no name to go by'],
    ['怪.constructor', Buffer.from('甲'), '不收', 'a name that every object has'],
  ])('%s (%#)', async (name, bytes, words) => {
    const result = await inspectUpload({ name, bytes: await bytes });
    expect(result).toMatchObject({ ok: false, say: expect.stringContaining(words) });
  });

  test('when it is too large, with both sizes', async () => {
    const result = await inspectUpload({ name: 'a.pdf', bytes: PDF }, 100);
    expect(result).toMatchObject({ ok: false, say: expect.stringContaining('超过100字节') });
  });

  test('when it has more entries than any document', async () => {
    const names = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`w/${i}`, '']));
    const many = await zip({ ...docxEntries(''), ...names });
    expect(await inspectUpload({ name: 'a.docx', bytes: many })).toMatchObject({ ok: false });
  });
});
