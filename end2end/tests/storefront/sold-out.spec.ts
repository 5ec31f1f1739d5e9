// Somebody waits for a variant that is sold out, staff put it back on the shelf, and the one letter leads to it.

import { link, mailWith } from '../../fixtures/mail';
import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test, type Page } from '../../fixtures/test';

// Each project waits for another one: the shop is the same for all.
const wanted: Record<string, { handle: string; title: string; value: string; sku: string }> = {
  desktop: { handle: 'bell-pendant', title: 'Bell pendant', value: 'Chalk, 34 cm', sku: 'H-005-03' },
  phone: { handle: 'pedestal-table', title: 'Pedestal table', value: 'Walnut', sku: 'H-013-02' },
  'no-script': { handle: 'plain-cutlery', title: 'Plain cutlery', value: 'Black', sku: 'T-037-02' },
};

async function soldOut(page: Page, handle: string, sku: string): Promise<void> {
  await page.goto(`/p/${handle}`);
  const variants = [...new Set(await page.locator('a[data-choice]').evaluateAll((all) => all.map((a) => a.getAttribute('href')!)))];
  for (const variant of variants) {
    await page.goto(variant);
    if (await page.locator('#buy').getByText(sku).count()) return;
  }
  throw new Error(`no choice leads to ${sku}`);
}

test('a wish for a sold-out variant ends with one letter @phone @no-script', async ({ page }, info) => {
  const { handle, sku } = wanted[info.project.name];
  const email = `waits-${info.project.name}@shopper.example`;
  await soldOut(page, handle, sku);
  await expect(page.locator('#add')).toHaveText('Sold out');
  const address = page.url();
  const variant = new URL(address).searchParams.get('variant')!;
  expect(await page.locator('script[type="application/ld+json"]').first().textContent()).toContain('OutOfStock');
  await fitsWidth(page);
  await axe(page);

  await page.getByLabel('E-mail me when it is back').fill(email);
  await page.getByRole('button', { name: 'Tell me' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'We will write to you' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Back to the product' }).click();
  await expect(page).toHaveURL(new RegExp(`variant=${variant}`));

  await comeAsStaff(page);
  await page.goto(`/admin/products?q=${sku}`);
  await page.locator('.row-link').first().click();
  await page.getByRole('link', { name: 'Stock and prices' }).click();
  await expect(page.getByText('1 person waits for it')).toBeVisible();
  const stock = page.locator('form[action$="/stock"]').filter({ has: page.locator(`input[name="variant"][value="${variant}"]`) });
  await stock.getByLabel('On hand').fill('4');
  await stock.getByLabel('Reason').fill('Delivery of today');
  await stock.getByRole('button', { name: 'Change stock' }).click();
  await expect(page.getByText('The stock was changed.')).toBeVisible();

  const mail = await mailWith(page, email, 'is back');
  await page.goto(link(mail, new RegExp(`/p/${handle}\\?variant=[0-9a-f-]+`)));
  expect(new URL(page.url()).searchParams.get('variant')).toBe(variant);
  await expect(page.locator('#buy').getByText(sku)).toBeVisible();
  await expect(page.locator('#buy').getByText('Only 4 left')).toBeVisible();
  await expect(page.locator('#add')).toBeEnabled();
  await expect(page.getByLabel('E-mail me when it is back')).toHaveCount(0);
  const ld = await page.locator('script[type="application/ld+json"]').first().textContent();
  expect(ld).toContain('LimitedAvailability');
  const feed = await (await page.request.get('/feeds/google.xml')).text();
  const item = feed.split('<item>').find((part) => part.includes(`variant=${variant}`));
  expect(item).toContain('in_stock');

  const box = await (await page.request.get('/dev/mailbox')).text();
  expect(box.split(email).length - 1, 'exactly one letter').toBe(1);
  await page.goto(link(mail, /\/notice\/[\w-]+/));
  await page.getByRole('button', { name: 'Delete my address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your address is deleted' })).toBeVisible();
});
