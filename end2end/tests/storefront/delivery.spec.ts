import { axe, expect, hydrated, test } from '../../fixtures/test';

const lamp = '/p/hearth-table-lamp';

test('a postcode says where to, without scripts by a form', { tag: '@no-script' }, async ({ page }) => {
  await page.goto(lamp);
  await page.locator('#place').click();
  await page.getByLabel('Postcode').fill('1050');
  await page.getByRole('button', { name: 'Show the day' }).click();
  await expect(page.locator('#place')).toContainText('1050, Austria');
  await expect(page.locator('#delivery')).toContainText('Arrives');
});

test('the day of another country is another', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const before = await page.locator('#delivery p').first().innerText();
  await page.locator('#place').click();
  const country = page.getByLabel('Country');
  const other = await country.locator('option:not([selected])').first().innerText();
  await country.selectOption({ label: other });
  await page.getByRole('button', { name: 'Show the day' }).click();
  await expect(page.locator('#place')).toContainText(other);
  await expect(page.locator('#buy-said')).toContainText('Arrives');
  expect(before).toContain('Arrives');
  // Another product is told the place, without being asked.
  await page.goto('/p/everyday-mug');
  await hydrated(page);
  await expect(page.locator('#place')).toContainText(other);
});

test.describe('a postcode that is none', () => {
  test.use({ allowedMessages: /status of 422/ });
  test('is said at its field and stays', { tag: ['@no-script', '@phone'] }, async ({ page }) => {
    await page.goto(lamp);
    await page.locator('#place').click();
    await page.getByLabel('Postcode').fill('12');
    await page.getByRole('button', { name: 'Show the day' }).click();
    await expect(page.getByText('A postcode has four digits in this country.')).toBeVisible();
    await expect(page.getByLabel('Postcode')).toHaveValue('12');
    await expect(page.getByLabel('Postcode')).toHaveAttribute('aria-invalid', 'true');
    await axe(page);
  });
});
