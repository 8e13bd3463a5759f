// What the check finds on file: a department sees how much of it there is, reads one, and decides on it on a document.
import { expect, test } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';

test('a department waives a finding on a document, and the history says so', async ({ page }, info) => {
  await signIn(page, 'province');
  await page.getByRole('navigation', { name: '我的工作' }).getByRole('link', { name: '核验问题' }).click();
  await expect(heading(page)).toHaveText('核验问题');
  await expect(page.getByRole('table', { name: /按规则/ })).toBeVisible();
  await expectSound(page, 'findings');

  // Each project decides on a rule of its own: all three work on one demonstration.
  const rule = { desktop: 'D01', phone: 'X10', 'no-script': 'X17' }[info.project.name] ?? 'D01';
  await page.getByLabel('规则', { exact: true }).selectOption(rule);
  await page.getByRole('button', { name: '查询' }).click();
  await page.locator('#main').getByRole('link', { name: new RegExp(`^${rule} `) }).first().click();
  await expect(heading(page)).toContainText(rule);
  await expect(page.getByText('发现问题')).toBeVisible();
  await expectSound(page, 'finding');

  await page.getByLabel('理由').fill('已核对原件，登记有误，正在更正');
  await page.getByLabel('所依据的文件').fill('豫建函〔2026〕12号');
  await page.getByRole('button', { name: '决定不作问题处理' }).click();
  await expect(page.locator('.tags')).toContainText('不作问题处理');
  await expect(page.locator('.timeline')).toContainText('依据 豫建函〔2026〕12号');
  await expectSound(page, 'finding-waived');
  await signOut(page);
});

test('a finding stands on the page of the enterprise, and its slack with it', async ({ page }) => {
  await signIn(page, 'province');
  await page.goto('/findings?rule=D01');
  const firm = page.locator('.data a[href^="/enterprises/"]').first();
  await firm.click();
  await expect(page.locator('#findings')).toContainText('D01');
  await expectSound(page, 'enterprise-findings');
  await page.locator('#findings').getByRole('link', { name: '资质余量' }).click();
  await expect(heading(page)).toHaveText('资质余量');
  await expect(page.getByText(/少 \d+ 人/).first()).toBeVisible();
  await expectSound(page, 'standing');

  await page.goto('/findings?rule=X10&state=all');
  await page.locator('.data a[href^="/people/"]').first().click();
  await page.locator('#findings').getByRole('link', { name: '如果离开' }).click();
  await expect(heading(page)).toHaveText('离开的影响');
  await expectSound(page, 'departure');
  await signOut(page);
});

test('nobody who is not signed in sees findings', async ({ page }) => {
  await page.goto('/findings');
  await expect(heading(page)).toHaveText('登录');
});
