import { expect, test } from 'vitest';
import { sayAction, sayDetail } from './audit-words.ts';

test.each([
  ['piece.submit', '稿件：提交', 'a module and what was done'],
  ['policy.draft.sign', '起草：签发', 'the longest name that fits'],
  ['policy.setting.set', '时限和比例：改设定', 'a setting of the same module'],
  ['org.sign_in', '账号和单位：登录', 'one word of two parts'],
  ['foi.brandnew', '依申请公开：brandnew', 'an act without words is still told where it belongs'],
  ['other.save', 'other.save', 'a module without words stands as it is'],
  ['save', 'save', 'no module at all'],
])('%s is said %s: %s', (name, said) => {
  expect(sayAction(name)).toBe(said);
});

test('what stands beside an act is told as words; texts without quotes, all else whole', () => {
  expect(sayDetail({ ip: '192.0.2.7', reason: '换人', n: 3, roles: ['clerk'] })).toBe(
    '网络地址 192.0.2.7；理由 换人；n 3；角色 ["clerk"]',
  );
  expect(sayDetail({})).toBe('');
});
