// The checkout form: what is wrong is said on top and at the field, and nothing typed is lost.

import { axe, expect, hydrated, test } from '../../fixtures/test';
import { addToCart, answered, fillIn, newEmail, payButton, scripted, slowPress, toCheckout } from './buyer';

test.use({ allowedMessages: /status of 422/ });

test('an empty form is answered with a list of links, and nothing is lost', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await page.getByLabel('City').first().fill('Vienna');
  await payButton(page).click();

  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole('alert').filter({ has: page.getByRole('heading') });
  await expect(summary.getByRole('heading')).toHaveText('Nothing is ordered yet. 4 things need a look.');
  if (scripted()) await expect(summary).toBeFocused();
  await summary.getByRole('link').first().click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('City').first()).toHaveValue('Vienna');
  if (!scripted()) return;

  await hydrated(page);
  await axe(page);
  await page.getByLabel('E-mail').fill('mara@');
  await expect(page.getByLabel('E-mail')).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('E-mail').blur();
  await expect(page.locator('#email-error')).toBeVisible();
  await page.getByLabel('E-mail').fill('mara@example.org');
  await expect(page.locator('#email-error')).toHaveCount(0);
});

test('the total follows delivery and payment', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  const before = await payButton(page).innerText();
  await page.getByRole('radio', { name: 'Express' }).check();
  if (!scripted()) await page.getByRole('button', { name: 'Update delivery and total' }).click();
  await expect(payButton(page)).not.toHaveText(before);
  await expect(page.getByRole('radio', { name: 'Express' })).toBeChecked();
});

test('a press that leaves a field counts, though the answer comes before the release', { tag: '@phone' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  const city = page.getByLabel('City').first();
  await answered(page, '/rpc/checkout/look', () => city.blur());
  await city.fill('Graz');
  await slowPress(page, payButton(page), '/rpc/checkout/look');
  await expect(page).toHaveURL(/\/pay\/local\//);
});

test('an address for the bill opens by its tick', { tag: '@no-script' }, async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  await fillIn(page, newEmail());
  const bill = page.getByRole('group', { name: 'Address for the bill' });
  await expect(bill).toHaveCount(0);
  await page.getByLabel('The bill goes to another address').check();
  if (!scripted()) await page.getByRole('button', { name: 'Update delivery and total' }).click();
  await expect(bill).toBeVisible();
  // No parcel goes there, but a bill may.
  await bill.getByLabel('Country').selectOption({ label: 'New Zealand' });
  await payButton(page).click();
  await expect(bill.getByLabel('Full name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('E-mail')).toHaveValue(/@example\.org/);
});

test('eight fields or fewer stand open for a delivery at home', async ({ page }) => {
  await addToCart(page);
  await toCheckout(page);
  const fields = page.locator('#checkout-form').locator('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select').locator('visible=true');
  expect(await fields.count()).toBeLessThanOrEqual(8);
});

test('expired, forged and unknown links are not found', { tag: '@no-script' }, async ({ page }) => {
  for (const path of ['/order/nothing', `/order/${'A'.repeat(43)}`, '/pay/local/lp_nothing', '/dev/mailbox/nothing']) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(404);
  }
});
