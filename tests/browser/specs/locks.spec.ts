// One manager, one works: a firm reserves, the department locks, another is told, a release, and the history for everybody.
import { expect, test, type APIRequestContext } from '@playwright/test';

import { expectSound, heading, signIn, signOut } from '../support.js';

/** The firm that the demonstration's accounts file for, and a county of its department. */
async function market(request: APIRequestContext) {
  const projects = await (await request.get('/api/v1/projects?limit=100&region=410105')).json();
  const [works, others] = projects.items;
  return { works, others };
}

test('a manager is reserved, locked, asked for again, and released', async ({ page, request }) => {
  const { works, others } = await market(request);
  await signIn(page, 'filer');
  await page.getByRole('link', { name: '项目经理锁定', exact: true }).click();
  await expect(heading(page)).toHaveText('项目经理锁定');
  await expectSound(page, 'locks-blank');
  await page.goto('/account');
  const firm = await page.locator('main').innerText();
  const name = /(\S+(?:有限公司|集团))/.exec(firm)?.[1] ?? '';
  const people = await (await request.get(`/api/v1/project-managers?enterprise=${encodeURIComponent(name)}`)).json();
  const manager = people.items.find((one: { active_projects: unknown[]; registrations: { in_force: boolean }[] }) =>
    one.registrations.some(({ in_force }) => in_force));

  // What is missing is told at its field.
  await page.goto(`/manager-locks?person=${manager.id}`);
  await page.getByLabel('项目', { exact: true }).fill('没有这个项目');
  await page.getByRole('button', { name: '预留' }).click();
  await expect(page.getByRole('alert')).toContainText('没有找到项目');
  await page.getByLabel('项目', { exact: true }).fill(works.id);
  await page.getByLabel('标段').fill('一标段');
  await page.getByRole('button', { name: '预留' }).click();
  await expect(heading(page)).toHaveText(`项目经理锁定：${manager.name}`);
  await expect(page.getByRole('status')).toContainText('已预留');
  await expectSound(page, 'lock-reserved');
  await signOut(page);

  // At the award the department turns the reservation into a lock; other works are told who has the manager.
  await signIn(page, 'county');
  await page.goto(`/manager-locks?person=${manager.id}&project=${works.id}`);
  await page.getByLabel('锁定依据').fill('中标通知书 BD-001');
  await page.getByRole('button', { name: '锁定', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('已锁定');
  await expectSound(page, 'lock-locked');
  const address = page.url().split('?')[0];
  await page.goto(`/manager-locks?person=${manager.id}&project=${others.id}`);
  await page.getByLabel('锁定依据').fill('中标通知书 BD-002');
  await page.getByRole('button', { name: '锁定', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(`${manager.name} 自`);
  await expect(page.getByRole('alert')).toContainText(works.name);
  await expectSound(page, 'locks-held');

  await page.goto(address);
  await page.getByLabel('解除原因').selectOption('依法更换项目经理');
  await page.getByLabel('解除依据').fill('建设单位同意更换的函');
  await page.getByRole('button', { name: '解除', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('已解除');
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
