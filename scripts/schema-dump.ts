import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../src/platform/db/connection.ts';
import { dumpSchema } from '../src/platform/db/dump.ts';
import { removeEmbedded, startEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { projectRoot } from '../src/platform/root.ts';

// Writes migrations/schema.sql from a database that only the migrations have touched.
const dir = await mkdtemp(join(tmpdir(), 'gongkai-schema-'));
const migrations = join(projectRoot, 'migrations');
const server = await startEmbedded(dir);
try {
  await migrate(server.url, migrations);
  const { db, end } = connect(server.url, { name: 'schema dump', max: 1, readOnly: true });
  await writeFile(join(migrations, 'schema.sql'), await dumpSchema(db));
  await end();
} finally {
  await server.stop();
  await removeEmbedded(dir);
  await rm(dir, { recursive: true, force: true });
}
