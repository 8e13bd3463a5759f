// The hall as people meet it: an enterprise files, the departments review tier by tier, with script and without.
import { expect, test, type Page } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';

/** A name that no other run of these tests files. */
const called = (name: string) => `${name}（${test.info().project.name}）`;

async function fillBackfill(page: Page, name: string): Promise<void> {
  await page.getByLabel('项目名称', { exact: true }).fill(name);
  await page.getByLabel('项目所在地').fill('河南省-郑州市-金水区');
  await page.getByLabel('建设单位', { exact: true }).fill('金水区教育局');
  await page.getByLabel('开工日期', { exact: true }).fill('2019-04-01');
  await page.getByLabel('竣工日期', { exact: true }).fill('2020-06-30');
}

/** Decides on everything that waits here of a filing. */
async function decide(page: Page, login: string, number: string, verdict: string): Promise<void> {
  await signIn(page, login);
  await page.goto(`/filings/${number}/review`);
  for (const box of await page.locator('[name=places]').all()) await box.check();
  await page.getByLabel(verdict, { exact: true }).check();
  await page.getByRole('button', { name: '对选中的项作出结论' }).click();
  await expect(page.getByRole('status').first()).toContainText('审核结论已作出');
  await signOut(page);
}

test('performance is filed by form, returned, mended and enters the registry tier by tier', async ({ page }) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(10_000);
  await signIn(page, 'filer');
  await page.goto('/filings');
  await expectSound(page, 'filings');
  await page.getByRole('link', { name: '新建申报' }).click();
  await expect(heading(page)).toHaveText('新建申报');
  await expectSound(page, 'filing-new');
  await page.getByRole('link', { name: '补录历史业绩' }).click();
  await expect(heading(page)).toHaveText('工程业绩：补录历史业绩');
  await expectSound(page, 'filing-form');

  // Nothing is lost, and everything that is wrong is said at once.
  await page.getByLabel('项目名称', { exact: true }).fill(called('金水区第三小学教学楼'));
  await page.getByLabel('开工日期', { exact: true }).fill('2019年13月');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toContainText('请更正以下内容');
  await expect(page.getByLabel('开工日期', { exact: true })).toHaveValue('2019年13月');
  await expectSound(page, 'filing-form-wrong');
  await fillBackfill(page, called('金水区第三小学教学楼'));
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status').first()).toContainText('已保存为草稿');
  const number = (await page.locator('main .number').first().innerText()).trim();
  await page.getByRole('link', { name: '再填一项' }).click();
  await fillBackfill(page, called('金水区第四小学综合楼'));
  await page.getByRole('button', { name: '保存' }).click();

  // An attachment that lies about its type is refused by name; a sound one is taken.
  await page.getByLabel('文件').setInputFiles({ name: '证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
  await page.getByRole('button', { name: '上传' }).click();
  await expect(page.getByRole('alert')).toContainText('证明.pdf');
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await page.getByLabel('文件').setInputFiles({ name: '竣工验收证明.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.getByRole('button', { name: '上传' }).click();
  await expect(page.getByRole('status').first()).toContainText('附件已上传');
  await expectSound(page, 'filing-draft');
  await page.getByRole('link', { name: '核对并提交' }).click();
  await expect(heading(page)).toHaveText('核对并提交');
  await expectSound(page, 'submission');
  await page.getByRole('button', { name: '确认提交' }).click();
  await expect(page.getByRole('status').first()).toContainText('已提交');
  await expectSound(page, 'filing-submitted');
  await signOut(page);

  // The county returns one item for a coded reason.
  await signIn(page, 'county');
  await page.goto('/filing-tasks');
  await expectSound(page, 'filing-tasks');
  await page.goto(`/filings/${number}/review`);
  await page.getByRole('button', { name: '领办' }).click();
  await expect(page.getByRole('status').first()).toContainText('已领办');
  await expectSound(page, 'review');
  await page.locator('[name=places][value="1"]').check();
  await page.getByLabel('退回补正', { exact: true }).check();
  await page.getByRole('button', { name: '对选中的项作出结论' }).click();
  await expect(page.getByRole('alert')).toContainText('须选择理由');
  await expectSound(page, 'review-refused');
  await page.locator('select[name=reason_code]').selectOption({ index: 1 });
  await page.getByLabel('审核意见').fill('验收证明第二页缺章');
  await page.getByRole('button', { name: '对选中的项作出结论' }).click();
  await expect(page.getByRole('status').first()).toContainText('审核结论已作出');
  await signOut(page);

  // The filer sees it first of all, with the reason, and mends it.
  await signIn(page, 'filer');
  await page.goto('/filings');
  await expect(page.locator('.turns')).toContainText('退回 1 项');
  await expectSound(page, 'filings-returned');
  await page.goto(`/filings/${number}`);
  await page.getByRole('link', { name: /修改\s*第 1 项/ }).click();
  await page.getByLabel('竣工日期', { exact: true }).fill('2020-07-15');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '核对并提交' }).click();
  await expect(heading(page)).toHaveText('核对并提交');
  await page.getByRole('button', { name: '确认提交' }).click();
  await expect(page.getByRole('status').first()).toContainText('已提交');
  await signOut(page);

  for (const tier of ['county', 'city', 'province']) await decide(page, tier, number, '通过');

  await signIn(page, 'filer');
  await page.goto(`/filings/${number}`);
  await expect(page.locator('.verdict')).toContainText('2 项已经生效');
  await expectSound(page, 'filing-in-force');
  await page.goto(`/filings/${number}/decision`);
  await expect(heading(page)).toHaveText('办理结果通知单');
  await expectSound(page, 'decision');
  await signOut(page);

  // Anybody finds it, with the level that the province's approval gives.
  await page.goto(`/projects?q=${encodeURIComponent(called('金水区第三小学教学楼'))}`);
  await page.locator('tbody a').first().click();
  await expect(page.locator('main')).toContainText('A 级');
  await expectSound(page, 'filed-project');
});

test('forms are filled in with what is on file', async ({ page }) => {
  await signIn(page, 'filer');
  await page.goto('/filings/new?kind=enterprise-profile');
  await expect(page.getByLabel('企业名称', { exact: true })).not.toHaveValue('');
  await expectSound(page, 'profile-form');
  await page.goto('/filings/new?kind=registration&act=leave');
  await expectSound(page, 'registration-form');
});

test('who may not, is told or finds nothing', async ({ page }) => {
  await page.goto('/filings');
  await expect(page).toHaveURL(/\/login\?next=/);
  await signIn(page, 'auditor');
  await page.goto('/filings/new');
  await expect(page.locator('main')).toContainText('企业申报员');
  await page.goto('/filings');
  await expect(heading(page)).toHaveText('申报登记');
  await expect(page.getByRole('link', { name: '新建申报' })).toHaveCount(0);
  await expectSound(page, 'filings-auditor');
  await page.goto('/ledger?without_commands=true');
  await expect(heading(page)).toHaveText('台账');
  await expectSound(page, 'ledger');
  await page.locator('table tbody').getByRole('rowheader').getByRole('link').first().click();
  await expect(heading(page)).toHaveText('台账条目');
  await expectSound(page, 'ledger-entry');
});
