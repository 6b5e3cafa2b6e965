import { readFile } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import { ours } from './catalog.ts';
import { type Db, type ReadDb, rows, snapshot, sql } from './connection.ts';

const HEAD = `-- What the migrations add up to, for review. Written by "npm run schema:dump", never by hand; on a merge conflict, run it again.
-- Databases are built by the migrations, not from this file.
`;

/** One object of the schema: where it belongs in the file, and its text. */
type Part = { schema: string; rank: number; name: string; text: string };

/**
 * The schemas of ours as SQL text, in an order that depends on names only: tables with their constraints, then indexes,
 * triggers and comments of each table, then views, functions, sequences. Throws on kinds of objects it would leave out.
 */
export async function dumpSchema(db: Db | ReadDb): Promise<string> {
  const parts = await snapshot(db, async (tx) => {
    // Without a search path, every name comes out with its schema.
    await rows(tx, sql`select set_config('search_path', '', true)`);
    await refuseUnknown(tx);
    return [
      ...(await schemas(tx)),
      ...(await tables(tx)),
      ...(await views(tx)),
      ...(await functions(tx)),
      ...(await sequences(tx)),
    ];
  });
  const order = (a: Part, b: Part): number =>
    compare(a.schema, b.schema) || a.rank - b.rank || compare(a.name, b.name) || compare(a.text, b.text);
  return `${HEAD}\n${parts
    .sort(order)
    .map((p) => p.text.trimEnd())
    .join('\n\n')}\n`;
}

/** How the database differs from the committed dump, as a patch; undefined when it does not. */
export async function schemaDiff(db: Db | ReadDb, file: string): Promise<string | undefined> {
  const [committed, now] = await Promise.all([readFile(file, 'utf8').catch(() => ''), dumpSchema(db)]);
  return committed === now ? undefined : createTwoFilesPatch('schema.sql', 'the database', committed, now);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An object that is not written down would let a difference pass the check. */
async function refuseUnknown(tx: ReadDb): Promise<void> {
  const found = await rows<{ what: string }>(
    tx,
    sql`select c.relkind::text || ' ' || c.oid::regclass::text as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where ${ours} and (c.relkind not in ('r', 'i', 'S', 'v', 'm', 't') or c.relispartition or c.relrowsecurity)
        union all select 'type ' || t.oid::regtype::text from pg_type t join pg_namespace n on n.oid = t.typnamespace
          where ${ours} and t.typtype in ('e', 'd', 'r')
        union all select 'composite ' || t.oid::regtype::text from pg_type t join pg_namespace n on n.oid = t.typnamespace
          join pg_class c on c.oid = t.typrelid where ${ours} and c.relkind = 'c'
        union all select 'rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
          join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind = 'r'
        union all select 'aggregate ' || p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where ${ours} and p.prokind not in ('f', 'p')`,
  );
  if (found.length > 0)
    throw new Error(`dump.ts does not write these kinds of objects yet: ${found.map((f) => f.what).join(', ')}`);
}

async function schemas(tx: ReadDb): Promise<Part[]> {
  const found = await rows<{ name: string; comment: string | null; id: string }>(
    tx,
    sql`select n.nspname as name, quote_ident(n.nspname) as id, obj_description(n.oid, 'pg_namespace') as comment
        from pg_namespace n where ${ours}`,
  );
  return found.map(({ name, id, comment }) => ({
    schema: name,
    rank: 0,
    name,
    text: `create schema ${id};${says('schema', id, comment)}`,
  }));
}

const says = (kind: string, id: string, comment: string | null): string =>
  comment === null ? '' : `\ncomment on ${kind} ${id} is '${comment.replaceAll("'", "''")}';`;

async function tables(tx: ReadDb): Promise<Part[]> {
  const found = await rows<{
    schema: string;
    name: string;
    id: string;
    comment: string | null;
    lines: string[];
    after: string[];
    remarks: { kind: string; id: string; comment: string }[] | null;
  }>(
    tx,
    sql`select n.nspname as schema, c.relname as name, c.oid::regclass::text as id, obj_description(c.oid, 'pg_class') as comment,
          array(select ${column} from pg_attribute a join pg_type t on t.oid = a.atttypid
                  left join pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation
                  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
          || array(select format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k
                   where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')
                   order by position(k.contype::text in 'pucxf'), k.conname collate "C") as lines,
          array(select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class x on x.oid = i.indexrelid
                where i.indrelid = c.oid and not exists
                  (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid and k.contype in ('p', 'u', 'x'))
                order by x.relname collate "C")
          || array(select pg_get_triggerdef(g.oid) || case g.tgenabled when 'O' then '' else ' -- ' || g.tgenabled::text end
                   from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal order by g.tgname collate "C") as after,
          (select jsonb_agg(jsonb_build_object('kind', 'column', 'id', c.oid::regclass::text || '.' || quote_ident(a.attname), 'comment', m.description)
                            order by a.attnum)
           from pg_description m join pg_attribute a on a.attrelid = m.objoid and a.attnum = m.objsubid
           where m.classoid = 'pg_catalog.pg_class'::regclass and m.objoid = c.oid and m.objsubid > 0) as remarks
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${ours}`,
  );
  return found.map((t) => ({
    schema: t.schema,
    rank: 1,
    name: t.name,
    text: [
      `create table ${t.id} (\n${t.lines.map((l) => `  ${l}`).join(',\n')}\n);`,
      ...t.after.map((statement) =>
        statement.includes(' -- ') ? statement.replace(' -- ', '; -- enabled: ') : `${statement};`,
      ),
    ]
      .join('\n')
      .concat(says('table', t.id, t.comment), (t.remarks ?? []).map((r) => says(r.kind, r.id, r.comment)).join('')),
  }));
}

const column = sql`format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
  || coalesce(' collate ' || quote_ident(l.collname), '')
  || case a.attidentity when 'a' then ' generated always as identity' when 'd' then ' generated by default as identity' else '' end
  || case when d.oid is null then '' when a.attgenerated <> '' then format(' generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid),
       case a.attgenerated when 's' then 'stored' else 'virtual' end) else ' default ' || pg_get_expr(d.adbin, d.adrelid) end
  || case when a.attnotnull then ' not null' else '' end`;

async function views(tx: ReadDb): Promise<Part[]> {
  const found = await rows<{
    schema: string;
    name: string;
    id: string;
    kind: string;
    body: string;
    comment: string | null;
  }>(
    tx,
    sql`select n.nspname as schema, c.relname as name, c.oid::regclass::text as id, pg_get_viewdef(c.oid, true) as body,
          case c.relkind when 'm' then 'materialized view' else 'view' end as kind, obj_description(c.oid, 'pg_class') as comment
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours}`,
  );
  return found.map((v) => ({
    schema: v.schema,
    rank: 2,
    name: v.name,
    text: `create ${v.kind} ${v.id} as\n${v.body}${says(v.kind, v.id, v.comment)}`,
  }));
}

async function functions(tx: ReadDb): Promise<Part[]> {
  const found = await rows<{
    schema: string;
    name: string;
    body: string;
    id: string;
    kind: string;
    comment: string | null;
  }>(
    tx,
    sql`select n.nspname as schema, p.proname as name, pg_get_functiondef(p.oid) as body, p.oid::regprocedure::text as id,
          case p.prokind when 'p' then 'procedure' else 'function' end as kind, obj_description(p.oid, 'pg_proc') as comment
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}`,
  );
  return found.map((f) => ({
    schema: f.schema,
    rank: 3,
    name: f.name,
    text: `${f.body.trimEnd()};${says(f.kind, f.id, f.comment)}`,
  }));
}

/** Sequences that no identity column owns. */
async function sequences(tx: ReadDb): Promise<Part[]> {
  const found = await rows<{ schema: string; name: string; text: string }>(
    tx,
    sql`select n.nspname as schema, c.relname as name,
          format('create sequence %s as %s start %s increment %s minvalue %s maxvalue %s%s;', c.oid::regclass, format_type(s.seqtypid, null),
            s.seqstart, s.seqincrement, s.seqmin, s.seqmax, case when s.seqcycle then ' cycle' else '' end) as text
        from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
        where ${ours} and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::regclass and d.deptype = 'i')`,
  );
  return found.map((s) => ({ ...s, rank: 4 }));
}
