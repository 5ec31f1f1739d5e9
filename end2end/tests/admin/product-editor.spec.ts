import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test } from '../../fixtures/test';

const red = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.use({ allowedMessages: /status of 422/ });

test('a product is made with twelve variants, pictured, published and archived @no-script @phone', async ({ page }, info) => {
  const title = `Settle ${info.project.name} ${Date.now()}`;
  await comeAsStaff(page);
  await page.goto('/admin/products/new');
  await axe(page);
  await fitsWidth(page);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Option', { exact: true }).nth(0).fill('Wood');
  await page.getByLabel('Values', { exact: true }).nth(0).fill('Oak, Ash, Elm');
  await page.getByLabel('Option', { exact: true }).nth(1).fill('Seat');
  await page.getByLabel('Values', { exact: true }).nth(1).fill('Felt, Cord, Linen, Bare');
  await page.getByLabel('Price', { exact: true }).fill('cheap');
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter an amount');
  await expect(page.getByLabel('Values', { exact: true }).nth(1)).toHaveValue('Felt, Cord, Linen, Bare');
  await page.getByLabel('Price', { exact: true }).fill('129');
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByText('The product was made.')).toBeVisible();
  await expect(page.getByLabel(/^SKU: /)).toHaveCount(12);
  await axe(page);
  await fitsWidth(page);

  await page.getByLabel('Picture files').setInputFiles([
    { name: 'red.png', mimeType: 'image/png', buffer: Buffer.from(red, 'base64') },
    { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('<html>no picture</html>') },
  ]);
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('alert')).toContainText('notes.png');
  await page.getByLabel('What picture 1 shows').fill('A red settle');
  await page.getByLabel('Price: Oak, Felt', { exact: true }).fill('139.00');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByText('Saved and published.')).toBeVisible();
  await expect(page.getByLabel('What picture 1 shows')).toHaveValue('A red settle');
  await expect(page.getByLabel('Price: Oak, Felt', { exact: true })).toHaveValue('139.00');
  await axe(page);
  await fitsWidth(page);

  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('was archived.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('The product is back.')).toBeVisible();
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('was archived.')).toBeVisible();
});

test('a product is planned for tomorrow, looked at today, and found nowhere before @phone @no-script', async ({ page, browser }, info) => {
  const title = `Bench ${info.project.name} ${Date.now()}`;
  await comeAsStaff(page);
  await page.goto('/admin/products/new');
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Price', { exact: true }).fill('89');
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByText('The product was made.')).toBeVisible();
  await page.locator('summary', { hasText: 'Schedule' }).click();
  const tomorrow = new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.getByLabel('Show from').fill(`${tomorrow}T09:00`);
  await page.getByRole('button', { name: 'Save schedule' }).click();
  await expect(page.locator('.pill', { hasText: 'Scheduled' }).first()).toBeVisible();

  await page.getByRole('link', { name: 'Preview' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByText('This is a preview for whoever has this link.')).toBeVisible();
  await axe(page);
  await fitsWidth(page);

  const shopper = await browser.newContext({ baseURL: process.env.STOA_E2E_URL });
  const handle = new URL(page.url()).pathname;
  expect((await shopper.request.get(handle)).status()).toBe(404);
  for (const place of [`/search?q=${encodeURIComponent(title)}`, '/sitemap/products-1.xml', '/feeds/google.xml', '/collections']) {
    expect(await (await shopper.request.get(place)).text(), place).not.toContain(handle);
  }
  await shopper.close();
});

test('the lists of the back office are accessible and fit @phone', async ({ page }) => {
  await comeAsStaff(page);
  for (const path of ['/admin/products', '/admin/categories', '/admin/categories/new', '/admin/collections', '/admin/collections/new', '/admin/redirects', '/admin/menus', '/admin/synonyms']) {
    await page.goto(path);
    await axe(page);
    await fitsWidth(page);
  }
});
