import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAt } from './axe.ts';
import { DESKTOP, openBrowser, PHONE, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('a question about a clause, from the asker to the public', () => {
  const words = '老人在外地住院两个月，比对不上怎么办？';
  let policy = 0;
  let number = '';
  let password = '';

  test('is asked from the clause, without script, after looking at what others asked', async () => {
    const found = await fetch(`${site.origin}/api/v1/answers?q=${encodeURIComponent('高龄津贴 每年还要去认证吗')}`);
    const { answers } = (await found.json()) as { answers: { work: { no: number; clause: string } }[] };
    policy = answers[0]?.work.no ?? 0;
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto(`/p/${policy}`);
    await page.locator('.clause-part').first().waitFor();
    expect(await page.locator('#art-7 ~ .clause-part').first().textContent()).toContain('个人问过');
    await page.locator(`a[href="/ask?about=${policy}&clause=art-7"]`).first().click();
    expect(await page.locator('h1').textContent()).toBe('问这份文件');
    expect(await page.getByLabel('是哪一条').inputValue()).toBe('art-7');
    expect(await page.locator('main').textContent()).toContain('每年还要去认证吗');
    await page.getByRole('button', { name: '提交问题' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('还没写要问什么');
    await page.getByLabel('想问什么').fill(words);
    await page.getByLabel('答复了怎么告诉您').fill('0999-0000 0017');
    await page.getByLabel('同意去掉个人信息以后公开').check();
    await page.getByRole('button', { name: '提交问题' }).click();
    const receipt = (await page.locator('main').textContent()) ?? '';
    number = /ZX-\d{4}-\d{5}/.exec(receipt)?.[0] ?? '';
    password = /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(receipt)?.[0] ?? '';
    expect(number).not.toBe('');
    await page.getByRole('link', { name: '看办到哪一步' }).click();
    expect(await page.locator('main').textContent()).toContain('还有5个工作日');
    await context.close();
  });

  test('its pages are fit for everyone, wide and narrow', async () => {
    const { page, context } = await visitor(browser, site);
    for (const [name, path] of [
      ['policy', `/p/${policy}`],
      ['ask', `/ask?about=${policy}&clause=art-7`],
      ['ask-plain', '/ask'],
      ['answers', '/answers?q=认证'],
      ['questions', `/p/${policy}/questions`],
      ['password', '/ask/status'],
    ] as const) {
      await page.goto(path);
      await lookAt(page, `consult-${name}`);
    }
    await page.goto('/answers');
    await page.locator('#answers-q').pressSequentially('津贴认证');
    await page.locator('#answers-q-list li').first().waitFor();
    await context.close();
  });

  test('the clerk of the drafting unit gives it on, with the reason', async () => {
    const { page, context } = await signIn(browser, site, 'minzheng-clerk');
    await page.goto('/console/questions');
    await lookAt(page, 'consult-desk');
    await page.getByRole('link', { name: words }).click();
    await page.getByRole('button', { name: '看联系方式' }).click();
    expect(await page.locator('main').textContent()).toContain('0999-0000 0017');
    await lookAt(page, 'consult-question');
    await page.setViewportSize(DESKTOP);
    await page.getByLabel('给哪个单位').selectOption('caizheng');
    await page.getByLabel('为什么').fill('比对由“一卡通”平台做，请财政局答复。');
    await page.getByRole('button', { name: '转办', exact: true }).click();
    await page.waitForURL(/\/console\/questions$/);
    await context.close();
  });

  test('the next unit answers; what is personal does not get through', async () => {
    const { page, context } = await signIn(browser, site, 'caizheng-clerk');
    await page.goto('/console/questions');
    await page.getByRole('link', { name: words }).click();
    await page.getByLabel('答复提问人').fill('不用回来，村委会会电话核实，核实前照常发。');
    await page.getByLabel('公开的问题').fill('老人不在本地，比对不上怎么办？打0999-0000 0017');
    await page.getByLabel('公开的答复').fill('村（居）委会电话核实，核实前照常发放。');
    await page.getByRole('button', { name: '送审' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('联系方式');
    await page.getByLabel('公开的问题').fill('老人不在本地，比对不上怎么办？');
    await page.getByRole('button', { name: '送审' }).click();
    await page.getByText('等第二个人审定').first().waitFor();
    await context.close();
  });

  test('another person decides, and it is public', async () => {
    const { page, context } = await signIn(browser, site, 'caizheng-approver');
    await page.goto('/console/questions');
    await page.getByRole('link', { name: words }).click();
    await lookAt(page, 'consult-decide');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: '审定，答复提问人' }).click();
    await page.getByText('已经答复').first().waitFor();
    await context.close();
    const v = await visitor(browser, site);
    await v.page.goto(`/answers/${number}`);
    expect(await v.page.locator('main').textContent()).toContain('核实前照常发放');
    await lookAt(v.page, 'consult-answer');
    await v.page.goto(`/p/${policy}`);
    expect(await v.page.locator('#art-7 ~ .clause-part').first().textContent()).toContain('老人不在本地');
    await v.context.close();
  });

  test('the asker reads it with number and password, and says how clear it is', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    await page.goto('/ask/status');
    await page.getByLabel('查询编号').fill(number.toLowerCase());
    await page.getByLabel('查询密码').fill('aaaa-aaaa-aaaa');
    await page.getByRole('button', { name: '看答复' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('编号或密码不对');
    await page.getByLabel('查询密码').fill(password.replaceAll('-', ' '));
    await page.getByRole('button', { name: '看答复' }).click();
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('不用回来');
    expect(text).toContain('转给明河区财政局');
    await lookAt(page, 'consult-status');
    await page.getByLabel('清楚', { exact: true }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您').waitFor();
    await context.close();
  });

  test('the office sets channels and keys', async () => {
    const { page, context } = await signIn(browser, site, 'zhengfuban-office');
    for (const [name, path] of [
      ['office', '/console/consultation'],
      ['record', '/console/questions/record'],
      ['import', '/console/questions/import'],
    ] as const) {
      await page.goto(path);
      await lookAt(page, `consult-${name}`);
    }
    await context.close();
  });
});

describe('other channels and what many ask', () => {
  const words = '服务账户里的钱，子女能不能帮着用？';
  let policy = 0;
  let key = '';

  test('a question about a policy of the government goes to the department that drafted it', async () => {
    const q = encodeURIComponent('居家和社区养老服务补贴办法');
    const found = await fetch(`${site.origin}/api/v1/policies?q=${q}`);
    policy = ((await found.json()) as { policies: { no: number }[] }).policies[0]?.no ?? 0;
    const { page, context } = await visitor(browser, site);
    await page.goto(`/ask?about=${policy}`);
    expect(await page.locator('main').textContent()).toContain('由起草它的明河区民政局答复');
    await page.goto('/ask?about=-1');
    expect(await page.locator('.error-summary').textContent()).toContain('没有找到这份文件');
    await context.close();
  });

  test('the hotline’s system sends with a key, twice the same is one', async () => {
    const { page, context } = await signIn(browser, site, 'zhengfuban-office');
    await page.goto('/console/consultation');
    await page.getByLabel('给谁用').fill('热线平台');
    await page.getByLabel('记作哪个渠道').selectOption('hotline');
    await page.getByRole('button', { name: '发一把密钥' }).click();
    key = ((await page.locator('main .mono').first().textContent()) ?? '').trim();
    const send = (id: string, asker: string) =>
      fetch(`${site.origin}/api/v1/questions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ id, question: words, work: policy, clause: 'art-7', kind: '补贴', asker }),
      });
    const first = await send('RX-1', '甲');
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({ unit: 'minzheng', state: 'handling' });
    expect((await send('RX-1', '甲')).status).toBe(200);
    expect((await send('RX-2', '乙')).status).toBe(201);
    await context.close();
  });

  test('the hall’s list comes in as a file; a bad row keeps none of the others out', async () => {
    const { page, context } = await signIn(browser, site, 'zhengfuban-office');
    await page.goto('/console/questions/import');
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
    const head = await page.request.get('/console/questions/import/template.csv');
    const columns = [...((await head.text()).split(/\r?\n/)[0] ?? '').matchAll(/"([^"]+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(columns).toContain('外部编号');
    const row = (over: Record<string, string>) =>
      columns
        .map((k) => ({ 渠道: '大厅窗口', 提问日期: today, 登记号: String(policy), 条: '第七条', ...over })[k] ?? '')
        .join(',');
    const list = [
      columns.join(','),
      row({ 外部编号: 'DT-1', 问题: words, 联系方式: '0999-0000 0021' }),
      row({ 外部编号: 'DT-2', 问题: '' }),
    ];
    await page.locator('input[type=file]').setInputFiles({
      name: '大厅.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(list.join('\n')),
    });
    await page.locator('form[enctype="multipart/form-data"] button').first().click();
    await page.waitForLoadState();
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toMatch(/ZX-\d{4}-\d{5}/);
    expect(text).toContain('还没写要问什么');
    await context.close();
  });

  test('three people about one clause: the drafter explains it again, and looks again on a day', async () => {
    const { page, context } = await signIn(browser, site, 'minzheng-clerk');
    await page.goto('/console');
    await page
      .getByRole('link', { name: /二次解读：.*居家和社区.*第七条/ })
      .first()
      .click();
    expect(await page.locator('main').textContent()).toContain(words);
    await page.getByRole('button', { name: '记下解读' }).click();
    expect(await page.locator('.error-summary').count()).toBe(1);
    await page.getByLabel('新的解读是哪一件').selectOption({ index: 1 });
    await page.getByLabel('这次讲清楚了什么').fill('账户只认老人本人。');
    const later = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('哪天再看大家懂了没有').fill(later);
    await page.getByRole('button', { name: '记下解读' }).click();
    await page.getByText(`约定${later}再看`).waitFor();
    await lookAt(page, 'consult-second');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: '看过了，大家懂了' }).click();
    await page.getByText('看过了。').waitFor();
    await context.close();
  });
});
