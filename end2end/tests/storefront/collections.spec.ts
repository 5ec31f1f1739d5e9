import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';

test('the front page leads to a collection, and that to others', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  await page.goto('/');
  const section = page.getByRole('region', { name: 'Collections' });
  await section.getByRole('link', { name: /The quiet desk/ }).click();
  await expect(page).toHaveURL(/\/collection\/quiet-desk$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The quiet desk');
  await expect(page.locator('main .card').first()).toBeVisible();
  await fitsWidth(page);

  const more = page.getByRole('region', { name: 'More collections' });
  await expect(more.getByRole('link').filter({ hasNotText: 'See all' })).toHaveCount(3);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Collections' }).click();
  await expect(page).toHaveURL(/\/collections$/);
  await expect(page.locator('.collection')).toHaveCount(10);
  await fitsWidth(page);
});

test('the menu leads to the collections', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Shop', exact: true }).click();
  await page.locator('#mega').getByRole('link', { name: 'Autumn evenings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Autumn evenings');
});

test('the drawer of a phone leads to the collections', { tag: '@phone-only' }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  const drawer = page.locator('#menu');
  await drawer.getByText('Collections', { exact: true }).click();
  await drawer.getByRole('link', { name: 'All collections' }).click();
  await expect(page).toHaveURL(/\/collections$/);
});

// Each in a browser of its own: a picture that the page before has shown is not fetched again, and its preload counts as idle.
for (const path of ['/collections', '/collection/quiet-desk']) {
  test(`${path} is accessible`, { tag: '@phone' }, async ({ page }) => {
    await page.goto(path);
    await hydrated(page);
    await axe(page);
  });
}
