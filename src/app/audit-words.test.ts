import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actsOf, sayAction } from '../modules/org/index.ts';
import { modules } from './modules.ts';

/** Every act of the code that leaves a line in the trail, by name. */
function actsInCode(): string[] {
  const root = join(import.meta.dirname, '../modules');
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((f) => /(?<!\.test)\.tsx?$/.test(f))
    .flatMap((f) => {
      const text = readFileSync(join(root, f), 'utf8');
      const named = (pattern: RegExp, before = ''): string[] =>
        [...text.matchAll(pattern)].map((m) => `${before}${m[1]}`);
      return [
        ...named(/\baction\(\s*'([a-z]+(?:\.\w+)+)'/g),
        ...named(/\baction: '([a-z]+(?:\.\w+)+)'/g),
        ...named(/\bstaffAct\(?(?:<[^(]*>)?\(\s*'(\w+)'/g, 'foi.'),
        ...named(/\bownAct\(?(?:<[^(]*>)?\(\s*'(\w+)'/g, 'foi.own.'),
      ];
    });
  return [...new Set(found)].sort();
}

test('every act in the trail has words, and its own where those of all modules would say something else', () => {
  const acts = actsInCode();
  expect(acts.length).toBeGreaterThan(150);
  const words = actsOf(modules);
  expect(acts.map((name) => sayAction(name, words)).filter((said) => /[a-z_]/.test(said))).toEqual([]);
  expect(sayAction('foi.file', words)).toBe('依申请公开：打开文件');
  expect(sayAction('foi.decide', words)).toBe('依申请公开：批准答复');
  expect(sayAction('policy.document.decide', words)).toBe('政策文件台账：定效力');
});
