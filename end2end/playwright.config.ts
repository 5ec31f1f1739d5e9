import { defineConfig } from '@playwright/test';

// A test runs in the project `desktop`. Tags add projects: `@phone` and `@no-script` run it there too,
// `@phone-only` and `@no-script-only` run it there alone.
const desktop = { width: 1440, height: 900 };

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results/files',
  globalSetup: './fixtures/shop.ts',
  workers: Number(process.env.STOA_E2E_WORKERS ?? 2),
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: './test-results/report.json' }]],
  use: {
    actionTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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
    { name: 'desktop', grepInvert: /@(phone|no-script)-only/, use: { viewport: desktop } },
    { name: 'no-script', grep: /@no-script/, use: { viewport: desktop, javaScriptEnabled: false } },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 360, height: 800 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
});
