import { expect, test } from 'vitest';
import { sayAgent } from './agent.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Chrome，Windows', 'every Chrome says Safari as well'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/120.0`, 'Edge，Windows', 'Edge says Chrome and Safari'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Chrome，Linux', 'domestic systems on Linux'],
  [`Mozilla/5.0 (Linux; Android 14; V2) ${CHROME} MicroMessenger/8.0`, '微信，安卓', 'Android says Linux as well'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox，Linux', 'no Chrome in it'],
  ['curl/8.5.0', 'curl/8.5.0', 'a program stands as it named itself'],
  ['', '不明设备', 'nothing was said'],
])('%s is said as %s: %s', (agent, said) => {
  expect(sayAgent(agent)).toBe(said);
});
