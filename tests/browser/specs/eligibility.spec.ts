// The question of the bid room: may this firm undertake it, may this person lead it.
import { expect, test } from '@playwright/test';

import { expectSound, heading } from '../support.js';

test('a question is answered in one sentence, then rule by rule', async ({ page, request }) => {
  const firms = await (await request.get('/api/v1/enterprises?limit=100')).json();
  const firm = firms.items.find((one: { qualifications: string[] }) =>
    one.qualifications.some((title) => title === '建筑工程施工总承包三级'));
  await page.goto('/eligibility');
  await expect(heading(page)).toHaveText('能否承接、能否担任');
  await expectSound(page, 'eligibility-blank');

  // What is missing is told at its field.
  await page.getByLabel('企业', { exact: true }).fill(firm.name);
  await page.getByRole('button', { name: '核对' }).click();
  await expect(page.getByRole('alert')).toContainText('工程类别');
  await expect(page.getByLabel('企业', { exact: true })).toHaveValue(firm.name);
  await expectSound(page, 'eligibility-wrong');

  await page.getByLabel('工程类别').selectOption('施工总承包/建筑工程/房屋建筑');
  await page.getByLabel('建筑高度（m）').fill('50.001');
  await page.getByRole('button', { name: '核对' }).click();
  await expect(page.locator('.verdict')).toContainText('不可以');
  await expect(page.locator('.findings')).toContainText('建筑高度 50.001 m，不超过50 m');
  await expect(page.locator('.findings')).toContainText('建设工程质量管理条例第六十条');
  await expectSound(page, 'eligibility-may-not');

  await page.getByLabel('建筑高度（m）').fill('50');
  await page.getByLabel('项目建筑面积（㎡）').fill('8000');
  await page.getByLabel('单跨跨度（m）').fill('9');
  await page.getByRole('button', { name: '核对' }).click();
  await expect(page.locator('.findings > li').first()).toContainText('三级资质可以承揽这一规模的工程');
  await expectSound(page, 'eligibility-answer');
  await page.locator('.findings').getByRole('link', { name: 'X01', exact: true }).click();
  await expect(heading(page)).toHaveText('核验规则');
  await expect(page.locator('#X01')).toContainText('建设工程质量管理条例第六十条');
  await expectSound(page, 'rules');
});
