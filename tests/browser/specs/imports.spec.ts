// Filing by workbook, as a person meets it: uploaded, watched, looked over, filed; with script and without.
import { expect, test } from '@playwright/test';

import { expectSound, heading, signIn } from '../support.js';

const HEADERS = ['项目名称', '项目所在地', '建设单位名称', '总面积（平方米）', '开工日期', '竣工日期'];

/** Works of long ago; the last was finished before it was begun. Each browser has its own. */
function workbook(project: string): Buffer {
  const works = ['第一小学教学楼', '第二小学教学楼', '第三小学教学楼'].map((name, nth) => [
    `${project}${name}`, '410105', '金水区教育局', '5200.5', '2019-04-01', nth === 2 ? '2018-06-30' : '2020-06-30',
  ]);
  return Buffer.from([HEADERS, ...works].map((row) => row.join(',')).join('\r\n'));
}

test('a workbook is uploaded, watched, looked over and filed', async ({ page }) => {
  const { name: project, use } = test.info().project;
  await signIn(page, 'filer');
  await page.goto('/');
  await page.getByRole('link', { name: '业绩批量补录' }).click();
  await expect(heading(page)).toHaveText('业绩批量补录');
  await expectSound(page, 'imports');
  const file = { name: `业绩-${project}.csv`, mimeType: 'text/csv', buffer: workbook(project) };
  await page.getByLabel('工作簿', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await expect(heading(page)).toHaveText(file.name);
  const verdict = page.getByText('共 3 行：2 行可以申报，1 行有误。');
  if (use.javaScriptEnabled === false) {
    await expect(async () => {
      const reload = page.getByRole('link', { name: '刷新，查看进度' });
      if (await reload.isVisible()) await reload.click();
      await expect(verdict).toBeVisible({ timeout: 1_000 });
    }).toPass();
  } else {
    await expect(verdict).toBeVisible({ timeout: 20_000 });
  }
  await expect(page.locator('table')).toContainText('F4');
  await expect(page.locator('table')).toContainText('2018-06-30');
  await expectSound(page, 'import-checked');
  const repaired = await page.request.get(await page.getByRole('link', { name: '下载标注了问题的工作簿' }).getAttribute('href') ?? '');
  expect(repaired.headers()['content-type']).toContain('spreadsheetml');

  await page.getByRole('link', { name: '申报通过的 2 行' }).click();
  await expect(heading(page)).toHaveText('核对并提交');
  await expectSound(page, 'import-filing');
  await page.getByRole('button', { name: '提交 2 条' }).click();
  await expect(page).toHaveURL(/\/filings\/F-\d{6}-\d{8}-\d{6}$/);

  await page.goto('/imports');
  await page.getByRole('link', { name: file.name }).click();
  await expect(page.getByRole('link', { name: /^查看申报 F-/ })).toBeVisible();
  await expectSound(page, 'import-filed');
});

test('a file that is no workbook is told by name', async ({ page }) => {
  await signIn(page, 'filer');
  await page.goto('/imports');
  const buffer = Buffer.from(`%PDF-1.7 ${test.info().project.name}`);
  await page.getByLabel('工作簿', { exact: true }).setInputFiles({ name: '合同.xlsx', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: '上传并检查' }).click();
  const reload = page.getByRole('link', { name: '刷新，查看进度' });
  await expect(async () => {
    if (await reload.isVisible()) await reload.click();
    await expect(page.getByText('这个文件无法读取')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.locator('main')).toContainText('PDF');
  await expectSound(page, 'import-failed');
});
