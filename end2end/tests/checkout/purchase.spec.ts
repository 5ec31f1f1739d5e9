// Scenarios 1, 2 and 8: a guest buys, by every way to pay, with and without scripts.

import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';
import { addToCart, fillIn, letters, newEmail, orderNumber, payBy, payButton, scripted, toCheckout } from './buyer';

const everywhere = { tag: ['@phone', '@no-script'] };

test('a guest buys by card', everywhere, async ({ page }) => {
  const email = newEmail();
  await addToCart(page);
  await toCheckout(page);
  await fitsWidth(page);
  await fillIn(page, email);
  await expect(page.getByRole('radio', { name: /^Card/ })).toBeChecked();
  const promise = await payButton(page).innerText();
  expect(promise).toMatch(/^Pay €\d+\.\d\d now$/);

  await payButton(page).click();
  await expect(page).toHaveURL(/\/pay\/local\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(promise.replace(' now', ''));
  await page.getByRole('button', { name: 'Approve' }).click();

  await orderNumber(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Mara');
  await expect(page.getByText(email)).toBeVisible();
  await expect(page.getByText('Card, paid')).toBeVisible();
  await fitsWidth(page);

  await page.reload();
  await expect(page.getByText('Card, paid')).toBeVisible();
  await letters(page, email, 1);
  await page.goto('/cart');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing in the cart yet');
});

test('a declined card keeps everything and leaves every other way', everywhere, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payButton(page).click();
  await page.getByRole('button', { name: 'Decline' }).click();

  const number = await orderNumber(page);
  const main = page.getByRole('main');
  await expect(main.getByText('The payment was declined.')).toBeVisible();
  await expect(main.getByText('No money was taken, and everything is kept.')).toBeVisible();
  await main.getByRole('radio', { name: 'Pay on delivery' }).check();
  await main.getByRole('button', { name: /^Pay/ }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Mara');
  expect(await orderNumber(page)).toBe(number);
  await expect(main.getByText('Pay on delivery, to be paid')).toBeVisible();
});

test('the bank asks back before it approves', { tag: '@no-script' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payButton(page).click();
  await page.getByRole('button', { name: 'Challenge' }).click();
  await expect(page.getByText('The bank asks: was it you?')).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Mara');
});

test('a bank that does not answer leaves the order waiting', { tag: '@no-script' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payButton(page).click();
  await page.getByRole('button', { name: 'Time out' }).click();
  await orderNumber(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We are waiting for your payment');
  if (!scripted()) await expect(page.getByRole('link', { name: 'Check again' })).toBeVisible();
});

test('paying on delivery costs its fee and needs no provider', everywhere, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payBy(page, 'Pay on delivery');
  await expect(payButton(page)).toHaveText(/^Place order, pay €\d+\.\d\d on delivery$/);
  await expect(page.getByText('Fee for paying on delivery').locator('visible=true').or(page.locator('#checkout-fold-head'))).not.toHaveCount(0);
  await payButton(page).click();
  await orderNumber(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Mara');
});

test('a bank transfer names account, amount and reference', { tag: '@no-script' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payBy(page, 'Bank transfer');
  await payButton(page).click();
  const number = await orderNumber(page);
  await expect(page.getByRole('heading', { name: 'Transfer the money' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: number })).toBeVisible();
});

test('two presses of the button make one order', { tag: '@phone' }, async ({ page }) => {
  const email = newEmail();
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, email);
  await payBy(page, 'Pay on delivery');
  await expect(payButton(page)).toHaveText(/on delivery$/);
  await payButton(page).dblclick();
  await orderNumber(page);
  expect(await letters(page, email, 1)).toHaveLength(1);
});

test('Back after the order leads to the order, not to a second one', everywhere, async ({ page }) => {
  const email = newEmail();
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, email);
  await payButton(page).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  const number = await orderNumber(page);

  await page.goBack();
  expect(await orderNumber(page)).toBe(number);
  await page.goto('/checkout');
  await expect(page).toHaveURL(/\/cart$/);
});

test('Back from the bank leads to the order that waits', everywhere, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payButton(page).click();
  await expect(page).toHaveURL(/\/pay\/local\//);
  await page.goto('/checkout');
  await orderNumber(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We are waiting for your payment');
  await page.getByRole('main').getByRole('button', { name: /^Pay/ }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, Mara');
});

test('an order is cancelled in two steps until it is packed', { tag: '@no-script' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  await payBy(page, 'Pay on delivery');
  await payButton(page).click();
  await orderNumber(page);
  await page.getByText('Cancel this order').click();
  await page.getByRole('button', { name: 'Yes, cancel the order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This order is cancelled');
});

test('every page of the sale is accessible', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/cart');
  await axe(page);
  await addToCart(page);
  await axe(page);
  await page.goto('/cart');
  await hydrated(page);
  await axe(page);
  await toCheckout(page);
  await axe(page);
  await fillIn(page, newEmail());
  await payButton(page).click();
  await expect(page).toHaveURL(/\/pay\/local\//);
  await axe(page);
  await page.getByRole('button', { name: 'Decline' }).click();
  await orderNumber(page);
  await hydrated(page);
  await axe(page);
  await page.goto('/dev/mailbox');
  await axe(page);
});
