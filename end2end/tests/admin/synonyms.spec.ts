import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test } from '../../fixtures/test';

test.use({ allowedMessages: /status of 422/ });

test('words are added and tried at once @no-script @phone', async ({ page }, info) => {
  const word = `zwirn${info.project.name.replace(/[^a-z]/g, '')}`;
  await comeAsStaff(page);
  await page.goto('/admin/synonyms/new');
  await axe(page);
  await fitsWidth(page);
  await page.getByLabel('Words', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('at least two words');
  await expect(page.getByLabel('Words', { exact: true })).toHaveValue(word);
  await page.getByLabel('Words', { exact: true }).fill(`${word}\nblanket`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The words were saved.')).toBeVisible();
  await expect
    .poll(async () => {
      await page.goto(`/admin/synonyms?try=${word}`);
      return page.locator('#tried').innerText();
    })
    .toMatch(/finds \d+ products?:/);
  await axe(page);
  await fitsWidth(page);

  await page.goto(`/admin/synonyms?q=${word}`);
  await page.getByRole('link', { name: new RegExp(word) }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('was removed.')).toBeVisible();
});

test('a redirect leads on and can be taken away @no-script @phone', async ({ page }, info) => {
  const from = `/old/${info.project.name.replace(/[^a-z]/g, '')}`;
  await comeAsStaff(page);
  await page.goto('/admin/redirects');
  await page.getByLabel('From', { exact: true }).fill(from);
  await page.getByLabel('To', { exact: true }).fill('/collections');
  await page.getByRole('button', { name: 'Add redirect' }).click();
  await expect(page.getByText('The redirect was added.')).toBeVisible();
  await axe(page);
  await fitsWidth(page);
  await page.goto(from);
  await expect(page).toHaveURL(/\/collections$/);
  await page.goto(`/admin/redirects?q=${encodeURIComponent(from)}`);
  await page.getByRole('button', { name: 'Delete' }).first().click();
  await expect(page.getByText('The redirect was deleted.')).toBeVisible();
});
