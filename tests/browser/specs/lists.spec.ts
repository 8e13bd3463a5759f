// Lists as a person leafs through them: nothing found, a region tier by tier, the next page, all of a record, on paper.
import { expect, test, type Page } from '@playwright/test';

import { expectNoSidewaysScroll, expectNoViolations, shot } from '../support.js';

const submit = (page: Page) => page.locator('form.filters button[type=submit]').click();

async function expectSound(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, name);
}

/** A name with one wrong character, which no name has. */
const mistyped = (name: string) => `${name.slice(0, -1)}龘`;

test('a mistyped enterprise: what was searched, and what was meant', async ({ page, request }) => {
  const [firm] = (await (await request.get('/api/v1/enterprises?limit=1')).json()).items;
  await page.goto('/enterprises');
  await page.getByLabel('企业名称或代码').fill(mistyped(firm.name));
  await submit(page);
  const answer = page.locator('.why-not');
  await expect(answer.getByRole('heading', { level: 2 })).toHaveText('没有找到符合条件的记录');
  await expect(answer).toContainText(`名称或代码含“${mistyped(firm.name)}”`);
  await expect(answer).toContainText(/企业库：[\d,]+ 条记录，数据截至/);
  await expectSound(page, 'nothing-enterprise');
  await answer.getByRole('link', { name: firm.name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(firm.name);
});

test('a mistyped project, and an enterprise that credit does not know', async ({ page, request }) => {
  const [project] = (await (await request.get('/api/v1/projects?limit=1')).json()).items;
  await page.goto(`/projects?q=${encodeURIComponent(mistyped(project.name))}`);
  await expect(page.locator('.why-not').getByRole('link', { name: project.name }).first()).toBeVisible();
  await expectSound(page, 'nothing-project');
  const [firm] = (await (await request.get('/api/v1/enterprises?limit=1')).json()).items;
  await page.goto(`/credit-records?subject=${encodeURIComponent(mistyped(firm.name))}`);
  await expect(page.locator('.why-not')).toContainText('诚信库');
  await expect(page.locator('.why-not').getByRole('link', { name: firm.name }).first()).toBeVisible();
  await expectSound(page, 'nothing-credit');
});

test('nobody of that name, and somebody whose name sounds like it', async ({ page }) => {
  await page.goto('/people?name=%E9%BE%98%E9%BE%98%E9%BE%98');
  await expect(page.locator('.why-not')).toContainText('人员库');
  await expectSound(page, 'nothing-person');
  await page.goto('/project-managers?name=%E9%BE%98%E9%BE%98%E9%BE%98');
  await expect(page.locator('.why-not')).toContainText('没有找到');
  await expectSound(page, 'nothing-manager');
});

test('a name of punctuation is refused in a sentence, at its field', async ({ page }) => {
  await page.goto('/enterprises');
  await page.getByLabel('企业名称或代码').fill('（——）');
  await submit(page);
  await expect(page.getByRole('alert')).toContainText('只有标点符号');
  await expect(page.getByLabel('企业名称或代码')).toHaveAttribute('aria-invalid', 'true');
  await expectSound(page, 'refused');
});

test('a region is chosen tier by tier', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/enterprises?limit=20')).json();
  const code: string = items.find((firm: { region?: { code: string } }) => firm.region)?.region.code;
  const tiers = { province: `${code.slice(0, 2)}0000`, city: `${code.slice(0, 4)}00`, county: code };
  await page.goto('/enterprises');
  for (const [tier, value] of Object.entries(tiers)) {
    await page.locator(`select[name=${tier}]`).selectOption(value);
    // Without script the next tier comes with the answer.
    if (test.info().project.use.javaScriptEnabled === false) await submit(page);
  }
  await submit(page);
  await expect(page.locator('select[name=county]')).toHaveValue(code);
  await expect(page.locator('#enterprises-caption')).toBeAttached();
  const region = items.find((firm: { region?: { code: string } }) => firm.region?.code === code).region.path;
  for (const cell of await page.locator('td[data-label=地区]').all()) await expect(cell).toHaveText(region);
  await expectSound(page, 'region');
});

test('the next page goes on where this one ends', async ({ page }) => {
  await page.goto('/enterprises');
  const names = () => page.locator('tbody th[data-label=企业名称]').allInnerTexts();
  const first = await names();
  expect(first).toHaveLength(20);
  await page.getByRole('link', { name: '下一页' }).click();
  await expect(page).toHaveURL(/cursor=/);
  const second = await names();
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  await expectSound(page, 'next-page');
});

test('a head sorts the list, the other way when it is pressed again', async ({ page }) => {
  await page.goto('/projects');
  const head = page.getByRole('columnheader', { name: '首次施工许可' });
  const days = () => page.locator('td[data-label=首次施工许可]').allInnerTexts();
  const before = await days();
  for (const order of ['descending', 'ascending']) {
    await head.getByRole('link').click();
    await expect(head).toHaveAttribute('aria-sort', order);
    const sorted = [...(await days())].sort();
    if (order === 'descending') sorted.reverse();
    expect(await days()).toEqual(sorted);
    expect(await days()).not.toEqual(before);
    await expectSound(page, `sorted-${order}`);
  }
  await submit(page);
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
});

test('from an enterprise to all its projects and all its people', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/enterprises?limit=20')).json();
  let firm;
  for (const candidate of items) {
    const parts = await (await request.get(`/api/v1/enterprises/${candidate.id}/projects?limit=1`)).json();
    if (parts.items.length > 0) firm ??= candidate;
  }
  await page.goto(`/enterprises/${firm.id}`);
  await page.getByRole('link', { name: /查看全部 [\d,]+ 条项目记录/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${firm.name}参与的项目`);
  await expect(page.locator('p.count')).toContainText('共');
  await expectSound(page, 'enterprise-projects');
});

test('on paper: the question and the answer, nothing to press', async ({ page, request }) => {
  const [firm] = (await (await request.get('/api/v1/enterprises?limit=1')).json()).items;
  // The width of A4 at 96 dots per inch.
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  for (const [name, path] of [
    ['print-enterprise', `/enterprises/${firm.id}`],
    ['print-list', '/enterprises'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('table.data').first()).toBeVisible();
    await expect(page.locator('.footer-source')).toContainText('数据截至');
    for (const pressed of ['.site-navigation', '.header-search', '.filters-actions', '.pager', '.copy', '.skip-link']) {
      for (const part of await page.locator(pressed).all()) await expect(part).toBeHidden();
    }
    await expectSound(page, name);
  }
});
