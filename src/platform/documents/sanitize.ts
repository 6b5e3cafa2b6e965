import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html as names, parseFragment, serialize } from 'parse5';
import sanitizeHtml from 'sanitize-html';
import { paragraphs, textOf, tooDeep, withoutTags } from './text.ts';

/** Classes that published markup may carry; each has its style in the portal's sheet. */
export const DOC_CLASSES = ['doc-center', 'doc-right', 'doc-article', 'doc-chapter', 'doc-sign'] as const;

/** Elements that published markup may hold. */
export const DOC_TAGS = [
  ...['h2', 'h3', 'h4', 'p', 'ol', 'ul', 'li', 'blockquote', 'br', 'hr', 'figure', 'figcaption', 'a', 'img'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['strong', 'b', 'em', 'i', 'u', 's', 'sup', 'sub'],
];

/** Their text is not part of a document, so it goes with them. */
const DROPPED_WITH_TEXT = [
  ...['script', 'style', 'noscript', 'template', 'title', 'iframe', 'frameset', 'object', 'embed', 'applet'],
  ...['textarea', 'select', 'option', 'button', 'xmp', 'plaintext', 'noembed', 'noframes', 'svg', 'math', 'canvas'],
  ...['audio', 'video', 'nav', 'footer', 'aside', 'dialog'],
];

/** Elements inside one another; what is deeper keeps its text and loses its tags. */
const NESTING = 100;

type Attributes = Record<string, string>;

/** Alignment and class are all that is kept of a paragraph's looks. */
function look(attribs: Attributes): Attributes {
  const classes = (attribs.class ?? '').split(/\s+/).filter((c) => (DOC_CLASSES as readonly string[]).includes(c));
  const align = /(?:^|;)\s*text-align\s*:\s*(center|right)\b/i.exec(attribs.style ?? '')?.[1] ?? attribs.align;
  const wanted = align ? `doc-${align.toLowerCase()}` : '';
  if ((wanted === 'doc-center' || wanted === 'doc-right') && !classes.includes(wanted)) classes.push(wanted);
  const rest: Attributes = {};
  for (const [name, value] of Object.entries(attribs)) if (name !== 'class' && name !== 'style') rest[name] = value;
  if (classes.length) rest.class = [...new Set(classes)].join(' ');
  return rest;
}

const headings: Record<string, string> = { h1: 'h2', h5: 'h4', h6: 'h4' };
/** Word processors and old pages use these for a paragraph; without them paragraphs would run together. */
const paragraphLike = new Set(['div', 'section', 'article', 'main', 'header', 'address', 'center', 'dd', 'dt', 'pre']);

function transform(tag: string, attribs: Attributes): sanitizeHtml.Tag {
  const tagName = paragraphLike.has(tag) ? 'p' : (headings[tag] ?? tag);
  if (tagName === 'a') return orNothing(tagName, link(attribs));
  if (tagName === 'img') return orNothing(tagName, picture(attribs));
  return { tagName, attribs: numbers(look(attribs)) };
}

/** A link that leads nowhere and a picture that shows nothing lose their tag. */
const orNothing = (tagName: string, attribs: Attributes): sanitizeHtml.Tag =>
  Object.keys(attribs).length ? { tagName, attribs } : { tagName: 'span', attribs };

/** An address with one of the allowed schemes, or none at all. */
const SCHEME = /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i;

function link(attribs: Attributes): Attributes {
  // Control characters and blanks inside an address have no honest use; browsers skip some of them.
  const href = [...(attribs.href ?? '')].filter((c) => c > ' ' && c !== '\u007f').join('');
  // A backslash is a slash to a browser, so "\\host" would leave the site while looking relative.
  if (!href || href.includes('\\') || href.startsWith('//') || !SCHEME.test(href)) return {};
  return /^https?:/i.test(href) ? { href, rel: 'noopener' } : { href };
}

/** Only our own files: a picture from elsewhere would tell its host who reads the page. */
const OWN_FILE = /^\/files\/[\w.~@%\-/\u4e00-\u9fff]+$/;

function picture(attribs: Attributes): Attributes {
  const src = attribs.src ?? '';
  if (!OWN_FILE.test(src) || src.includes('..')) return {};
  return { src, alt: attribs.alt ?? '' };
}

const SPAN = /^[1-9]\d{0,2}$/;
const NUMERIC = new Set(['colspan', 'rowspan', 'span', 'start']);

/** A span of 65,000 columns is a way to make a reader's browser stand still. */
function numbers(attribs: Attributes): Attributes {
  const out: Attributes = {};
  for (const [name, value] of Object.entries(attribs)) {
    if (NUMERIC.has(name) && !SPAN.test(value)) continue;
    if (name === 'scope' && !/^(row|col|rowgroup|colgroup)$/.test(value)) continue;
    out[name] = value;
  }
  return out;
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: DOC_TAGS,
  nonTextTags: DROPPED_WITH_TEXT,
  disallowedTagsMode: 'discard',
  nestingLimit: NESTING,
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'alt'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    col: ['span'],
    ol: ['start'],
    '*': ['class'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  transformTags: { '*': transform },
  parser: { lowerCaseTags: true, lowerCaseAttributeNames: true },
};

type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Paragraphs with nothing in them are what is left of wrappers, and of blank lines typed for spacing. */
function prune(parent: Parent): boolean {
  let full = false;
  parent.childNodes = parent.childNodes.filter((node) => {
    if (node.nodeName === '#text') {
      full ||= 'value' in node && node.value.trim() !== '';
      return true;
    }
    if (!('childNodes' in node)) return false;
    const own = prune(node) || node.nodeName === 'img' || node.nodeName === 'hr';
    full ||= own;
    return own || node.nodeName !== 'p';
  });
  return full;
}

/** Read as it will be shown, inside an element of a page: there a table cell without a table is no cell. */
const PAGE = defaultTreeAdapter.createElement('div', names.NS.HTML, []);

function pass(html: string): string {
  const tree = parseFragment(PAGE, sanitizeHtml(html, OPTIONS), {});
  prune(tree);
  return serialize(tree);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * Makes any markup publishable: an allow-list of elements, attributes and addresses fit for a document, everything
 * else gone (the text of unknown elements stays; that of scripts, menus and drawings goes too).
 * h1 becomes h2, h5 and h6 become h4; text-align becomes a class. Idempotent: what comes out passes unchanged.
 */
export function sanitize(html: string): string {
  // The allow-list is applied by one parser and the result written by another that reads as browsers do, until both
  // agree: markup the two would read differently is how scripts are smuggled past a sanitiser.
  const clean = html.replace(CONTROL, '');
  let now = tooDeep(clean) ? withoutTags(clean) : clean;
  for (let i = 0; i < 6; i += 1) {
    const next = pass(now);
    if (next === now) return now;
    now = next;
  }
  return paragraphs(textOf(now));
}
