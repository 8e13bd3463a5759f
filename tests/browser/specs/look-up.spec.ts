// The look-ups as a person makes them: on a desk, on a phone of 320 px, without JavaScript.
import { expect, test } from '@playwright/test';

import { expectNoSidewaysScroll, expectNoViolations, shot } from '../support.js';

const pages = [
  { name: 'home', path: '/', heading: '查企业、查人员、查项目' },
  { name: 'enterprises', path: '/enterprises', heading: '企业' },
  { name: 'people', path: '/people', heading: '人员' },
  { name: 'projects', path: '/projects', heading: '项目' },
  { name: 'credit', path: '/credit-records', heading: /诚信|信用/ },
  { name: 'blacklist', path: '/blacklist', heading: /黑名单/ },
  { name: 'managers', path: '/project-managers', heading: '项目经理在建查询' },
  { name: 'supervisors', path: '/chief-supervisors', heading: '总监在建查询' },
  { name: 'privacy', path: '/privacy', heading: /个人信息/ },
  { name: 'missing', path: '/no-such-page', heading: /没有/ },
];

for (const { name, path, heading } of pages) {
  test(`${name}: readable, accessible, no sideways scroll`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
    await shot(page, name);
  });
}

test('from the front page to an enterprise and back by name', async ({ page }) => {
  await page.goto('/enterprises');
  const first = page.locator('#enterprises tbody th a, table tbody th a').first();
  const name = (await first.innerText()).trim();
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, 'enterprise');
});

test('from a project to its manager and the verdict', async ({ page, request }) => {
  const projects = await (await request.get('/api/v1/projects?stage=permitted&limit=20')).json();
  const people = [];
  for (const project of projects.items) {
    const engaged = await (await request.get(`/api/v1/projects/${project.id}/people`)).json();
    people.push(...engaged.items.filter((item: { position: string }) => item.position === 'project_manager'));
  }
  expect(people.length).toBeGreaterThan(0);
  const name = people[0].name ?? people[0].person_name;
  await page.goto('/project-managers');
  await page.getByLabel('姓名').fill(name);
  await page.locator('form.filters button[type=submit]').click();
  await expect(page.getByText('在本平台登记的记录中').first()).toBeVisible();
  const answer = await (await request.get(`/api/v1/project-managers?name=${encodeURIComponent(name)}`)).json();
  await expect(page.getByText(answer.items[0].sentence)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, 'verdict');
  await page.goto(`/projects/${projects.items[0].id}`);
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, 'project');
  await page.goto(`/people/${answer.items[0].id}`);
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await shot(page, 'person');
});

test('nobody is looked up by an identity number', async ({ page }) => {
  await page.goto('/project-managers?name=410100190001010019');
  await expect(page.getByText('不提供按身份证号码查询').first()).toBeVisible();
  expect(await page.content()).not.toContain('410100190001010019');
});
