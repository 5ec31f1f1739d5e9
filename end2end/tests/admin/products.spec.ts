import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test, type Page } from '../../fixtures/test';

async function open(page: Page, title: string): Promise<void> {
  await comeAsStaff(page);
  await page.goto(`/admin/products?q=${encodeURIComponent(title)}`);
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page.getByRole('link', { name: 'Stock and prices' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Stock and prices' })).toBeVisible();
}

test.use({ allowedMessages: /status of 422/ });

test('a price and a count change with a reason, and both stand in the history @no-script @phone', async ({ page }) => {
  await open(page, 'Ribbed beanie');
  const price = page.locator('form[action$="/price"]').first();
  const before = await price.getByLabel('Price', { exact: true }).inputValue();
  const wanted = (Number(before) + 1).toFixed(2);

  await price.getByLabel('Price', { exact: true }).fill(wanted);
  await price.getByRole('button', { name: 'Change price' }).click();
  await expect(page.getByText('Say why').first()).toBeVisible();
  await expect(price.getByLabel('Price', { exact: true })).toHaveValue(wanted);

  await price.getByLabel('Reason').fill('New yarn');
  await price.getByRole('button', { name: 'Change price' }).click();
  await expect(page.getByText('The price was changed.')).toBeVisible();
  await expect(page.getByRole('cell', { name: /New yarn/ }).first()).toBeVisible();

  const stock = page.locator('form[action$="/stock"]').first();
  for (const [typed, answer] of [['-1', 'whole number from 0'], ['many', 'Enter a whole number']]) {
    await stock.getByLabel('On hand').fill(typed);
    await stock.getByLabel('Reason').fill('Counted');
    await stock.getByRole('button', { name: 'Change stock' }).click();
    await expect(page.getByText(answer).first()).toBeVisible();
    await expect(stock.getByLabel('On hand')).toHaveValue(typed);
  }
  await stock.getByLabel('On hand').fill('41');
  await stock.getByLabel('Reason').fill('Counted');
  await stock.getByRole('button', { name: 'Change stock' }).click();
  await expect(page.getByText('The stock was changed.')).toBeVisible();
});

test('the page of a product is accessible and fits @phone', async ({ page }) => {
  await open(page, 'Ribbed beanie');
  await axe(page);
  await fitsWidth(page);
});
