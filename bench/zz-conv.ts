import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { convertFile } from '../src/platform/documents/convert-file.ts';
import { docx, paragraph } from '../src/platform/documents/fixtures.ts';
import { closeConverter, convert } from '../src/platform/documents/index.ts';
import { DEFAULT_LIMITS } from '../src/platform/documents/limits.ts';

const lines = gunzipSync(await readFile('/work/shared/corpus/laws.jsonl.gz'))
  .toString('utf8')
  .split('\n')
  .filter(Boolean);
const files: { name: string; bytes: Uint8Array }[] = [];
for (const [i, line] of lines.slice(0, 600).entries()) {
  const law = JSON.parse(line) as { title: string; text: string };
  const text = `${law.title}\n${law.text.replace(/^#+ */gm, '')}`;
  files.push(
    i % 4
      ? { name: 'a.txt', bytes: Buffer.from(text) }
      : {
          name: 'a.docx',
          bytes: await docx(
            text
              .replace(/[<&]/g, '')
              .split('\n')
              .map((x) => paragraph(x))
              .join(''),
          ),
        },
  );
}
const cpu = async (name: string, f: () => unknown) => {
  const t = performance.now();
  const s = process.cpuUsage();
  await f();
  const u = process.cpuUsage(s);
  console.log(
    name,
    'user',
    (u.user / 1000 / files.length).toFixed(2),
    'sys',
    (u.system / 1000 / files.length).toFixed(2),
    'wall',
    ((performance.now() - t) / files.length).toFixed(2),
  );
};
for (let r = 0; r < 2; r++)
  await cpu('direct', async () => {
    for (const f of files) await convertFile(f, DEFAULT_LIMITS);
  });
for (let r = 0; r < 4; r++)
  await cpu('workers', async () => {
    let i = 0;
    await Promise.all(
      Array.from({ length: 24 }, async () => {
        while (i < files.length) {
          const f = files[i++];
          if (f) await convert(f);
        }
      }),
    );
  });
await closeConverter();
