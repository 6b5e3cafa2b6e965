import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, PHONE } from './site.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of axe-core on the page as it stands, one line each. The script runs apart from the page's own policy. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe = (
      window as unknown as {
        axe: { run(o: object): Promise<{ violations: { id: string; help: string; nodes: { target: unknown }[] }[] }> };
      }
    ).axe;
    const out = await axe.run({ resultTypes: ['violations'] });
    return out.violations.map(
      (v) =>
        `${v.id}: ${v.help}: ${v.nodes
          .slice(0, 3)
          .map((n) => JSON.stringify(n.target))
          .join(' ')}`,
    );
  });
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fit for everyone, narrow and wide, and wide afterwards; with SHOTS=FOLDER kept as pictures too, to be looked at. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    await page.setViewportSize(viewport);
    expect(await violations(page), `${name} ${size}`).toEqual([]);
    expect(await sideways(page), `${name} ${size}`).toBeLessThanOrEqual(0);
    const dir = process.env.SHOTS;
    if (!dir) continue;
    mkdirSync(dir, { recursive: true });
    await page.screenshot({ path: join(dir, `${name}-${size}.png`), fullPage: true });
  }
}
