// What every page must hold, whichever page it is.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** The rules of WCAG 2.2, levels A and AA; axe keeps the rules of each edition under the edition that brought them. */
const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails, naming rule and element, when the page breaks a rule of WCAG 2.2 AA that axe can see.
 *
 * axe waits for timers of the page, which never fire where script is off: the project `no-script` asks only that the
 * page is there, and leaves the markup, which is the same, to the other two.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) {
    await expect(page.locator('body')).toBeVisible();
    return;
  }
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_2_2_AA).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} at ${target.join(' ')}: ${help}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Fails when the page must be scrolled sideways: WCAG 1.4.10 asks for none at 320 px. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `pixels beyond the right edge of ${page.url()}`).toBe(0);
}

/** Keeps a picture of the whole page as `shots/PROJECT/NAME.png`, for a person to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `shots/${test.info().project.name}/${name}.png`, fullPage: true });
}

/** What a page must hold, and a picture of it. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, name);
}

/** Everybody's password in `siku demo`. */
const PASSWORD = 'siku-demo-2026';

/** The heading that says which page it is: to be waited for before the page is looked at. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Signs in by the form. */
export async function signIn(page: Page, loginName: string, password = PASSWORD): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('密码').fill(password);
  await page.locator('main button[type=submit]').first().click();
  await expect(heading(page)).toHaveText('我的账号');
}

/** Signs out. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('link', { name: '登录', exact: true })).toBeVisible();
}
