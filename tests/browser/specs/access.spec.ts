// The door: signing in and out, registering, one's own account; as a person meets it, with script and without.
import { createHmac } from 'node:crypto';

import { expect, test, type Page } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';

const pressMain = (page: Page) => page.locator('main button[type=submit]').first().click();

test('a reviewer signs in, sees their account, and signs out', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: '登录', exact: true }).click();
  await expect(heading(page)).toHaveText('登录');
  await expectSound(page, 'login');
  await signIn(page, 'county');
  await expect(page.locator('.visitor')).toContainText('县级审核员');
  await expectSound(page, 'account');
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('link', { name: '登录', exact: true })).toBeVisible();
  await page.goto('/account');
  await expect(page).toHaveURL(/\/login\?next=/);
});

test('a wrong password is said at the field, and nothing else', async ({ page }) => {
  await page.goto('/login');
  const nobody = `nobody-${test.info().project.name}`;
  await page.getByLabel('登录名').fill(nobody);
  await page.getByLabel('密码').fill('not the password');
  await pressMain(page);
  await expect(page.getByRole('alert')).toContainText('登录名或密码不对');
  await expect(page.getByLabel('登录名')).toHaveValue(nobody);
  await expect(page.getByLabel('密码')).toHaveValue('');
  await expectSound(page, 'login-refused');
});

test('an enterprise registers, tier by tier, and waits to be let in', async ({ page }) => {
  await page.goto('/register');
  await expectSound(page, 'register');
  await page.getByLabel('统一社会信用代码').fill('91410100MA0000007G');
  await page.getByLabel('企业名称').fill('河南测试建设有限公司');
  for (const [tier, value] of [['province', '410000'], ['city', '410100'], ['county', '410105']] as const) {
    await page.locator(`select[name=${tier}]`).selectOption(value);
    // Without script the next tier comes with the answer.
    if (test.info().project.use.javaScriptEnabled === false && tier !== 'county') {
      await page.locator('button[name=step]').click();
    }
  }
  await page.getByLabel('姓名').fill('王建国');
  await page.getByLabel('联系电话').fill('13800000000');
  await page.getByLabel('登录名').fill(`clerk-${test.info().project.name}`);
  await page.getByLabel('密码', { exact: true }).fill('嵩山少林一九八二年的秋天');
  await page.getByLabel('再输入一次密码').fill('不是同一句话');
  await page.getByRole('button', { name: '提交注册' }).click();
  await expect(page.getByRole('alert')).toContainText('两次输入的密码不一致');
  await expect(page.getByLabel('企业名称')).toHaveValue('河南测试建设有限公司');
  await expectSound(page, 'register-refused');
  await page.getByLabel('密码', { exact: true }).fill('嵩山少林一九八二年的秋天');
  await page.getByLabel('再输入一次密码').fill('嵩山少林一九八二年的秋天');
  await page.getByRole('button', { name: '提交注册' }).click();
  await expect(page.getByRole('status').first()).toContainText('请等待主管部门核验');
  await expectSound(page, 'registered');
});

test('settings of an account', async ({ page }) => {
  await signIn(page, 'filer');
  for (const [name, link, title] of [
    ['contact', '修改联系方式', '修改联系方式'],
    ['password', '修改密码', '修改密码'],
    ['second-factor', '登录动态码', '登录动态码'],
    ['tokens', '供程序使用的令牌', '供程序使用的令牌'],
  ] as const) {
    await page.goto('/account');
    await page.locator('main').getByRole('link', { name: link }).click();
    await expect(heading(page)).toHaveText(title);
    await expectSound(page, `account-${name}`);
  }
});

// Days that no other run of this test names.
const AWAY = { desktop: '2027-01', phone: '2027-02', 'no-script': '2027-03' };

test('a reviewer who will be away names a deputy, and takes it back', async ({ page }) => {
  const month = AWAY[test.info().project.name as keyof typeof AWAY];
  await signIn(page, 'county');
  await page.locator('main').getByRole('link', { name: '离岗代理' }).click();
  await expect(heading(page)).toHaveText('离岗代理');
  await expectSound(page, 'delegations');
  await page.getByLabel('代理人', { exact: true }).selectOption({ label: '县级复核员' });
  await page.getByLabel('第一天').fill(`${month}-05`);
  await page.getByLabel('最后一天').fill(`${month}-01`);
  await page.getByRole('button', { name: '指定' }).click();
  await expect(page.getByRole('alert')).toContainText('请更正以下内容');
  await expectSound(page, 'delegation-refused');
  await page.getByLabel('最后一天').fill(`${month}-09`);
  await page.getByRole('button', { name: '指定' }).click();
  const named = page.locator('tbody tr').filter({ hasText: `${month}-05` });
  await expect(named).toContainText('县级复核员');
  await expectSound(page, 'delegation-named');
  await named.getByRole('button', { name: '结束' }).click();
  await expect(named).toContainText('撤回');
});

test('a second factor is offered as a drawing and as text', async ({ page }) => {
  await signIn(page, 'city');
  await page.goto('/account/second-factor');
  const begin = page.getByRole('button', { name: '开始设置' });
  if (await begin.isVisible()) await begin.click();
  await expect(page.locator('svg.qr')).toBeVisible();
  await expect(page.locator('main .secret')).toHaveText(/^([A-Z2-7]{4} ?)+/);
  await expectSound(page, 'second-factor');
});

test('whoever looks after accounts', async ({ page }) => {
  await signIn(page, 'bureau');
  for (const [name, path] of [
    ['organisations', '/admin/organisations?state='],
    ['accounts', '/admin/accounts'],
    ['new-account', '/admin/accounts/new'],
  ] as const) {
    await page.goto(path);
    await expect(heading(page)).toBeVisible();
    await expectSound(page, name);
  }
  await page.goto('/admin/organisations?state=verified');
  await page.locator('tbody a').first().click();
  await expect(page.getByRole('heading', { name: '企业库中的登记' })).toBeVisible();
  await expectSound(page, 'organisation');
  await page.goto('/admin/departments');
  await expect(page.locator('main')).toContainText('系统管理员');
  await expectSound(page, 'forbidden');
});

test('what administrators set, and whom they look after', async ({ page }) => {
  await signIn(page, 'system');
  for (const [name, path, title] of [
    ['departments', '/admin/departments', '部门'],
    ['routes', '/admin/routes', '审核层级'],
    ['calendar', '/admin/calendar', '工作日历'],
    ['accounts-system', '/admin/accounts', '账号管理'],
  ] as const) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(title);
    await expectSound(page, name);
  }
  await signOut(page);
  await signIn(page, 'bureau');
  await page.goto('/admin/routes');
  await expect(heading(page)).toHaveText('审核层级');
  await expectSound(page, 'routes-bureau');
  await page.goto('/admin/accounts');
  await page.getByRole('link', { name: '县级复核员' }).click();
  await expect(heading(page)).toHaveText('县级复核员');
  await expectSound(page, 'managed-account');
  await page.locator('main').getByRole('link', { name: '离岗代理' }).click();
  await expect(heading(page)).toHaveText('离岗代理：县级复核员');
  await expectSound(page, 'managed-delegations');
});

test('notices, and a token that is shown once', async ({ page }) => {
  await signIn(page, 'firm');
  await page.goto('/notices');
  await expect(heading(page)).toHaveText('通知');
  await expectSound(page, 'notices');
  await page.goto('/account/tokens');
  await page.getByLabel('用途').fill(`业务系统 ${test.info().project.name}`);
  await page.locator('[name=scopes]').first().check();
  await page.getByRole('button', { name: '创建', exact: true }).click();
  await expect(page.locator('main .secret')).toContainText('siku_');
  await expectSound(page, 'shown-once');
});

/** The one-time password of now (RFC 6238), as an app on a telephone shows it. */
function oneTimePassword(secret: string): string {
  const digits = [...secret.replace(/ /g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('a second factor is asked for, and a recovery code takes its place', async ({ page, browser }) => {
  // The account can begin once: one browser does it, as wide as a desk and as narrow as a telephone.
  test.skip(test.info().project.name !== 'desktop', 'once for all');
  const expectSoundWideAndNarrow = async (on: Page, name: string): Promise<void> => {
    await expectSound(on, name);
    await on.setViewportSize({ width: 320, height: 640 });
    await expectSound(on, `${name}-narrow`);
    await on.setViewportSize({ width: 1280, height: 900 });
  };
  await signIn(page, 'security');
  await page.goto('/account/second-factor');
  await page.getByRole('button', { name: '开始设置' }).click();
  const secret = await page.locator('main .secret').first().innerText();
  await page.getByLabel('动态码', { exact: true }).fill(oneTimePassword(secret));
  await page.getByRole('button', { name: '开启' }).click();
  await expect(heading(page)).toHaveText('动态码登录已开启');
  await expectSoundWideAndNarrow(page, 'recovery-codes');
  const codes = await page.locator('main .secret').allInnerTexts();
  await page.goto('/account/second-factor');
  await expect(page.locator('main')).toContainText('动态码登录已开启');
  await expectSoundWideAndNarrow(page, 'second-factor-in-force');
  await signOut(page);

  const arrive = async (on: Page): Promise<void> => {
    await on.goto('/login');
    await on.getByLabel('登录名').fill('security');
    await on.getByLabel('密码').fill('siku-demo-2026');
    await on.locator('main button[type=submit]').first().click();
    await expect(heading(on)).toHaveText('输入动态码');
  };
  await arrive(page);
  await expectSoundWideAndNarrow(page, 'login-second-factor');
  await page.getByLabel('动态码或恢复码').fill('000000');
  await page.getByRole('button', { name: '继续' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectSoundWideAndNarrow(page, 'login-second-factor-refused');
  await page.getByLabel('动态码或恢复码').fill(codes[0]!.trim());
  await page.getByRole('button', { name: '继续' }).click();
  await expect(heading(page)).toHaveText('我的账号');

  // Without script it is the same; a code that was used lets nobody in.
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await arrive(plain);
  for (const [code, title] of [[codes[0]!, '输入动态码'], [codes[1]!, '我的账号']] as const) {
    await plain.getByLabel('动态码或恢复码').fill(code.trim());
    await plain.getByRole('button', { name: '继续' }).click();
    await expect(heading(plain)).toHaveText(title);
  }
  await plain.context().close();
});
