import { describe, expect, test } from 'vitest';
import { rowsOf, villageNames } from './village-rows.ts';

const baita = { name: '白塔镇人民政府', shortName: '白塔镇' };
const qianta = villageNames({ name: '白塔镇前塔村村民委员会', shortName: '白塔镇前塔村', aliases: [] }, baita);

describe('a village in the lists of its township', () => {
  test('is called by its name with and without the township and the committee', () => {
    expect(qianta).toEqual(['白塔镇前塔村村民委员会', '前塔村村民委员会', '白塔镇前塔村', '前塔村']);
  });

  test.each<[string, string, boolean, string]>([
    ['村、社区', '前塔村', true, 'its short name'],
    ['村（社区）', '白塔镇前塔村', true, 'its full one'],
    ['住址', '前塔村3组', true, 'a group of it'],
    ['住址', '前 塔 村第二小组', true, 'blanks are typography'],
    ['村、社区', '前塔村东社区', false, 'another place that begins the same'],
    ['村、社区', '南庄村', false, 'another village'],
    ['备注', '前塔村', false, 'a remark is no place'],
  ])('%s “%s”: %s, because %s', (head, cell, found) => {
    const table = { head: ['姓名', head, '金额'], rows: [['王*', cell, '200']] };
    expect(rowsOf(table, qianta)).toEqual(found ? table : undefined);
  });

  test('keeps the order and every column of the rows it takes', () => {
    const table = {
      head: ['姓名', '村、社区', '金额'],
      rows: [
        ['王*', '前塔村', '200'],
        ['李*', '南庄村', '300'],
        ['赵*', '前塔村', '400'],
      ],
    };
    expect(rowsOf(table, qianta)?.rows).toEqual([table.rows[0], table.rows[2]]);
  });
});
