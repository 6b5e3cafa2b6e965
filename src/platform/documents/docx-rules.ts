/** How styles of Word become elements: our rules, then those that the converter (mammoth) has by itself. Case does not matter. */

const OURS = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='标题 1'] => h1:fresh",
  "p[style-name='标题 2'] => h2:fresh",
  "p[style-name='标题 3'] => h3:fresh",
  "p[style-name='doc-center'] => p.doc-center:fresh",
  "p[style-name='doc-right'] => p.doc-right:fresh",
  'u => u',
];

const LEVELS = [1, 2, 3, 4, 5];
/** `ul|ol > li > ` for each level above. */
const above = (level: number): string => 'ul|ol > li > '.repeat(level - 1);

const THEIRS = [
  ...[1, 2, 3, 4, 5, 6].flatMap((n) => [`p.Heading${n} => h${n}:fresh`, `p[style-name='Heading ${n}'] => h${n}:fresh`]),
  'p.Heading => h1:fresh',
  "p[style-name='Heading'] => h1:fresh",
  "r[style-name='Strong'] => strong",
  ...['footnote text', 'endnote text', 'annotation text', 'Footnote', 'Endnote'].map(
    (name) => `p[style-name='${name}'] => p:fresh`,
  ),
  ...['footnote reference', 'endnote reference', 'annotation reference', 'Footnote anchor', 'Endnote anchor'].map(
    (name) => `r[style-name='${name}'] =>`,
  ),
  ...LEVELS.map((n) => `p:unordered-list(${n}) => ${above(n)}ul > li:fresh`),
  ...LEVELS.map((n) => `p:ordered-list(${n}) => ${above(n)}ol > li:fresh`),
  "r[style-name='Hyperlink'] =>",
  "p[style-name='Normal'] => p:fresh",
  'p.Body => p:fresh',
  "p[style-name='Body'] => p:fresh",
];

/** What each rule looks for: the name in quotes, or the identifier after the dot; lists are told by their numbering. */
const RULES = [...OURS, ...THEIRS].map((rule) => ({
  rule,
  name: (/^[pr](?:\[style-name='([^']+)'\]|\.(\w+))/.exec(rule)?.slice(1).find(Boolean) ?? '').toLowerCase(),
  list: /^p:(?:un)?ordered-list/.test(rule),
}));

/**
 * The rules that can meet something in a document of these parts, in their order. The converter reads every rule anew for
 * every document, and sixty of them take longer than the document does.
 */
export function rulesFor(xml: ReadonlyMap<string, string>): string[] {
  const all = [...xml.values()].join('\n').toLowerCase();
  // A name may be written with numbers of characters; then nothing can be left out.
  const open = /&#/.test(all);
  const lists = all.includes('numpr') || [...xml.keys()].some((name) => /numbering/i.test(name));
  const meets = (r: (typeof RULES)[number]): boolean =>
    // `doc-…` are names that we set ourselves while converting.
    open || (r.list ? lists : r.name.startsWith('doc-') || all.includes(r.name));
  return RULES.filter(meets).map((r) => r.rule);
}
