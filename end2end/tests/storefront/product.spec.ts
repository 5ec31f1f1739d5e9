import { axe, expect, fitsWidth, hold, hydrated, test, type Page } from '../../fixtures/test';

const lamp = '/p/hearth-table-lamp';

test('a product shows price, stock and a form that works', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  await page.goto(lamp);
  await expect(page.getByRole('heading', { level: 1, name: 'Hearth table lamp' })).toBeVisible();
  await expect(page.locator('#buy .price')).toContainText('€');
  await expect(page.getByLabel('Quantity', { exact: true })).toHaveValue('1');
  await expect(page.locator('#add')).toBeEnabled();
  await fitsWidth(page);
});

test('another variant is a link', { tag: '@no-script' }, async ({ page }) => {
  await page.goto(lamp);
  const before = await chosen(page);
  await page.getByRole('link', { name: 'Rust', exact: true }).click();
  await expect(page).toHaveURL(/\?variant=[0-9a-f]{32}/);
  await expect(page.locator('.buy__label strong').first()).toHaveText('Rust');
  expect(await chosen(page)).not.toBe(before);
});

test('another variant comes without another page', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  await page.evaluate(() => ((window as unknown as { same: boolean }).same = true));
  await page.getByRole('link', { name: 'Indigo', exact: true }).click();
  await expect(page.locator('.buy__label strong').first()).toHaveText('Indigo');
  await expect(page).toHaveURL(/\?variant=/);
  expect(new URL(page.url()).searchParams.get('variant')).toBe(await chosen(page));
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
  await expect(page.getByRole('link', { name: 'Indigo', exact: true })).toBeFocused();
});

test('what was chosen is bought, even before its column has come', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const release = await hold(page, '**/buy?variant=*');
  const choice = page.getByRole('link', { name: 'Indigo', exact: true });
  const wanted = new URL((await choice.getAttribute('href'))!, page.url()).searchParams.get('variant');
  await choice.click();
  expect(await chosen(page)).toBe(wanted);
  await page.locator('#add').click();
  await expect(page.getByRole('dialog').getByText('Indigo').first()).toBeVisible();
  release();
});

test('the bar at the foot of a phone follows the variant', { tag: ['@phone-only'] }, async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const bar = page.locator('.buy-bar');
  await expect(bar.locator('button')).toBeEnabled();
  await page.getByRole('link', { name: /^Spruce/ }).click();
  await expect(page.locator('#add')).toBeDisabled();
  await expect(bar.locator('button')).toHaveText('Sold out');
  await expect(bar.locator('button')).toBeDisabled();
  await page.getByRole('link', { name: 'Rust', exact: true }).click();
  await expect(bar.locator('button')).toHaveText('Add to cart');
  await expect(bar.locator('button')).toBeEnabled();
});

test('a sold out variant offers nothing, above or at the foot', { tag: ['@phone', '@no-script'] }, async ({ page }) => {
  await page.goto(lamp);
  const spruce = await page.getByRole('link', { name: /^Spruce/ }).getAttribute('href');
  await page.goto(spruce!);
  for (const button of [page.locator('#add'), page.locator('.buy-bar button')]) {
    await expect(button).toHaveText('Sold out');
    await expect(button).toBeDisabled();
  }
});

test('the strip moves the stage and a picture opens large', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const second = page.locator('.gallery__thumbs a').nth(1);
  await second.click();
  await expect(second).toHaveAttribute('aria-current', 'true');
  await page.locator('.gallery__stage a').nth(1).click();
  await expect(page.locator('dialog.lightbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.lightbox')).toBeHidden();
});

test('what search engines read equals the page', { tag: '@no-script' }, async ({ page }) => {
  await page.goto(lamp);
  const blocks = await page.locator('script[type="application/ld+json"]').allTextContents();
  const product = blocks.map((text) => JSON.parse(text)).find((block) => /^Product/.test(block['@type']));
  const shown = (await page.locator('#buy .price').first().innerText()).match(/[\d.]+/)?.[0];
  const id = await chosen(page);
  const offer = product.hasVariant.find((one: { offers: { url: string } }) => one.offers.url.endsWith(id)).offers;
  expect(offer.price).toBe(shown);
  expect(offer.priceCurrency).toBe('EUR');
});

test('a product is accessible', { tag: '@phone' }, async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  await axe(page);
});

test.describe('a variant that is none', () => {
  test.use({ allowedMessages: /status of 404/ });
  test('is not found', async ({ page }) => {
    const answer = await page.goto(`${lamp}?variant=nothing`);
    expect(answer?.status()).toBe(404);
  });
});

function chosen(page: Page): Promise<string> {
  return page.locator('#buy-form [name=variant]').inputValue();
}
