// The cart: adding, changing, taking out and putting back; and what it says to wrong input.

import { expect, fitsWidth, hold, hydrated, test, type Page } from '../../fixtures/test';
import { addToCart, product, scripted, slowPress } from './buyer';

// Chromium itself reports the status of a refused form.
test.use({ allowedMessages: /status of 4(04|09|22)/ });

const everywhere = { tag: ['@phone', '@no-script'] };

async function openCart(page: Page): Promise<void> {
  await addToCart(page);
  await page.goto('/cart');
  if (scripted()) await hydrated(page);
}

async function type(page: Page, quantity: string): Promise<void> {
  const field = page.getByRole('main').getByLabel('Quantity', { exact: true });
  await field.fill(quantity);
  await field.press('Enter');
}

test('a quantity is typed, stepped, taken out and put back', everywhere, async ({ page }) => {
  await openCart(page);
  const heading = page.getByRole('heading', { level: 1 });
  const field = page.getByRole('main').getByLabel('Quantity', { exact: true });
  await expect(heading).toHaveText('Cart, 1 item');
  await fitsWidth(page);
  await type(page, '3');
  await expect(heading).toHaveText('Cart, 3 items');
  await page.getByRole('button', { name: 'One less' }).click();
  await expect(heading).toHaveText('Cart, 2 items');
  await page.getByRole('button', { name: 'One more' }).click();
  await expect(field).toHaveValue('3');
  await expect(page.locator('#cart-count')).toHaveText('3');

  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(heading).toHaveText('Nothing in the cart yet');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(heading).toHaveText('Cart, 3 items');
  await page.reload();
  await expect(heading).toHaveText('Cart, 3 items');
});

for (const wrong of ['0', '-1', '1000', 'two', '1.5', '', '99999999999']) {
  test(`a quantity of "${wrong}" is refused at the field`, { tag: '@no-script' }, async ({ page }) => {
    await openCart(page);
    await type(page, wrong);
    const field = page.getByRole('main').getByLabel('Quantity', { exact: true });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveValue(wrong.slice(0, 6));
    await expect(page.locator('[data-cart-error]').locator('visible=true')).not.toBeEmpty();
    await page.goto('/cart');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart, 1 item');
  });
}

test('more than there is is refused, on the product page too', everywhere, async ({ page }) => {
  await page.goto(product);
  if (scripted()) await hydrated(page);
  const form = page.locator('#buy-form');
  await form.getByLabel('Quantity').fill('999');
  await form.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.locator('[data-cart-error]').locator('visible=true')).not.toBeEmpty();
  await expect(page.getByLabel('Quantity', { exact: true }).locator('visible=true')).toHaveValue('999');
  await page.goto('/cart');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing in the cart yet');
});

test('a typed quantity and the press that leaves it both count', { tag: '@phone' }, async ({ page }) => {
  await openCart(page);
  await page.getByRole('main').getByLabel('Quantity', { exact: true }).fill('2');
  await slowPress(page, page.getByRole('main').getByRole('link', { name: 'Checkout' }).first(), '/rpc/cart/set');
  await expect(page).toHaveURL(/\/checkout$/);
  await page.goto('/cart');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart, 2 items');
});

test('adding opens the drawer, speaks, and gives the focus back', { tag: '@phone' }, async ({ page }) => {
  await addToCart(page);
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('status')).toContainText('1 item in the cart.');
  await expect(page.locator('#cart-count')).toHaveText('1');
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  const focused = page.locator('#buy-form').getByRole('button', { name: 'Add to cart' });
  await expect(focused).toBeFocused();

  await focused.click();
  await drawer.getByRole('button', { name: 'One more' }).click();
  await expect(drawer.getByLabel('Quantity', { exact: true })).toHaveValue('3');
  await drawer.getByRole('button', { name: /^Remove/ }).click();
  await expect(drawer.getByText('Hearth table lamp removed.', { exact: true })).toBeVisible();
  await drawer.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.locator('#cart-count')).toHaveText('3');
});

test('a change waits for the one before it', async ({ page }) => {
  await openCart(page);
  const release = await hold(page, '**/rpc/cart/set');
  await page.getByRole('button', { name: 'One more' }).click();
  await page.getByRole('button', { name: /^Remove/ }).click();
  release();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Nothing in the cart yet');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(heading).toHaveText('Cart, 2 items');
});

test('whoever goes to the checkout takes along what is on its way', async ({ page }) => {
  await openCart(page);
  const release = await hold(page, '**/rpc/cart/set');
  const more = page.getByRole('button', { name: 'One more' });
  await more.click();
  await more.click();
  await page.getByRole('main').getByRole('link', { name: 'Checkout' }).first().click();
  release();
  await expect(page).toHaveURL(/\/checkout$/);
  await page.goto('/cart');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart, 3 items');
});

test.describe('a server that does not answer', () => {
  test.use({ allowedMessages: /ERR_FAILED/ });

  test('the count is there at once, and goes back', async ({ page }) => {
    await page.goto(product);
    await hydrated(page);
    const release = await hold(page, '**/rpc/cart/add', 'abort');
    await page.locator('#buy-form').getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('#cart-count')).toHaveText('1');
    release();
    await expect(page.locator('#cart-count')).toHaveText('0');
    await expect(page.getByText('That did not reach us').first()).toBeVisible();
  });
});
