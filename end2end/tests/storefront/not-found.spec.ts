import { axe, expect, test } from '../../fixtures/test';

// Chromium itself reports the status of the page.
test.use({ allowedMessages: /status of 404/ });

// Alive, the field is a combobox; without scripts a search field.
const searchField = 'main input[name="q"]';

test('an unknown page says so and offers a search', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  for (const path of ['/no-such-page', '/p/no-such-product', '/c/no-such-category', '/collection/no-such-collection']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator(searchField)).toBeVisible();
  }
});

test('the page for an unknown address is accessible', async ({ page }) => {
  await page.goto('/no-such-page');
  await axe(page);
});

test('the search of that page leads to results', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/no-such-page');
  const field = page.locator(searchField);
  await field.fill('lamp');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/search\?(.*&)?q=lamp/);
});
