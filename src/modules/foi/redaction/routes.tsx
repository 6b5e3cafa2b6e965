import type { Refusal } from '../../../lib/ruling.ts';
import { pagePicture } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { download, seeOther } from '../../../platform/http/answer.ts';
import { get, post } from '../../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../../platform/http/types.ts';
import { may } from '../../../platform/permission.ts';
import { Button } from '../../../ui/components/button.tsx';
import { FileField } from '../../../ui/components/form.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { consoleShell, unitById } from '../../org/index.ts';
import { openFile } from '../actions/index.ts';
import { foiLaw } from '../law.ts';
import { LetterRefusals } from '../letters/letter-page.tsx';
import { caseAt, crumbs } from '../letters/routes.tsx';
import type { Request } from '../store/index.ts';
import { beginRedaction, makeRedacted, openPages, saveBars } from './actions.ts';
import { lookAtLeft, sourceOf } from './look.ts';
import { type BarFields, fieldsOfBar, RedactBody, redactAt } from './page.tsx';
import { type Covered, reasonsOf } from './rules/bars.ts';
import { prepare } from './source.ts';
import * as store from './store.ts';

const STATE = { open: '正在遮盖', making: '正在生成', done: '已生成', failed: '没有生成' } as const;
const handles = (c: Req, r: Request): boolean => may(c.system.permissions, c.actor, 'foi:handle', r.unitId);

async function redactionAt(c: Req): Promise<{ r: Request; red: store.Redaction }> {
  const r = await caseAt(c);
  const red = await store.redactionById(c.system.db, c.params.redaction ?? '');
  if (red?.requestId !== r.id) throw new AppError('not_found', c.path);
  return { r, red };
}

async function listPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const r = await caseAt(c);
  const all = await store.redactionsOf(c.system.db, r.id);
  return consoleShell(c, {
    current: '/console/foi',
    title: `遮盖后提供：${r.no}`,
    lead: '文件里不能公开的内容遮盖以后，其余部分提供给申请人（条例第三十七条）。',
    breadcrumbs: crumbs(r, { text: '遮盖后提供' }),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <LetterRefusals refusals={refusals} />
        {all.length === 0 ? (
          <EmptyState title="还没有遮盖过文件">
            <p>传上要提供的文件，逐页遮盖。原文件加密存放，只有本单位能看。</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="遮盖过的文件"
            captionHidden
            rowKey={(x: store.Redaction) => x.id}
            rows={all}
            columns={[
              { head: '文件', cell: (x: store.Redaction) => <a href={`${redactAt(r.id)}/${x.id}`}>{x.name}</a> },
              { head: '页数', num: true, cell: (x: store.Redaction) => x.sizes.length },
              { head: '遮盖', num: true, cell: (x: store.Redaction) => `${x.bars.length}处` },
              { head: '到哪一步', cell: (x: store.Redaction) => STATE[x.state] },
            ]}
          />
        )}
        {handles(c, r) && (
          <Panel title="传要遮盖的文件">
            <form method="post" action={redactAt(r.id)} enctype="multipart/form-data">
              <FileField
                name="file"
                label="文件"
                hint=".pdf、.png、.jpg原样显示；.docx、.xlsx转换成简单的版式再遮盖。不超过50MB、300页。"
                accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
              />
              <Button kind="primary" icon="upload">
                传文件，开始遮盖
              </Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

type Again = { refusals?: readonly Refusal[]; fields?: readonly BarFields[]; despite?: string };

async function editPage(c: Req, again: Again = {}): Promise<Answer> {
  const { r, red } = await redactionAt(c);
  const page = Math.min(Math.max(0, Math.trunc(Number(c.query.get('page') ?? '1')) - 1 || 0), red.sizes.length - 1);
  const open = red.state === 'open' || red.state === 'failed';
  return consoleShell(c, {
    current: '/console/foi',
    title: `遮盖：${red.name}`,
    lead: open ? `第${page + 1}页，共${red.sizes.length}页` : undefined,
    breadcrumbs: crumbs(r, { text: '遮盖后提供', href: redactAt(r.id) }, { text: red.name }),
    status: (again.refusals?.length ?? 0) > 0 ? 422 : 200,
    children: (
      <RedactBody
        caseId={r.id}
        r={red}
        page={page}
        fields={again.fields ?? red.bars.filter((b) => b.page === page).map(fieldsOfBar)}
        reasons={reasonsOf(foiLaw)}
        left={open ? await lookAtLeft(c.system, red, c.system.clock.today()) : undefined}
        refusals={again.refusals ?? []}
        despite={again.despite ?? ''}
        mayEdit={handles(c, r)}
      />
    ),
  });
}

/** Rows of the form; those left empty or marked to be taken away are none. */
function barsIn(c: Req): BarFields[] {
  const [x, y, width, height, reason] = ['x', 'y', 'width', 'height', 'reason'].map((n) => c.form.all(n));
  const removed = new Set(c.form.entries().flatMap(([k]) => (k.startsWith('remove-') ? [k.slice(7)] : [])));
  return (x ?? [])
    .map((v, i) => ({
      x: v.trim(),
      y: y?.[i]?.trim() ?? '',
      width: width?.[i]?.trim() ?? '',
      height: height?.[i]?.trim() ?? '',
      reason: reason?.[i] ?? '',
    }))
    .filter((b, i) => !removed.has(`第${i + 1}处`) && [b.x, b.y, b.width, b.height].some((v) => v !== ''));
}

const share = (text: string): number => (text === '' ? Number.NaN : Number(text) / 100);
const barOf = (b: BarFields): Omit<Covered, 'page'> => ({
  x: share(b.x),
  y: share(b.y),
  width: share(b.width),
  height: share(b.height),
  reason: b.reason,
});

async function save(c: Req): Promise<Answer> {
  const { r, red } = await redactionAt(c);
  const fields = barsIn(c);
  const page = Number(c.query.get('page') ?? '1') - 1;
  const input = {
    id: r.id,
    redactionId: red.id,
    version: Number(c.form.text('version')),
    page,
    bars: fields.map(barOf),
  };
  const out = await saveBars(c.system, c.actor, input, c.requestId);
  return out.ok
    ? seeOther(`${redactAt(r.id)}/${red.id}?page=${page + 1}`)
    : editPage(c, { refusals: out.refusals, fields });
}

async function make(c: Req): Promise<Answer> {
  const { r, red } = await redactionAt(c);
  const despite = c.form.text('despite');
  const left = await lookAtLeft(c.system, red, c.system.clock.today());
  const input = { id: r.id, redactionId: red.id, version: Number(c.form.text('version')), left, despite };
  const out = await makeRedacted(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`${redactAt(r.id)}/${red.id}`) : editPage(c, { refusals: out.refusals, despite });
}

/** Who has opened which original in which session: a file is opened once, whatever number of pages is looked at. */
const openings = new Set<string>();
const MOST_OPENINGS = 2000;
async function noteOpening(c: Req, r: Request, red: store.Redaction): Promise<void> {
  const key = [c.actor.id, c.actor.kind === 'person' ? c.actor.sessionId : '', red.id].join(' ');
  if (openings.has(key)) return;
  const out = await openPages(c.system, c.actor, { id: r.id, redactionId: red.id }, c.requestId);
  if (!out.ok) throw new AppError('not_found', c.path);
  openings.add(key);
  // The oldest first; who comes back after so many is noted once more.
  for (const old of openings) {
    if (openings.size <= MOST_OPENINGS) break;
    openings.delete(old);
  }
}

async function picture(c: Req): Promise<Answer> {
  const { r, red } = await redactionAt(c);
  await noteOpening(c, r, red);
  const drawn = await pagePicture(await sourceOf(c.system, red), Number(c.params.page) - 1);
  if (!drawn.ok) throw new AppError('not_found', `${c.path}: ${drawn.reason}`, drawn.say);
  return {
    status: 200,
    // The page of a file never changes; it stays with this browser alone.
    headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=600' },
    body: Buffer.from(drawn.bytes),
  };
}

async function result(c: Req): Promise<Answer> {
  const { r, red } = await redactionAt(c);
  const out = await openFile(c.system, c.actor, { id: r.id, fileId: red.resultId ?? '' }, c.requestId);
  if (!out.ok) return editPage(c, { refusals: out.refusals });
  return download(out.value.bytes, out.value.file.type, out.value.file.name, true);
}

async function upload(c: Req): Promise<Answer> {
  const r = await caseAt(c);
  const file = c.form.file('file');
  const about = { unit: (await unitById(c.system.db, r.unitId))?.name ?? '', date: c.system.clock.today() };
  const prepared = file && file.bytes.length > 0 ? await prepare({ name: file.name, bytes: file.bytes }, about) : null;
  const out = await beginRedaction(c.system, c.actor, { id: r.id, file: prepared }, c.requestId);
  return out.ok ? seeOther(`${redactAt(r.id)}/${out.value.redactionId}`) : listPage(c, out.refusals);
}

const AT = '/console/foi/:id/redact';
const UPLOAD = 51 * 1024 * 1024;

export const redactRoutes: readonly Route[] = [
  get(AT, 'foi:read', (c) => listPage(c)),
  post(AT, 'foi:handle', upload, { maxBody: UPLOAD }),
  get(`${AT}/:redaction`, 'foi:read', (c) => editPage(c)),
  post(`${AT}/:redaction`, 'foi:handle', save),
  post(`${AT}/:redaction/make`, 'foi:handle', make),
  get(`${AT}/:redaction/page/:page.png`, 'foi:read', picture),
  get(`${AT}/:redaction/result.pdf`, 'foi:read', result),
];
