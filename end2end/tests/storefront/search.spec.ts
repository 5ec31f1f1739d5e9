import { axe, expect, hydrated, test } from '../../fixtures/test';

test('words are found and stay in the field', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/search?q=mug');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('mug');
  await expect(page.locator('.card').first()).toBeVisible();
  await expect(page.locator('#q')).toHaveValue('mug');
});

test('words that nothing has lead on', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  const answer = await page.goto('/search?q=xylophonium+quark');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing matches');
  await expect(page.locator('main a[href^="/c/"]').first()).toBeVisible();
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
});

test('the field suggests while one types, by keys alone', async ({ page }) => {
  await page.goto('/');
  await hydrated(page);
  const field = page.getByRole('combobox', { name: 'Search the shop' });
  await field.pressSequentially('mu');
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveValue('mu');
  await field.press('Escape');
  await expect(options.first()).toBeHidden();
  await field.press('g');
  await expect(options.first()).toBeVisible();
  await field.press('ArrowDown');
  const href = await options.first().getAttribute('href');
  await field.press('Enter');
  await expect(page).toHaveURL(new RegExp(href!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
});

test('results are accessible', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/search?q=mug');
  await hydrated(page);
  await axe(page);
});
