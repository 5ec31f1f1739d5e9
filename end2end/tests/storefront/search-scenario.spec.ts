// People who cannot spell it, have its code, look for a page, or for something that is not there.

import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';
import { comeAsStaff } from '../../fixtures/staff';

const headphones = '/p/closed-headphones';

test('a slip of the pen finds what was meant', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  await page.goto('/search?q=hedphons');
  await expect(page.locator('#list-head .lead')).toContainText('headphones');
  const first = page.locator('.card').first().getByRole('link').last();
  await expect(first).toHaveAttribute('href', headphones);
  await expect(page.locator('.card').first().locator('mark')).toHaveText(/headphones/i);
  await expect(page.locator('#q')).toHaveValue('hedphons');
});

test('the field knows what is meant before it is written', async ({ page }) => {
  await page.goto('/');
  await hydrated(page);
  const field = page.getByRole('combobox', { name: 'Search the shop' });
  await field.pressSequentially('hedphone');
  await expect(page.locator(`.suggest [role=option][href="${headphones}"]`)).toBeVisible();
  await field.fill('');
  await field.pressSequentially('headph');
  await expect(page.locator('.suggest mark').first()).toHaveText(/headphones/i);
  await expect(field).toHaveValue('headph');
});

test('a code opens its product', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  await page.goto('/search?q=2000000051802');
  await expect(page).toHaveURL(/\/p\/cooks-knife$/);
  await page.goto('/search?q=t-043-01');
  await expect(page).toHaveURL(/\/p\/iron-skillet$/);
});

test('words of a page lead to it', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  await page.goto('/search?q=returns');
  await expect(page).toHaveURL(/\/page\/returns$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/search?q=how+much+is+shipping');
  await expect(page).toHaveURL(/\/page\/shipping$/);
});

test('a matching category stands above the products', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  await page.goto('/search?q=lamp');
  await expect(page.locator('#list-head nav a[href^="/c/"]').first()).toBeVisible();
  await expect(page.locator('.card').first()).toBeVisible();
});

test('nonsense is met with help, and staff hears of it', { tag: '@phone' }, async ({ page }) => {
  const word = `xqzzyw${'abcdefgh'[Math.floor(Math.random() * 8)]}rtklm`;
  const answer = await page.goto(`/search?q=${word}`);
  expect(answer?.status()).toBe(200);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word);
  await expect(page.locator('main a[href^="/c/"]')).toHaveCount(4);
  await expect(page.locator('main .card').first()).toBeVisible();
  await expect(page.locator('main a[href="/contact"]')).toBeVisible();
  await fitsWidth(page);
  await axe(page);

  await comeAsStaff(page);
  // Searches are written a few seconds later.
  await expect(async () => {
    await page.goto('/admin/searches');
    await expect(page.getByRole('link', { name: word })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await axe(page);
});

test('stars narrow a list', { tag: ['@no-script'] }, async ({ page }) => {
  await page.goto('/c/table?rating=4');
  await expect(page.locator('.chips--active .chip--on')).toContainText('4 stars and up');
  await expect(page.locator('.card').first()).toBeVisible();
});
