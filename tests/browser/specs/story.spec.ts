// The hall from the first day to the last: an enterprise registers, is let in, files by form and by workbook, is reviewed
// by three tiers, and an auditor reads all of it. `scripts/test` tells it on both databases.
import { expect, test, type Page } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';
import { withCells } from '../workbook.js';

// Where `siku demo` has its county.
const REGION = ['410000', '410100', '410104'] as const;
const FIRM = { code: '91410100MA0009028N', name: '河南嵩岳建设有限公司', login: 'songyue', password: '嵩山少林一九八二年的秋天' };
const ROWS = 200;
// Each twelfth part of the rows has another mistake: the column, what stands there, what should.
const MISTAKES = [
  { column: 'X', wrong: '2018-06-30', right: '2020-06-30' },
  { column: 'F', wrong: '', right: '410104' },
  { column: 'W', wrong: '2019年13月', right: '2019-04-01' },
  { column: 'X', wrong: '尚未竣工', right: '2020-06-30' },
] as const;
const WRONG_ROWS = Array.from({ length: 12 }, (_, nth) => ({ row: 10 + nth * 15, mistake: MISTAKES[nth % MISTAKES.length]! }));

test.describe.configure({ mode: 'serial' });
test.skip(({ javaScriptEnabled, isMobile }) => javaScriptEnabled === false || isMobile, 'one telling is enough');

async function register(page: Page): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('统一社会信用代码').fill(FIRM.code);
  await page.getByLabel('企业名称').fill(FIRM.name);
  for (const [nth, tier] of ['province', 'city', 'county'].entries()) {
    await page.locator(`select[name=${tier}]`).selectOption(REGION[nth]!);
  }
  await page.getByLabel('姓名').fill('王建国');
  await page.getByLabel('联系电话').fill('13800000000');
  await page.getByLabel('登录名').fill(FIRM.login);
  await page.getByLabel('密码', { exact: true }).fill(FIRM.password);
  await page.getByLabel('再输入一次密码').fill(FIRM.password);
  await page.getByRole('button', { name: '提交注册' }).click();
  await expect(page.getByRole('status').first()).toContainText('请等待主管部门核验');
}

/** Fills in one of the works that are filed by form. */
async function fillForm(page: Page, nth: number): Promise<void> {
  await page.getByLabel('项目名称', { exact: true }).fill(`嵩岳公司承建的第 ${nth} 幢办公楼`);
  await page.getByLabel('项目所在地').fill('河南省-郑州市-管城回族区');
  await page.getByLabel('建设单位', { exact: true }).fill('管城回族区机关事务局');
  await page.getByLabel('开工日期', { exact: true }).fill('2019-04-01');
  await page.getByLabel('竣工日期', { exact: true }).fill('2020-06-30');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status').first()).toContainText('已保存');
}

/** Uploads a workbook and waits for what is found in it. */
async function upload(page: Page, name: string, buffer: Buffer, verdict: string): Promise<void> {
  await page.goto('/imports');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('工作簿', { exact: true }).setInputFiles({ name, mimeType, buffer });
  await page.getByRole('button', { name: '上传并检查' }).click();
  await expect(page.getByText(verdict)).toBeVisible({ timeout: 60_000 });
}

async function download(page: Page, link: string): Promise<Buffer> {
  const address = await page.getByRole('link', { name: link }).getAttribute('href');
  const answer = await page.request.get(address!);
  expect(answer.status()).toBe(200);
  return answer.body();
}

/** Files the rows of a workbook that are sound, and gives the number of the filing. */
async function file(page: Page, rows: number): Promise<string> {
  await page.getByRole('link', { name: `申报通过的 ${rows} 行` }).click();
  await expect(heading(page)).toHaveText('核对并提交');
  await page.getByRole('button', { name: `提交 ${rows} 条` }).click();
  await expect(page).toHaveURL(/\/filings\/F-\d{6}-\d{8}-\d{6}$/);
  return page.url().split('/').pop()!;
}

/** Approves all that waits of a filing. */
async function approve(page: Page, number: string): Promise<void> {
  await page.goto(`/filings/${number}/review`);
  await page.getByLabel('通过', { exact: true }).check();
  const all = page.getByRole('button', { name: /^对全部 \d+ 项作出结论$/ });
  if (await all.isVisible()) {
    await all.click();
  } else {
    for (const box of await page.locator('[name=places]').all()) await box.check();
    await page.getByRole('button', { name: '对选中的项作出结论' }).click();
  }
  await expect(page.getByRole('status').first()).toContainText('审核结论已作出', { timeout: 60_000 });
}

test('from registration to the auditor', async ({ page }) => {
  test.setTimeout(600_000);
  page.setDefaultTimeout(15_000);
  const filings: string[] = [];

  await test.step('an enterprise registers, and the county lets it in', async () => {
    await register(page);
    await signOut(page);
    await signIn(page, 'county');
    await page.goto('/admin/organisations?state=pending');
    await page.getByRole('link', { name: FIRM.name }).click();
    await page.getByLabel('通过', { exact: false }).first().check();
    await page.getByRole('button', { name: '确定' }).click();
    await expect(page.locator('main')).toContainText('已核验');
    await signOut(page);
  });

  await test.step('it files three works by form', async () => {
    await signIn(page, FIRM.login, FIRM.password);
    await page.goto('/filings/new?kind=performance&act=backfill');
    await fillForm(page, 1);
    filings.push((await page.locator('main .number').first().innerText()).trim());
    for (const nth of [2, 3]) {
      await page.getByRole('link', { name: '再填一项' }).click();
      await fillForm(page, nth);
    }
    await page.getByRole('link', { name: '核对并提交' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await expect(page.getByRole('status').first()).toContainText('已提交');
  });

  await test.step('and two hundred by workbook, of which twelve are wrong', async () => {
    await page.goto('/imports');
    const template = await download(page, '补录历史业绩');
    const cells: Record<string, string> = {};
    for (let row = 2; row < ROWS + 2; row += 1) {
      const work = { A: `嵩岳公司补录业绩第 ${row - 1} 号楼`, F: '410104', H: '管城回族区教育局', K: '5200.5', W: '2019-04-01', X: '2020-06-30' };
      for (const [column, text] of Object.entries(work)) cells[`${column}${row}`] = text;
    }
    for (const { row, mistake } of WRONG_ROWS) cells[`${mistake.column}${row}`] = mistake.wrong;
    await upload(page, '历史业绩.xlsx', withCells(template, '业绩补录', cells), '共 200 行：188 行可以申报，12 行有误');
    for (const { row, mistake } of WRONG_ROWS) {
      await expect(page.locator('main')).toContainText(`${mistake.column}${row}`);
    }
    await expectSound(page, 'story-checked');
    const repaired = await download(page, '下载标注了问题的工作簿');
    filings.push(await file(page, 188));
    const mended = WRONG_ROWS.map(({ row, mistake }) => [`${mistake.column}${row}`, mistake.right]);
    await upload(page, '历史业绩-更正.xlsx', withCells(repaired, '业绩补录', Object.fromEntries(mended)), '共 200 行：12 行可以申报，188 行已申报或已在库');
    filings.push(await file(page, 12));
    await signOut(page);
  });

  await test.step('the county returns one, and approves the rest', async () => {
    await signIn(page, 'county');
    await page.goto(`/filings/${filings[0]}/review`);
    await page.locator('[name=places][value="2"]').check();
    await page.getByLabel('退回补正', { exact: true }).check();
    await page.locator('select[name=reason_code]').selectOption({ index: 1 });
    await page.getByLabel('审核意见').fill('面积与验收证明不一致');
    await page.getByRole('button', { name: '对选中的项作出结论' }).click();
    await expect(page.getByRole('status').first()).toContainText('审核结论已作出');
    for (const number of filings) await approve(page, number);
    await signOut(page);
  });

  await test.step('it mends what was returned', async () => {
    await signIn(page, FIRM.login, FIRM.password);
    await page.goto(`/filings/${filings[0]}`);
    await expect(page.locator('main')).toContainText('面积与验收证明不一致');
    await page.getByRole('link', { name: /修改\s*第 2 项/ }).click();
    await page.getByLabel('总面积').fill('6000');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('link', { name: '核对并提交' }).click();
    await expect(heading(page)).toHaveText('核对并提交');
    await page.getByRole('button', { name: '确认提交' }).click();
    await expect(page.getByRole('status').first()).toContainText('已提交');
    await signOut(page);
  });

  await test.step('city and province approve', async () => {
    await signIn(page, 'county');
    await approve(page, filings[0]!);
    await signOut(page);
    for (const tier of ['city', 'province']) {
      await signIn(page, tier);
      for (const number of filings) await approve(page, number);
      await signOut(page);
    }
  });

  await test.step('anybody sees all of them, with level A', async () => {
    const answer = await page.request.get(`/api/v1/projects?q=${encodeURIComponent('嵩岳公司')}&count=true`);
    expect((await answer.json()).total).toBe(203);
    for (const name of ['嵩岳公司承建的第 2 幢办公楼', '嵩岳公司补录业绩第 9 号楼']) {
      await page.goto(`/projects?q=${encodeURIComponent(name)}`);
      await page.getByRole('link', { name, exact: true }).click();
      await expect(heading(page)).toHaveText(name);
      await expect(page.locator('main')).toContainText('A 级');
    }
    await expectSound(page, 'story-project');
  });

  await test.step('the auditor reads every step, before and after, and can change nothing', async () => {
    await signIn(page, 'auditor');
    await page.locator('main').getByRole('link', { name: '台账', exact: true }).click();
    await expect(heading(page)).toHaveText('台账');
    await page.getByLabel('受理或申报编号').fill(filings[0]!);
    await page.getByRole('button', { name: '查询' }).click();
    // The province's approval, with what it did to the projects; below it the city's, the county's, the enterprise's.
    const rows = page.locator('table tbody tr');
    for (const who of ['省级审核员', '市级审核员', '县级审核员', '王建国']) {
      await expect(rows.filter({ hasText: who }).first()).toBeVisible();
    }
    await expectSound(page, 'story-ledger');
    await rows.filter({ hasText: '项目' }).filter({ hasText: '省级审核员' }).getByRole('rowheader').getByRole('link').first().click();
    await expect(heading(page)).toHaveText('台账条目');
    await expect(page.locator('table.change').first()).toContainText('嵩岳公司承建的第');
    await expect(page.locator('main')).toContainText('省级审核');
    await expectSound(page, 'story-ledger-project');
    await page.goto(`/ledger?filing=${filings[0]}&actor=city`);
    await rows.first().getByRole('rowheader').getByRole('link').click();
    await expect(page.locator('table.change').filter({ hasText: '市级' }).filter({ hasText: '省级' }).first()).toBeVisible();
    await expectSound(page, 'story-ledger-filing');

    await page.goto(`/filings/${filings[0]}`);
    await expect(page.locator('main form')).toHaveCount(0);
    const token = await page.locator('input[name=csrf_token]').first().inputValue();
    for (const path of [`/filings/${filings[0]}/review`, `/filings/${filings[0]}/claims`, `/filings/${filings[0]}/withdrawal`, '/admin/accounts']) {
      const refused = await page.request.post(path, { form: { csrf_token: token } });
      expect([403, 404, 405], path).toContain(refused.status());
    }
  });
});
