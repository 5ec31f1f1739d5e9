import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';

const categoryLink = 'main a[href^="/c/"]';

test('home opens with a heading and leads to a category', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.hero__picture img')).toBeVisible();
  await fitsWidth(page);

  await page.locator(categoryLink).first().click();
  await expect(page).toHaveURL(/\/c\/[a-z0-9-]+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('home comes alive and is accessible', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/');
  await hydrated(page);
  await axe(page);
});
