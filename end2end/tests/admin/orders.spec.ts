import { buy } from '../../fixtures/buy';
import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';

test.use({ allowedMessages: /status of 409/ });

test('an order arrives live, is packed and shipped, and its page follows @phone', async ({ page, browser, request }) => {
  await comeAsStaff(page);
  await page.goto('/admin/orders');
  await hydrated(page);

  const { number, url } = await buy(request, 'everyday-mug');
  await page.getByRole('button', { name: /\bnew$/ }).click();
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();

  const shopper = await browser.newPage({ baseURL: process.env.STOA_E2E_URL });
  await shopper.goto(url);
  await hydrated(shopper);

  await page.getByRole('button', { name: 'Mark as packed' }).click();
  await page.getByLabel('Carrier').fill('Post');
  await page.getByLabel('Tracking number').fill('1037 2200 11');
  await page.getByRole('button', { name: 'Ship the parcel' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Done.' })).toBeVisible();

  // Without a reload, and within two seconds.
  await expect(shopper.getByText('1037 2200 11')).toBeVisible({ timeout: 2_000 });
  await shopper.close();
});

test('only legal steps are offered, and a stale page is told so', async ({ page, context, request }) => {
  const { number } = await buy(request, 'everyday-mug', 'Oskar Dahl');
  await comeAsStaff(page);
  await page.goto(`/admin/orders?q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('button', { name: 'Mark as packed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark as delivered' })).toHaveCount(0);

  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Mark as packed' }).click();
  await expect(other.getByText('Done.')).toBeVisible();

  await page.getByLabel('Why').last().fill('Changed my mind');
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await expect(page.getByRole('alert')).toContainText('Somebody else changed this order');
});

test('the lists and an order are accessible and fit @phone', async ({ page, request }) => {
  const { number } = await buy(request, 'everyday-mug', 'Lena Fabre');
  await comeAsStaff(page);
  for (const path of ['/admin/orders', `/admin/orders?q=${number}`, '/admin/products', '/admin/products?view=sold_out']) {
    await page.goto(path);
    await axe(page);
    await fitsWidth(page);
  }
  await page.goto(`/admin/orders?q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await axe(page);
  await fitsWidth(page);
});
