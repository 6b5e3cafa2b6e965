import { Parser } from 'htmlparser2';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';

/** What a .docx part holds that a reader should be told about. */
export type Findings = { changes: number; comments: number };

/** Bytes of an XML part as text; parts are UTF-8 unless a mark says UTF-16. */
export function xmlText(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be';
  return new TextDecoder(wide || 'utf-8').decode(bytes);
}

const CHANGES = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo']);

/**
 * Walks a part as a stream before anything builds a tree of it: a tree of 100,000 levels would exhaust the stack, and
 * entity definitions can expand without bound. Throws `Refused`.
 */
export function scanXml(xml: string, limits: Limits): Findings {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Refused('broken', SAY.doctype());
  const found = { changes: 0, comments: 0 };
  let depth = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        depth += 1;
        if (depth > limits.xmlDepth) throw new Refused('too-deep', SAY.depth());
        if (CHANGES.has(name)) found.changes += 1;
        else if (name === 'w:commentReference') found.comments += 1;
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  return found;
}

/** Files outside the package that a relationship part points to, ordinary links excepted. */
export function externalTargets(rels: string): string[] {
  const targets: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        const link = (attribs.Type ?? '').endsWith('/hyperlink');
        if (name.endsWith('Relationship') && attribs.TargetMode === 'External' && !link)
          targets.push(attribs.Target ?? '');
      },
    },
    { xmlMode: true },
  );
  parser.write(rels);
  parser.end();
  return targets;
}
