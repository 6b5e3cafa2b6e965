import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Argon2id with the library's defaults (OWASP: 19 MiB, two passes). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'));

/** A hash nobody's password gives: verifying against it makes an unknown name as slow as a known one. */
let nobody: Promise<string> | undefined;
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(24).toString('hex'));
  const ok = await verify(stored ?? (await nobody), password.normalize('NFKC')).catch(() => false);
  return ok && Boolean(stored);
}

/** For a first sign-in; readable over the telephone (no 0/o, 1/l/i), 60 bits. */
export const initialPassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('')).join(
    '-',
  );

export const newToken = (): string => randomBytes(32).toString('base64url');
/** Only this is stored: whoever reads the table cannot sign in with it. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Easy to copy by hand, 80 bits, so a stolen table of hashes cannot be guessed through. */
export const newRecoveryCode = (): string => (randomBytes(10).toString('hex').match(/.{5}/g) ?? []).join('-');
/** Read as typed: dashes, spaces and capitals make no difference. */
export const recoveryHash = (code: string): Buffer => tokenHash(code.toLowerCase().replace(/[^0-9a-f]/g, ''));

/** The key for second-factor secrets and contacts of askers: made once, 0600, in the data folder, never in a backup. */
async function key(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'keys', 'secret.key');
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(randomBytes(32));
    await file.sync();
    await file.close();
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
  }
  return readFile(path);
}

/** AES-256-GCM: iv, tag, bytes. */
export async function sealBytes(dataDir: string, bytes: Uint8Array): Promise<Buffer> {
  const iv = randomBytes(12);
  const c = createCipheriv('aes-256-gcm', await key(dataDir), iv);
  const body = Buffer.concat([c.update(bytes), c.final()]);
  return Buffer.concat([iv, c.getAuthTag(), body]);
}
/** Throws when the bytes were changed, or sealed under another key. */
export async function unsealBytes(dataDir: string, sealed: Buffer): Promise<Buffer> {
  const d = createDecipheriv('aes-256-gcm', await key(dataDir), sealed.subarray(0, 12));
  d.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([d.update(sealed.subarray(28)), d.final()]);
}
export const seal = (dataDir: string, text: string): Promise<Buffer> => sealBytes(dataDir, Buffer.from(text, 'utf8'));
export const unseal = async (dataDir: string, sealed: Buffer): Promise<string> =>
  (await unsealBytes(dataDir, sealed)).toString('utf8');

/** The same text gives the same 32 bytes, and nobody without the key can try texts out: for telling people apart. */
export const keyed = async (dataDir: string, text: string): Promise<Buffer> =>
  createHmac('sha256', await key(dataDir))
    .update(text)
    .digest();
