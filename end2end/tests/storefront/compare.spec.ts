import { axe, expect, fitsWidth, hydrated, test } from '../../fixtures/test';

const lamp = '/p/hearth-table-lamp';

test('products are put side by side, seen by their differences and taken away', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
  for (const handle of ['everyday-mug', 'enamel-mug', 'iron-skillet']) {
    await page.goto(`/p/${handle}`);
    await page.request.post('/compare/add', { form: { product: (await page.locator('#buy').getAttribute('data-product'))! } });
  }
  await page.goto('/compare');
  await expect(page.getByRole('heading', { level: 1, name: 'Compare 3 products' })).toBeVisible();
  await expect(page.getByRole('columnheader').filter({ hasText: '€' })).toHaveCount(3);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await fitsWidth(page);
  const all = await page.getByRole('rowheader').count();
  await page.getByRole('link', { name: 'Differences only' }).click();
  await expect(page).toHaveURL(/differences=1/);
  // All three arrive on the same day.
  expect(await page.getByRole('rowheader').count()).toBeLessThan(all);
  await page.getByRole('button', { name: /^Take Enamel mug/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compare 2 products' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader').filter({ hasText: '€' })).toHaveCount(2);
});

test('a fifth product is refused with a sentence', { tag: '@no-script' }, async ({ page }) => {
  await page.goto('/c/table');
  const ids = await page.locator('form[data-compare] input[name=product]').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  for (const product of ids.slice(0, 4)) await page.request.post('/compare/add', { form: { product } });
  const answer = await page.request.post('/compare/add', { form: { product: ids[4] } });
  expect(await answer.text()).toContain('Four is the most');
  await page.goto('/compare');
  await expect(page.getByRole('columnheader').filter({ hasText: '€' })).toHaveCount(4);
});

test('scripts mark what is compared, on cards and on the product', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/c/table');
  await hydrated(page);
  const first = page.locator('.compare-button').first();
  await expect(first).toHaveAttribute('aria-pressed', 'false');
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#compare-bar')).toHaveText('Compare (1)');
  await page.reload();
  await hydrated(page);
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await page.locator('.card__title a').first().click();
  await hydrated(page);
  await expect(page.locator('#buy .compare-button')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#buy .compare-button').click();
  await expect(page.locator('#compare-bar')).toBeHidden();
});

test('a mark outlasts another variant', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const button = page.locator('#buy .compare-button');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#buy a[data-choice]:not([aria-current])').first().click();
  await expect(page).toHaveURL(/variant=/);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
});

test('the comparison is accessible, full and empty', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/compare');
  await axe(page);
  await page.goto('/c/table');
  const ids = await page.locator('form[data-compare] input[name=product]').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  for (const product of ids.slice(0, 3)) await page.request.post('/compare/add', { form: { product } });
  await page.goto('/compare');
  await hydrated(page);
  await axe(page);
});

test('what was looked at stands in a row, until it is forgotten', { tag: '@phone' }, async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  await expect(page.locator('#seen .resume a')).toHaveCount(0);
  await page.goto('/p/everyday-mug');
  await hydrated(page);
  await expect(page.locator('#seen .resume a')).toHaveCount(1);
  await expect(page.locator('#seen')).toContainText('Hearth table lamp');
  await page.goto('/');
  await hydrated(page);
  await expect(page.locator('#seen .resume a')).toHaveCount(2);
  await page.getByRole('button', { name: 'Forget these' }).click();
  await page.reload();
  await hydrated(page);
  await expect(page.locator('#seen')).toBeHidden();
});
