// Writing to the shop, with scripts and without.

import { axe, expect, fitsWidth, test } from '../../fixtures/test';

// The browser itself reports the status of the refused form.
test.use({ allowedMessages: /status of 422/ });

test('a message is written, and what is wrong is said at its field', { tag: ['@phone', '@no-script'] }, async ({ page }, info) => {
  await page.goto('/contact');
  await axe(page);
  await fitsWidth(page);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail', { exact: true }).fill('ada@example');
  await page.getByLabel('What would you like to tell us?').fill(`Is the mug safe in an oven? (${info.project.name})`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('#email-error')).toBeVisible();
  await expect(page.getByLabel('What would you like to tell us?')).toHaveValue(/safe in an oven/);
  await axe(page);
  await page.getByLabel('E-mail', { exact: true }).fill('ada@example.org');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you, we have it');
});

test('the form is a link away where somebody is lost', async ({ page }) => {
  for (const path of ['/page/contact', '/search?q=zzqxy']) {
    await page.goto(path);
    await page.locator('main a[href="/contact"]').click();
    await expect(page).toHaveURL(/\/contact$/);
  }
});
