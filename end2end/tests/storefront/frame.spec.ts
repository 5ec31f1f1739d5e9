import { axe, expect, hydrated, test } from '../../fixtures/test';

test('the menu opens without scripts and leads to a category', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Shop', exact: true }).click();
  const menu = page.locator('#mega');
  await expect(menu).toBeVisible();
  await menu.getByRole('link', { name: 'Kitchen', exact: true }).click();
  await expect(page).toHaveURL(/\/c\/kitchen/);
  await expect(page.locator('.site-nav a[aria-current=true]')).toHaveText('Table');
});

test('the drawer of a phone leads to a category', { tag: '@phone-only' }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  const drawer = page.locator('#menu');
  await drawer.getByText('Table', { exact: true }).click();
  await drawer.getByText('Kitchen', { exact: true }).click();
  await drawer.getByRole('link', { name: 'All of Kitchen' }).click();
  await expect(page).toHaveURL(/\/c\/kitchen/);
});

test('the theme is chosen once and kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/c/kitchen');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await axe(page);
});

test('the notice goes away and stays away', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Dismiss notice' }).click();
  await expect(page.locator('.notice')).toBeHidden();
  await page.reload();
  await expect(page.locator('.notice')).toBeHidden();
});

test('running text and the style guide are accessible', async ({ page }) => {
  for (const path of ['/page/shipping', '/collection/best-sellers', '/dev/styleguide']) {
    await page.goto(path);
    await hydrated(page);
    await axe(page);
  }
});
