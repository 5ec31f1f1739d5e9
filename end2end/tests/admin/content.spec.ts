import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test } from '../../fixtures/test';

test('a page is written, looked at, published and found in the shop @no-script @phone', async ({ page }, info) => {
  const title = `Opening hours ${info.project.name} ${Date.now()}`;
  await comeAsStaff(page);
  await page.goto('/admin/pages');
  await axe(page);
  await fitsWidth(page);
  await page.getByRole('link', { name: 'Add page' }).first().click();
  await axe(page);
  await fitsWidth(page);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Text', { exact: true }).fill('## Every day\n\nFrom nine to six.');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Every day' })).toBeVisible();
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The page was made.')).toBeVisible();

  await page.getByRole('link', { name: 'See in the shop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByText('From nine to six.')).toBeVisible();

  await page.goto(`/admin/pages?q=${encodeURIComponent(title)}`);
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  await axe(page);
  await page.getByRole('button', { name: 'Delete page' }).click();
  await expect(page.getByText('was deleted.')).toBeVisible();
});

test('a menu is built, moved and shown in the shop @no-script @phone', async ({ page }) => {
  await comeAsStaff(page);
  for (const words of ['Winter sale', 'Workshop']) {
    await page.goto('/admin/menus/footer/new');
    await axe(page);
    await fitsWidth(page);
    await page.getByLabel('Leads to').selectOption({ label: 'An address or a product' });
    await page.getByLabel('Address', { exact: true }).fill('/search?q=wool');
    await page.getByLabel('Words', { exact: true }).fill(words);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The link was added.')).toBeVisible();
  }
  await page.getByRole('button', { name: 'Move Workshop up' }).first().click();
  await axe(page);
  await fitsWidth(page);
  await expect
    .poll(async () => {
      await page.goto('/');
      return page.locator('footer').innerText();
    })
    .toMatch(/Workshop[\s\S]*Winter sale/);

  // An empty menu is drawn by the shop itself again.
  for (const words of ['Winter sale', 'Workshop']) {
    await page.goto('/admin/menus/footer');
    await page.getByRole('link', { name: words, exact: true }).first().click();
    await page.getByRole('link', { name: 'Remove link' }).click();
    await page.getByRole('button', { name: 'Remove link' }).click();
    await expect(page.getByText('The link was removed.')).toBeVisible();
  }
});
