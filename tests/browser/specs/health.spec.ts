// The server under test is up, and says so to whoever watches it.
import { expect, test } from '@playwright/test';

test('the server says that it lives', async ({ request }) => {
  const response = await request.get('/health');
  expect(response.status()).toBe(200);
});

test('the server says that it is ready to answer', async ({ request }) => {
  const response = await request.get('/ready');
  expect(response.status()).toBe(200);
});
