import { isAbsolute, resolve } from 'node:path';

/** What the operator decides, read once from the environment by the entry points in `app/` and passed down. */
export type Config = Readonly<{
  host: string;
  port: number;
  /** Absolute path of the folder that holds database, files and keys. */
  dataDir: string;
  demo: boolean;
  /** An external PostgreSQL; undefined: the embedded one. */
  databaseUrl: string | undefined;
  /** Address that readers use, e.g. https://www.example.gov.cn; cookies are `Secure` when it is https. */
  publicUrl: string | undefined;
  /** smtp://user:pass@host:port; without it reminders stay in the console. */
  smtpUrl: string | undefined;
  mailFrom: string;
  oidc: Readonly<{ issuer: string; clientId: string; clientSecret: string; label: string }> | undefined;
  /** Networks that may read /metrics, as CIDR. */
  metricsFrom: readonly string[];
  /** Reverse proxies in front whose X-Forwarded-For is believed, as CIDR. */
  trustProxy: readonly string[];
  /** Requests a minute from one address; answers from memory do not count. */
  perMinute: number;
}>;

export class ConfigError extends Error {}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((s) => s.trim())
    .filter(Boolean);

/** Turns the environment into the configuration; throws ConfigError naming everything that is wrong at once. */
export function readConfig(env: Record<string, string | undefined>, cwd: string): Config {
  const wrong: string[] = [];
  const port = Number(env.GONGKAI_PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) wrong.push(`GONGKAI_PORT=${env.GONGKAI_PORT}: 0 to 65535`);
  const demo = env.GONGKAI_DEMO ?? 'on';
  if (demo !== 'on' && demo !== 'off') wrong.push(`GONGKAI_DEMO=${demo}: on or off`);
  const dataDir = env.GONGKAI_DATA ?? './data';
  const databaseUrl = env.DATABASE_URL || undefined;
  // `postgres://user@/name?host=/run/postgresql`, a socket, is no URL for the standard, but is one for PostgreSQL.
  if (
    databaseUrl &&
    !(URL.canParse(databaseUrl.replace('@/', '@localhost/')) && /^postgres(ql)?:\/\//.test(databaseUrl))
  )
    wrong.push('DATABASE_URL: postgres://user:password@host:port/database');
  const publicUrl = env.GONGKAI_PUBLIC_URL?.replace(/\/+$/, '') || undefined;
  if (publicUrl && !(URL.canParse(publicUrl) && /^https?:\/\//.test(publicUrl)))
    wrong.push(`GONGKAI_PUBLIC_URL=${publicUrl}: starts with http:// or https://`);
  const perMinute = Number(env.GONGKAI_PER_MINUTE ?? 1200);
  if (!Number.isInteger(perMinute) || perMinute < 1)
    wrong.push(`GONGKAI_PER_MINUTE=${env.GONGKAI_PER_MINUTE}: 1 or more`);
  const oidcParts = [env.GONGKAI_OIDC_ISSUER, env.GONGKAI_OIDC_CLIENT_ID, env.GONGKAI_OIDC_CLIENT_SECRET];
  if (oidcParts.some(Boolean) && !oidcParts.every(Boolean))
    wrong.push('GONGKAI_OIDC_ISSUER, GONGKAI_OIDC_CLIENT_ID and GONGKAI_OIDC_CLIENT_SECRET go together');
  if (wrong.length > 0) throw new ConfigError(wrong.join('; '));
  const [issuer, clientId, clientSecret] = oidcParts;
  return Object.freeze({
    host: env.GONGKAI_HOST ?? '::',
    port,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(cwd, dataDir),
    demo: demo === 'on',
    databaseUrl,
    publicUrl,
    smtpUrl: env.GONGKAI_SMTP_URL || undefined,
    mailFrom: env.GONGKAI_MAIL_FROM ?? 'gongkai@localhost',
    oidc:
      issuer && clientId && clientSecret
        ? { issuer, clientId, clientSecret, label: env.GONGKAI_OIDC_LABEL ?? '统一身份认证' }
        : undefined,
    metricsFrom: env.GONGKAI_METRICS_FROM ? list(env.GONGKAI_METRICS_FROM) : ['127.0.0.0/8', '::1/128'],
    trustProxy: list(env.GONGKAI_TRUST_PROXY),
    perMinute,
  });
}
