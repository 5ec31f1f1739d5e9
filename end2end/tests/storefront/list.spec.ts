import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';

test('filters live in the address', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/c/table');
  const all = await total(page.locator('#total').innerText());
  const box = page.locator('#filter input[name="price-max"]');
  await box.fill('40');
  await page.locator('#filters').getByRole('button', { name: /^Show/, includeHidden: true }).or(box).first().press('Enter');
  await expect(page).toHaveURL(/price-max=40/);
  expect(await total(page.locator('#total').innerText())).toBeLessThan(all);
  await page.getByRole('link', { name: /Up to €40/ }).click();
  await expect(page).not.toHaveURL(/price-max/);
  expect(await total(page.locator('#total').innerText())).toBe(all);
});

test('a click on a filter or an order applies it', async ({ page }) => {
  await page.goto('/c/table');
  await hydrated(page);
  await page.locator('#filter .check input:not([disabled])').first().check();
  await expect(page.locator('.chips--active .chip--on')).toHaveCount(1);
  await page.getByLabel('Sort by').selectOption('price-asc');
  await expect(page).toHaveURL(/sort=price-asc/);
  await expect(page.locator('.chips--active .chip--on')).toHaveCount(1);
});

test('a phone has the filters in a sheet', { tag: '@phone-only' }, async ({ page }) => {
  await page.goto('/c/table');
  await fitsWidth(page);
  await page.getByRole('button', { name: 'Filter' }).click();
  const sheet = page.locator('#filters');
  await expect(sheet).toBeVisible();
  await sheet.locator('.check input:not([disabled])').first().check();
  await sheet.getByRole('button', { name: /^Show/ }).click();
  await expect(page.locator('.chips--active .chip--on')).toHaveCount(1);
});

test('a list is accessible', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/c/table');
  await hydrated(page);
  await axe(page);
});

async function total(text: Promise<string>): Promise<number> {
  return Number((await text).match(/\d+/)?.[0]);
}
