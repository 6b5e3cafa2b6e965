import { AppError } from '../../platform/errors.ts';
import { download } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Note } from '../../ui/components/note.tsx';
import { type Erasure, type OpenedWork, openEdition, shownFiles } from '../publication/index.ts';
import { previewPage } from '../sites/index.ts';

/** Files of a hidden edition are served by the console alone. */
const ownFiles = (e: Erasure, html: string): string =>
  html.replace(/(["'])\/files\/([0-9a-f]{64})\/[^"']*/g, `$1/console/erasures/${e.id}/files/$2`);

/** `/console/erasures/:id/look/:version`: what is to be erased, as readers saw it, for those who decide. */
export async function lookPage(c: Req, e: Erasure, work: OpenedWork): Promise<Answer> {
  const edition = work.editions.find((x) => String(x.version) === c.params.version);
  const opened = edition && (await openEdition(c.system.db, edition, 'staff'));
  if (!edition || !opened) throw new AppError('not_found', c.path);
  if (!opened.content) throw new AppError('gone', c.path, '这一版的内容已经删除。');
  const back = `/console/erasures/${e.id}`;
  return previewPage(
    c,
    // Attachments are opened from the request's own page.
    { ...opened.content, html: ownFiles(e, opened.content.html), attachments: [] },
    {
      back,
      title: `核对：登记号${e.no}第${edition.version}版`,
      notice: (
        <Note tone="warn" title={`登记号${e.no}第${edition.version}版，只给核查的人看。`}>
          <p>看完回去定，不要截图、不要转发。</p>
          <p class="link-row">
            <a href={back}>回去定</a>
          </p>
        </Note>
      ),
    },
  );
}

/** `/console/erasures/:id/files/:sha`: an attachment of the work, while it still has it. */
export async function lookFile(c: Req, e: Erasure): Promise<Answer> {
  const file = (await shownFiles(c.system.db, e.no)).find((f) => f.sha256 === c.params.sha);
  if (!file || (await c.system.files.size(file.sha256)) === undefined) throw new AppError('not_found', c.path);
  const picture = /\.(png|jpe?g|gif|webp)$/i.exec(file.name)?.[1]?.toLowerCase();
  const type = picture ? `image/${picture === 'jpg' ? 'jpeg' : picture}` : 'application/octet-stream';
  return download(c.system.files.stream(file.sha256), type, file.name, picture !== undefined);
}
