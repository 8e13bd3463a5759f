// The browser tests: one Chromium, three ways to meet a page. Addresses come from SIKU_BASE_URL, the address of a
// running `siku demo`; `scripts/test browser` starts one and sets it.
import { defineConfig } from '@playwright/test';

const baseURL = process.env.SIKU_BASE_URL;
if (!baseURL) {
  throw new Error('SIKU_BASE_URL is not set: run `scripts/test browser`, or name the address of a running `siku demo`');
}

export default defineConfig({
  testDir: 'specs',
  outputDir: 'shots/failures',
  // A test that passes only now and then is a failing test.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // The server under test and the compiler share these cores.
  workers: 2,
  fullyParallel: true,
  timeout: 30_000,
  reporter: [['list'], ['junit', { outputFile: process.env.SIKU_JUNIT ?? 'shots/junit.xml' }]],
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.SIKU_CHROMIUM ?? '/usr/bin/chromium',
      // --no-sandbox because CI is root; the rest keeps Chromium from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true } },
    { name: 'no-script', use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
  ],
});
