import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pdfOf, textOp } from '../../platform/documents/fixtures-pdf.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { desk, foiWorld, IDENTITY, PHONE } from '../../testing/foi.ts';
import { actor, type World } from '../../testing/world.ts';
import { attach, foi } from './index.ts';
import { redactionsOf } from './redaction/store.ts';
import { lettersOf } from './store/index.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PEOPLE = {
  clerk: staff.clerk,
  colleague: actor('mz-clerk-2', 'minzheng', ['clerk']),
  reviewer: staff.reviewer,
  approver: staff.approver,
  office: staff.office,
  admin: staff.admin,
  justice: staff.justice,
  cyberspace: staff.cyberspace,
  'clerk elsewhere': actor('sw-clerk', 'shuiwu', ['clerk']),
  'approver elsewhere': actor('sw-approver', 'shuiwu', ['approver']),
  anybody: PUBLIC,
} as const satisfies Record<string, Actor>;
type Who = keyof typeof PEOPLE;

const CLERKS: readonly Who[] = ['clerk', 'colleague'];
const READERS: readonly Who[] = [...CLERKS, 'reviewer', 'approver'];
const LISTED: readonly Who[] = [...READERS, 'office'];
const HERE = '/console/foi';
/** Each address of the desk, and whom it lets in; all others are turned away before anything is read. */
const TABLE: Readonly<Record<string, readonly Who[]>> = {
  [`GET ${HERE}`]: [...LISTED, 'clerk elsewhere', 'approver elsewhere'],
  [`GET ${HERE}/record`]: [...CLERKS, 'clerk elsewhere'],
  [`POST ${HERE}/record`]: [...CLERKS, 'clerk elsewhere'],
  [`GET ${HERE}/settings`]: ['office'],
  [`POST ${HERE}/settings`]: ['office'],
  [`GET ${HERE}/cell`]: LISTED,
  [`GET ${HERE}/:id`]: LISTED,
  [`POST ${HERE}/:id/act/:act`]: CLERKS,
  [`POST ${HERE}/:id/identity`]: CLERKS,
  [`POST ${HERE}/:id/password`]: CLERKS,
  [`POST ${HERE}/:id/parties`]: READERS,
  [`POST ${HERE}/:id/attach`]: CLERKS,
  [`POST ${HERE}/:id/moved`]: CLERKS,
  [`GET ${HERE}/:id/files/:fileId`]: READERS,
  [`GET ${HERE}/:id/letters`]: READERS,
  [`POST ${HERE}/:id/letters`]: CLERKS,
  [`GET ${HERE}/:id/letters/:letter`]: READERS,
  [`POST ${HERE}/:id/letters/:letter`]: CLERKS,
  [`POST ${HERE}/:id/letters/:letter/rewrite`]: CLERKS,
  [`POST ${HERE}/:id/letters/:letter/issue`]: CLERKS,
  [`GET ${HERE}/:id/letters/:letter/preview.pdf`]: READERS,
  [`GET ${HERE}/:id/letters/:letter/file.pdf`]: READERS,
  [`GET ${HERE}/:id/letters/:letter/file.docx`]: READERS,
  [`GET ${HERE}/:id/redact`]: READERS,
  [`POST ${HERE}/:id/redact`]: CLERKS,
  [`GET ${HERE}/:id/redact/:redaction`]: READERS,
  [`POST ${HERE}/:id/redact/:redaction`]: CLERKS,
  [`POST ${HERE}/:id/redact/:redaction/make`]: CLERKS,
  // A page of an original has no room for reasons: who may not see it gets none.
  [`GET ${HERE}/:id/redact/:redaction/page/:page.png`]: ['clerk', 'approver'],
  [`GET ${HERE}/:id/redact/:redaction/result.pdf`]: READERS,
};
const routes = foi.routes?.filter((r) => r.path.startsWith(`${HERE}/`) || r.path === HERE) ?? [];

let w: World;
const at: Record<string, string> = { act: 'offerHelp', page: '1' };
const COMPANY = '某建设公司';
const WORDS = '柳桥村三组的救助名册';
beforeAll(async () => {
  w = await foiWorld();
  const d = desk(w);
  const id = await d.opened({ description: WORDS });
  await d.consult(id);
  const file = { name: '回函.csv', bytes: Buffer.from(`${COMPANY}不同意\n`) };
  const { fileId } = allowed(
    await attach(w.system, staff.clerk, { ...(await d.at(id)), role: 'opinion', file, toApplicant: false }),
  );
  const form = new FormData();
  const pdf = pdfOf({ pages: [{ content: textOp(WORDS, 60, 760) }] });
  form.set('file', new File([new Uint8Array(pdf)], '名册.pdf'));
  expect((await w.request('POST', `${HERE}/${id}/redact`, { as: staff.clerk, form })).status).toBe(303);
  const letter = (await lettersOf(w.system.db, id)).find((l) => l.kind === 'consultThird')?.id ?? '';
  Object.assign(at, { id, fileId, letter, redaction: (await redactionsOf(w.system.db, id))[0]?.id });
});
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const ask = (route: string, who: Who) => {
  const [method, path = ''] = route.split(' ') as ['GET' | 'POST', string];
  const to = path.replace(/:(\w+)/g, (_, name: string) => at[name] ?? '');
  const query = path.endsWith('/cell') ? '?unit=minzheng&year=2026&cell=table3.new.naturalPerson' : '';
  return w.request(method, `${to}${query}`, {
    as: PEOPLE[who],
    ...(method === 'POST' ? { form: { version: '-1' } } : {}),
  });
};

test('every address of the desk stands in the table, and nothing else does', () =>
  expect(routes.map((r) => `${r.method} ${r.path}`).sort()).toEqual(Object.keys(TABLE).sort()));

describe.each(Object.entries(TABLE))('%s', (route, who) => {
  test.each(Object.keys(PEOPLE) as Who[])('%s', async (name) => {
    const reply = await ask(route, name);
    const in_ = who.includes(name);
    if (in_) expect([200, 303, 422], `${name}: ${reply.text.slice(0, 300)}`).toContain(reply.status);
    // Whoever is nobody is asked to sign in.
    else expect(name === 'anybody' ? [303, 401, 403] : [403], name).toContain(reply.status);
    if (in_ || name === 'anybody') return;
    for (const secret of [WORDS, COMPANY, IDENTITY, PHONE]) expect(reply.text).not.toContain(secret);
  });
});

test.each(['colleague', 'reviewer', 'office'] as const)('%s reads no name on any page that opens', async (name) => {
  for (const route of Object.keys(TABLE).filter((r) => TABLE[r]?.includes(name))) {
    const { text } = await ask(route, name);
    for (const secret of [COMPANY, IDENTITY, PHONE]) expect(text.includes(secret), route).toBe(false);
    if (name === 'office') expect(text.includes(WORDS), route).toBe(false);
  }
});
