// A second currency: chosen on a filtered list, on a product, with a cart; and a whole order in it.

import { axe, expect, fitsWidth, hydrated, test, type Page } from '../../fixtures/test';
import { addToCart, fillIn, newEmail, orderNumber, payBy, payButton, product, scripted, toCheckout } from './buyer';

const everywhere = { tag: ['@phone', '@no-script'] };

async function choose(page: Page, currency: RegExp): Promise<void> {
  const picker = page.getByRole('contentinfo').getByLabel('Currency');
  const label = await picker.locator('option').filter({ hasText: currency }).innerText();
  await picker.selectOption({ label });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Change' }).click();
  if (scripted()) await hydrated(page);
}

test('a filtered list stays as it is, in the other currency', everywhere, async ({ page }) => {
  await page.goto('/c/table?in-stock=1&price-max=80&sort=price-asc');
  if (scripted()) await hydrated(page);
  await choose(page, /Pound/);
  await expect(page).toHaveURL(/\/c\/table\?.*in-stock=1/);
  await expect(page).toHaveURL(/price-max=68(\.00)?(&|$)/);
  await expect(page).toHaveURL(/sort=price-asc/);
  await expect(page.locator('.card .price').first()).toContainText('£');
  const prices = await page.locator('.card .price').allInnerTexts();
  expect(prices.join(' ')).not.toContain('€');
  await fitsWidth(page);
});

test('a product shows its price in the other currency, and the page stays usable', everywhere, async ({ page }) => {
  await page.goto(product);
  if (scripted()) await hydrated(page);
  await choose(page, /Pound/);
  await expect(page).toHaveURL(new RegExp(`${product}$`));
  await expect(page.getByRole('main').locator('.price').first()).toContainText('£');
  const data = await page.locator('script[type="application/ld+json"]').allInnerTexts();
  expect(data.join(' ')).toContain('"priceCurrency":"GBP"');
  await axe(page);
  await choose(page, /Euro/);
  await expect(page.getByRole('main').locator('.price').first()).toContainText('€');
});

test('a cart keeps its lines, and is ordered in pounds', everywhere, async ({ page }) => {
  await addToCart(page);
  await page.goto('/cart');
  if (scripted()) await hydrated(page);
  await choose(page, /Pound/);
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart, 1 item');
  await expect(page.getByRole('main')).toContainText('£');
  await expect(page.locator('#changed')).toHaveCount(0);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payBy(page, 'Pay on delivery');
  await expect(payButton(page)).toContainText('£');
  await payButton(page).click();
  await orderNumber(page);
  await expect(page.getByRole('main')).toContainText('£');
  await expect(page.getByRole('main')).not.toContainText('€');
});
