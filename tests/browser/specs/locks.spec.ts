// One manager, one works: a firm reserves, the department locks, another is told, a release, and the history for everybody.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';

/** A project of the county whose reviewer the demonstration has, and one elsewhere. */
async function projects(request: APIRequestContext) {
  const first = async (region: string) =>
    (await (await request.get(`/api/v1/projects?limit=1&region=${region}`)).json()).items[0];
  return { works: await first('410104'), others: await first('410105') };
}

/** Somebody who is registered with the firm that one files for, and whom no works hold: another for each project of the run. */
async function freeManager(page: Page, request: APIRequestContext) {
  const me = await page.getByRole('navigation', { name: '我的工作' }).locator('a[href="/account"]').innerText();
  const firm = encodeURIComponent(/（(.+)）/.exec(me)?.[1] ?? '');
  const { items } = await (await request.get(`/api/v1/project-managers?enterprise=${firm}`)).json();
  const free = [];
  for (const manager of items) {
    const isOwn = manager.registrations.some((one: { in_force: boolean; enterprise: { id: string } }) =>
      one.in_force && one.enterprise.id === manager.enterprise.id);
    const locks = await (await request.get(`/api/v1/people/${manager.id}/manager-locks`)).json();
    if (isOwn && !locks.items.some(({ holds }: { holds: boolean }) => holds)) free.push(manager);
  }
  expect(free.length, `managers of ${me} who are free`).toBeGreaterThan(2);
  return free[['desktop', 'phone', 'no-script'].indexOf(test.info().project.name)];
}

test('a manager is reserved, locked, asked for again, and released', async ({ page, request }) => {
  const { works, others } = await projects(request);
  await signIn(page, 'filer');
  await page.locator('main').getByRole('link', { name: '项目经理锁定', exact: true }).click();
  await expect(heading(page)).toHaveText('项目经理锁定');
  await expectSound(page, 'locks-blank');
  const manager = await freeManager(page, request);

  // What is missing is told at its field.
  await page.goto(`/manager-locks?person=${manager.id}`);
  await page.getByLabel('项目', { exact: true }).fill('没有这个项目');
  await page.getByRole('button', { name: '预留' }).click();
  await expect(page.getByRole('alert')).toContainText('没有找到项目');
  await page.getByLabel('项目', { exact: true }).fill(works.id);
  await page.getByLabel('标段').fill('一标段');
  await page.getByRole('button', { name: '预留' }).click();
  await expect(heading(page)).toHaveText(`项目经理锁定：${manager.name}`);
  await expect(page.locator('.notice')).toContainText('已预留');
  await expectSound(page, 'lock-reserved');
  await signOut(page);

  // At the award the department turns the reservation into a lock; other works are told who has the manager.
  await signIn(page, 'county');
  await page.goto(`/manager-locks?person=${manager.id}&project=${works.id}`);
  await page.getByLabel('锁定依据').fill('中标通知书 BD-001');
  await page.getByRole('button', { name: '锁定', exact: true }).click();
  await expect(page.locator('.notice')).toContainText('已锁定');
  await expectSound(page, 'lock-locked');
  const address = page.url().split('?')[0];
  await signOut(page);
  await signIn(page, 'filer');
  await page.goto(`/manager-locks?person=${manager.id}&project=${others.id}`);
  await page.getByRole('button', { name: '预留' }).click();
  await expect(page.getByRole('alert')).toContainText(`${manager.name} 自`);
  await expect(page.getByRole('alert')).toContainText(works.name);
  await expectSound(page, 'locks-held');
  await signOut(page);

  await signIn(page, 'county');
  await page.goto(address ?? '');
  await page.getByLabel('解除原因').selectOption('依法更换项目经理');
  await page.getByLabel('解除依据').fill('建设单位同意更换的函');
  await page.getByRole('button', { name: '解除', exact: true }).click();
  await expect(page.locator('.notice')).toContainText('已解除');
  await signOut(page);

  // Everybody reads it on the person's page.
  await page.goto(`/people/${manager.id}#locks`);
  await expect(page.locator('#locks')).toContainText(works.name);
  await expect(page.locator('#locks')).toContainText('解除：依法更换项目经理（建设单位同意更换的函）');
  await expectSound(page, 'person-locks');
  await page.locator('#locks').getByRole('link', { name: /已解除/ }).first().click();
  await expect(page.locator('.timeline')).toContainText('依法更换项目经理');
  await expectSound(page, 'lock-released');
});
