// Cards carry one picture; the others come when somebody reaches for them.

import { expect, hydrated, test } from '../../fixtures/test';

// The browser itself reports the status of the refused form.
test.use({ allowedMessages: /status of 422/ });

test('a mouse sees the other pictures of a card', async ({ page }) => {
  await page.goto('/c/table');
  const slides = page.locator('.card__slides[data-more*=" "]').first();
  await expect(slides.locator('img')).toHaveCount(1);
  const box = (await slides.boundingBox())!;
  for (const [part, place] of [[0.5, '1'], [0.9, '2'], [0.1, '0']] as const) {
    await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
    await expect(slides).toHaveAttribute('data-at', place);
  }
  await expect(slides.locator('img')).toHaveCount(3);
  await page.mouse.move(0, 0);
  await expect(slides).toHaveAttribute('data-at', '0');
});

test('a finger swipes through them without opening the product', { tag: '@phone-only' }, async ({ page }) => {
  await page.goto('/c/table');
  const slides = page.locator('.card__slides[data-more*=" "]').first();
  await slides.evaluate((row) => row.scrollTo({ left: row.clientWidth, behavior: 'instant' }));
  await expect(slides).toHaveAttribute('data-at', '1');
  await expect(slides.locator('img')).toHaveCount(3);
  await expect(page).toHaveURL(/\/c\/table$/);
});

test('the slider of the price fills in its fields and the list follows', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/c/table');
  await hydrated(page);
  const open = page.locator('#filter-open');
  if (await open.isVisible()) await open.click();
  const low = page.getByRole('slider', { name: 'Lowest price' });
  const before = Number(await low.inputValue());
  await low.focus();
  await low.press('ArrowRight');
  await expect(page).toHaveURL(new RegExp(`price-min=${before + 1}$`));
  await expect(low).toBeFocused();
  await low.press('ArrowRight');
  await expect(page).toHaveURL(new RegExp(`price-min=${before + 2}$`));
  await expect(page.locator('#price-min')).toHaveValue(String(before + 2));
  await low.press('Home');
  await expect(page.locator('#price-min')).toHaveValue('');
  await expect(page).not.toHaveURL(/price-min/);
});

test('without scripts the fields of the price are there alone', { tag: '@no-script-only' }, async ({ page }) => {
  await page.goto('/c/table');
  await expect(page.locator('#price-low')).toBeHidden();
  await page.locator('#price-max').fill('abc');
  await page.getByRole('button', { name: /^Show \d+ products/ }).click();
  await expect(page.locator('#price-max-error')).toBeVisible();
  await expect(page.locator('#price-max')).toHaveValue('abc');
});

test('words of the trade are explained where they stand', { tag: ['@no-script'] }, async ({ page }) => {
  await page.goto('/c/table');
  const button = page.locator('.facets .hint-button').first();
  await button.click();
  await expect(page.locator('.hint:popover-open dt').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.hint:popover-open')).toHaveCount(0);
  await expect(button).toBeFocused();
});
