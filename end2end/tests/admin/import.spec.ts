import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test, type Page } from '../../fixtures/test';

const PRODUCTS = 1000;
const FAULTS = 15;

/** A Shopify file of two thousand rows, with faults of all kinds, and a name that no other run has. */
function file(mark: string): string {
  const rows = ['Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Status,Shelf'];
  for (let at = 0; at < PRODUCTS; at += 1) {
    const bad = at % 20 === 19 && at / 20 < FAULTS;
    const price = bad && at % 40 === 19 ? '12.9O' : '12.90';
    const count = bad && at % 40 === 39 ? 'plenty' : '5';
    rows.push(`${mark}-${at},${mark} ${at},Marrow,Size,S,${mark}-${at}-s,${count},${price},draft,B${at}`);
    rows.push(`${mark}-${at},,,,M,${mark}-${at}-m,3,14.90,,`);
  }
  return `${rows.join('\n')}\n`;
}

test('a catalogue moves in, is mended, and moves out again @phone @no-script', async ({ page }, info) => {
  // Two thousand rows go in, are mended and go out again.
  test.slow();
  const mark = `moved-${info.project.name}-${Date.now().toString(36)}`;
  await comeAsStaff(page);
  await page.goto('/admin/import');
  await axe(page);
  await fitsWidth(page);

  await page.getByLabel('File').setInputFiles({ name: `${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file(mark)) });
  await page.getByRole('button', { name: 'Upload' }).click();

  // What the columns are: all guessed but the shelf.
  await expect(page.getByRole('heading', { level: 1, name: `${mark}.csv` })).toBeVisible();
  await expect(page.getByLabel('Variant SKU')).toHaveValue('SKU');
  await expect(page.getByLabel('Shelf')).toHaveValue('');
  await axe(page);
  await fitsWidth(page);
  await page.getByRole('button', { name: 'Check the file' }).click();

  await expect(page.getByText('Ready to import')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('heading', { name: `${FAULTS} rows need mending` })).toBeVisible();
  await expect(page.getByRole('row', { name: /12\.9O/ }).first()).toContainText('Variant Price');
  await axe(page);
  await fitsWidth(page);

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported', { exact: true })).toBeVisible({ timeout: 40_000 });

  // The file of errors comes back whole, and is fine once it is mended.
  const answer = await page.request.get(`${page.url()}/errors`);
  const errors = await answer.text();
  expect(errors.trim().split('\n')).toHaveLength(1 + 2 * FAULTS);
  const mended = errors.replaceAll('12.9O', '12.90').replaceAll('plenty', '5');
  await page.goto('/admin/import');
  await page.getByLabel('File').setInputFiles({ name: `${mark}-mended.csv`, mimeType: 'text/csv', buffer: Buffer.from(mended) });
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('Every row is fine.')).toBeVisible({ timeout: 40_000 });

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported', { exact: true })).toBeVisible({ timeout: 40_000 });
  // What was bad and what was good are all there, and each is there once.
  expect(await kept(page, mark)).toBe(2 * PRODUCTS);

  // And back: both imports are undone, products and all.
  for (const name of [`${mark}-mended.csv`, `${mark}.csv`]) {
    await page.goto('/admin/import');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: 'Undo the import' }).click();
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('Undone', { exact: true })).toBeVisible({ timeout: 40_000 });
  }
  expect(await kept(page, mark)).toBe(0);
});

/** How many variants of the file the shop has; a second copy of a product would have a handle with one more number. */
async function kept(page: Page, mark: string): Promise<number> {
  const answer = await page.request.get('/admin/export/products?format=shopify');
  expect(answer.status()).toBe(200);
  return (await answer.text()).match(new RegExp(`"${mark}-[\\d-]+",`, 'g'))?.length ?? 0;
}

test('a file that is none is told at its field', async ({ page }) => {
  test.info().annotations.push({ type: 'expects', description: 'a 422 and its message' });
  await comeAsStaff(page);
  await page.goto('/admin/import');
  const answer = await page.request.post('/admin/import', {
    multipart: { file: { name: 'book.xlsx', mimeType: 'text/csv', buffer: Buffer.from('PK\u0003\u0004....') } },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.status()).toBe(415);
  expect(await answer.text()).toContain('Excel workbook');
});
