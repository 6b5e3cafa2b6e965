import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { one, rows, sql } from '../../platform/db/connection.ts';
import { PNG } from '../../platform/documents/fixtures.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { application, desk, foiWorld, IDENTITY, PHONE } from '../../testing/foi.ts';
import { actor, everything } from '../../testing/world.ts';
import { openByPassword } from '../org/index.ts';
import { apply, newQueryPassword, openFile, seeIdentity, takeOver } from './index.ts';
import { jobs } from './jobs.ts';
import { receipted } from './portal/acts.ts';

const w = await foiWorld();
afterAll(() => w.end());

describe('who applies', () => {
  test('lies sealed: no name, number or telephone in any table, no scan readable on the disk', async () => {
    const secret = application({
      name: '青禾垄',
      idNumber: '999901197502030029',
      proof: { name: '身份证.png', bytes: PNG },
    });
    const r = allowed(await apply(w.system, PUBLIC, secret));
    const all = await everything(w);
    for (const word of ['青禾垄', '999901197502030029', PHONE, IDENTITY, r.password]) expect(all).not.toContain(word);
    const { sha256 } = await one<{ sha256: string }>(
      w.system.db,
      sql`select sha256 from foi.file where application_id = ${r.applicationId}`,
    );
    const kept = await readFile(`${w.system.config.dataDir}/files/${sha256.slice(0, 2)}/${sha256}`);
    expect(kept.includes(PNG.subarray(0, 16))).toBe(false);
  });

  test('is shown to the handling clerk alone, and each look is in the audit trail', async () => {
    const r = allowed(
      await apply(w.system, PUBLIC, application({ name: '青禾垄', proof: { name: 'a.png', bytes: PNG } })),
    );
    expect(codesOf(await seeIdentity(w.system, staff.clerk, { id: r.id }))).toEqual(['not_handling']);
    allowed(await takeOver(w.system, staff.clerk, { id: r.id, version: 1 }));
    expect(allowed(await seeIdentity(w.system, staff.clerk, { id: r.id })).name).toBe('青禾垄');
    const file = await one<{ id: string }>(
      w.system.db,
      sql`select id from foi.file where application_id = ${r.applicationId}`,
    );
    const look = { id: r.id, fileId: file.id };
    expect(allowed(await openFile(w.system, staff.clerk, look)).bytes.equals(PNG)).toBe(true);
    expect(codesOf(await openFile(w.system, staff.reviewer, look))).toEqual(['not_handling']);
    const second = actor('mz-clerk-2', 'minzheng', ['clerk']);
    expect(codesOf(await seeIdentity(w.system, second, { id: r.id }))).toEqual(['not_handling']);
    for (const who of [staff.office, staff.approver, staff.reviewer, actor('sw', 'shuiwu', ['clerk']), PUBLIC])
      await expect(seeIdentity(w.system, who, { id: r.id })).rejects.toMatchObject({ code: 'forbidden' });
    const looks = await rows<{ outcome: string }>(
      w.system.db,
      sql`select outcome from platform.audit where action = 'foi.identity' order by id`,
    );
    expect(looks.map((l) => l.outcome)).toEqual(['refused', 'done', 'refused', ...Array(5).fill('forbidden')]);
  });

  test('who lost the query password gets a new one at the window; the old one and what it had opened end', async () => {
    const r = allowed(await apply(w.system, PUBLIC, application({ name: '青禾垄' })));
    const enter = (password: string) =>
      openByPassword(w.system, receipted, { no: r.no, password, ip: '192.0.2.7' }, 'a-request');
    allowed(await enter(r.password));
    const ask = { id: r.id, checked: '当面看过证件' };
    expect(codesOf(await newQueryPassword(w.system, staff.clerk, ask))).toEqual(['not_handling']);
    allowed(await takeOver(w.system, staff.clerk, { id: r.id, version: 1 }));
    expect(codesOf(await newQueryPassword(w.system, staff.clerk, { id: r.id, checked: ' ' }))).toEqual([
      'person_not_checked',
    ]);
    const renewed = allowed(await newQueryPassword(w.system, staff.clerk, ask));
    expect(codesOf(await enter(r.password))).toEqual(['wrong_password']);
    expect(allowed(await enter(renewed.password)).no).toBe(r.no);
    const visits = await rows(w.system.db, sql`select 1 from foi.visit where application_id = ${r.applicationId}`);
    expect(visits).toHaveLength(1);
    expect(await everything(w)).not.toContain(renewed.password);
    for (const who of [staff.office, staff.approver, staff.reviewer, actor('sw', 'shuiwu', ['clerk']), PUBLIC])
      await expect(newQueryPassword(w.system, who, ask)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('goes on the day the schedule says, with the scan and the mark that told applicants apart', async () => {
    const d = desk(w);
    const { id, applicationId } = await d.apply({ proof: { name: 'a.png', bytes: PNG } });
    await d.withdraw(id);
    const { sha256 } = await one<{ sha256: string }>(
      w.system.db,
      sql`select sha256 from foi.file where application_id = ${applicationId}`,
    );
    const forget = async (on: string): Promise<void> => {
      w.clock.set(`${on}T03:35:00+08:00`);
      await jobs.find((j) => j.name === 'foi.forget-identities')?.run(w.system, null);
      await w.runJobs();
    };
    // 1095 days after 2026-03-02.
    await forget('2029-03-01');
    expect(await w.system.files.size(sha256)).toBeGreaterThan(0);
    await forget('2029-03-02');
    expect(await w.system.files.size(sha256)).toBeUndefined();
    const left = await rows(
      w.system.db,
      sql`select 1 from foi.identity where application_id = ${applicationId}
          union all select 1 from foi.application where id = ${applicationId} and (applicant is not null or password is not null)`,
    );
    expect(left).toEqual([]);
    // Nobody is left to compare with: the case is not opened to the outside again.
    const { version } = await one<{ version: number }>(
      w.system.db,
      sql`select version from foi.request where id = ${id}`,
    );
    await takeOver(w.system, staff.clerk, { id, version });
    const again = await newQueryPassword(w.system, staff.clerk, { id, checked: '当面看过证件' });
    expect(codesOf(again)).toContain('no_identity_kept');
    w.clock.set('2026-03-02T09:30:00+08:00');
  });
});
