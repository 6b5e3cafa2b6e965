/** Finds the browser for the journeys; with --install it brings Debian's Chromium and Chinese fonts when they are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium, or undefined. */
export const findBrowser = (): string | undefined => CANDIDATES.find((p): p is string => Boolean(p && existsSync(p)));

const hasChinese = (): boolean =>
  (spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== '';

/** Chromium as root needs no sandbox; the rest keeps it from calling home. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (process.argv.includes('--install')) {
  if (!findBrowser() || !hasChinese()) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const apt = (...args: string[]): number | null => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args];
      return spawnSync(command ?? 'apt-get', rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status;
    };
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fontconfig');
  }
  const found = findBrowser();
  process.stdout.write(
    found ? `browser: ${found}\n` : 'no Chromium and none could be installed: set CHROMIUM to one\n',
  );
  process.exit(found ? 0 : 1);
}
