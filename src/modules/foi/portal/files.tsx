import { AppError } from '../../../platform/errors.ts';
import { download, seeOther, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { unitById, unsealBytes } from '../../org/index.ts';
import { portalShell, siteInfo } from '../../sites/index.ts';
import { APPLICANT_NAMES, CHANNEL_NAMES } from '../names.ts';
import { caseSnapshot } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { mine } from './acts.ts';
import { CRUMBS } from './apply.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { sayDueDay, sayNear } from './rules/status.ts';
import { mayRead } from './status-facts.ts';

/** The receipt again, without the password, which was shown once. */
export async function receiptAgain(c: Req): Promise<Answer> {
  const found = await mine(c);
  if (!found) return seeOther('/foi/status');
  const { a, r } = found;
  const db = c.system.db;
  const [unit, site, s] = await Promise.all([
    unitById(db, r.unitId),
    siteInfo(db),
    caseSnapshot(c.system, db, r.id, { names: false }),
  ]);
  return unkept(
    await portalShell(c, {
      title: '接收回执',
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: r.no, href: `/foi/r/${r.no}` }, { text: '接收回执' }],
      meta: { noindex: true },
      children: (
        <ReceiptPage
          no={r.no}
          password={null}
          words={r.wanted}
          unit={[unit?.name, unit?.phone].filter(Boolean).join('，')}
          due={
            s.clock
              ? `${s.clock.provisional ? '暂定' : ''}最晚${sayDueDay(s.clock.due, s.today)}答复`
              : s.request.receivedOn
                ? '等您补正，收到补正后重新算'
                : '和您确认收到以后，从第二天起算'
          }
          at={sayNear(s.request.submittedOn, s.today)}
          channel={CHANNEL_NAMES[a.channel]}
          way={[s.request.wantedFormName, s.request.wantedWayName].filter(Boolean).join('，')}
          kind={APPLICANT_NAMES[a.applicantKind]}
          queryAt={`${c.origin}/foi/status`}
          phone={site.phone}
          site={site.name}
          again={false}
        />
      ),
    }),
  );
}

const PDF = Buffer.from('%PDF');

async function bytesOf(c: Req, sha256: string, sealed: boolean): Promise<Buffer> {
  const bytes = await c.system.files.get(sha256);
  return sealed ? unsealBytes(c.system.config.dataDir, bytes) : bytes;
}

/** A letter to the applicant. Anybody else's letter is not there. */
export async function letterFile(c: Req): Promise<Answer> {
  const found = await mine(c);
  if (!found) return seeOther('/foi/status');
  const l = await store.letterById(c.system.db, c.params.id ?? '');
  if (!l || l.requestId !== found.r.id || l.state !== 'issued' || !l.pdf || !mayRead(l.kind))
    throw new AppError('not_found', c.path, '没有这份文书，或者还没有做好。过几分钟再看。');
  const raw = await c.system.files.get(l.pdf);
  const bytes = raw.subarray(0, PDF.length).equals(PDF) ? raw : await bytesOf(c, l.pdf, true);
  return unkept(download(bytes, 'application/pdf', `${l.title}.pdf`, true));
}

/** A file of the answer. */
export async function answerFile(c: Req): Promise<Answer> {
  const found = await mine(c);
  if (!found) return seeOther('/foi/status');
  const f = await store.fileById(c.system.db, c.params.id ?? '');
  const answered = found.r.decidedOn !== null;
  if (!f || f.requestId !== found.r.id || !f.toApplicant || f.deletedOn !== null || !answered)
    throw new AppError('not_found', c.path, '没有这个文件。');
  return unkept(download(await bytesOf(c, f.sha256, f.sealed), f.type, f.name));
}
