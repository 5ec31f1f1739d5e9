// Hearts, the list, and the link that shows it to others.

import { axe, expect, hydrated, test } from '../../fixtures/test';

test('hearts are kept, listed, shared and taken off', { tag: '@phone' }, async ({ page, browser }) => {
  await page.goto('/c/lighting');
  await hydrated(page);
  for (const name of ['Save Hearth table lamp', 'Save Bell pendant lamp']) {
    const heart = page.getByRole('button', { name });
    await expect(heart).toHaveAttribute('aria-pressed', 'false');
    const saved = page.waitForResponse('**/wishlist/add');
    await heart.click();
    expect((await saved).status()).toBe(204);
    await expect(heart).toHaveAttribute('aria-pressed', 'true');
  }
  await page.reload();
  await expect(page.locator('[data-heart] [aria-pressed=true]')).toHaveCount(2);

  await page.getByRole('link', { name: 'Wishlist' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wishlist, 2 things');
  await axe(page);
  await page.getByRole('button', { name: 'Share the list' }).click();
  const link = await page.getByLabel('Link to this list').inputValue();

  const friend = await (await browser.newContext()).newPage();
  await friend.goto(link);
  await expect(friend.getByRole('link', { name: 'Bell pendant lamp' })).toBeVisible();
  await expect(friend.locator('[data-heart]')).toHaveCount(0);
  await friend.context().close();

  await page.getByRole('button', { name: 'Save Bell pendant lamp' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wishlist, 1 thing');
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  expect((await page.request.get(link)).status()).toBe(404);
});

test('the heart of a product stays as it is when another colour is chosen', async ({ page }) => {
  await page.goto('/p/everyday-mug');
  await hydrated(page);
  const heart = page.locator('#buy').getByRole('button', { name: 'Save Everyday mug' });
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await heart.click();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await page.locator('a[data-choice]').nth(1).click();
  await expect(page).toHaveURL(/variant=/);
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
});

test('a list works without scripts', { tag: '@no-script-only' }, async ({ page }) => {
  await page.goto('/c/lighting');
  await page.getByRole('button', { name: 'Save Hearth table lamp' }).click();
  await expect(page).toHaveURL(/\/wishlist$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wishlist, 1 thing');
  await page.getByRole('button', { name: 'Add Hearth table lamp to the cart' }).click();
  await expect(page).toHaveURL(/\/cart$/);
});
