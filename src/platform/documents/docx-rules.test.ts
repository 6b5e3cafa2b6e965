import { describe, expect, test } from 'vitest';
import { rulesFor } from './docx-rules.ts';

const parts = (document: string, more: Record<string, string> = {}): Map<string, string> =>
  new Map([['word/document.xml', document], ...Object.entries(more)]);
const PLAIN = ["p[style-name='doc-center'] => p.doc-center:fresh", "p[style-name='doc-right'] => p.doc-right:fresh"];

describe('rules for a Word document', () => {
  test.each<[string, Map<string, string>, string, boolean, string]>([
    [
      'a style by its name',
      parts('', { 'word/styles.xml': '<w:name w:val="heading 2"/>' }),
      "'Heading 2'] =>",
      true,
      'whatever its case',
    ],
    ['a style by its name', parts('<w:t>通知</w:t>'), "'Heading 2'] =>", false, 'no part names it'],
    ['a style by its identifier', parts('<w:pStyle w:val="Heading2"/>'), 'p.Heading2', true, 'the document names it'],
    [
      'our own name for a title',
      parts('', { 'word/styles.xml': '<w:name w:val="标题"/>' }),
      "'标题'] =>",
      true,
      'Chinese Word',
    ],
    ['a list', parts('<w:numPr/>'), 'p:ordered-list(1)', true, 'a paragraph is numbered'],
    ['a list', parts('', { 'word/numbering.xml': '' }), 'p:unordered-list(5)', true, 'a style may be numbered'],
    ['a list', parts('<w:t>一、</w:t>'), 'ordered-list', false, 'nothing is numbered'],
    ['anything', parts('<w:name w:val="&#26631;&#39064;"/>'), "'标题'] =>", true, 'a name may be written in numbers'],
    ['what is underlined', parts(''), 'u => u', true, 'it has no name to look for'],
  ])('%s', (_what, xml, rule, has, _why) => {
    expect(rulesFor(xml).some((r) => r.includes(rule))).toBe(has);
  });

  test('of plain text are few, and always those for alignment, which we name ourselves', () => {
    const rules = rulesFor(parts('<w:p><w:r><w:t>通知</w:t></w:r></w:p>'));
    expect(rules).toEqual(expect.arrayContaining(PLAIN));
    expect(rules.length).toBeLessThan(6);
  });
});
