import { axe, expect, hydrated, test } from '../../fixtures/test';

const lamp = '/p/hearth-table-lamp';

test('every picture is reached by keys, enlarged, and the focus comes back', async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  const slides = page.locator('.gallery__stage a');
  const count = await slides.count();
  expect(count).toBeGreaterThan(2);
  const names = await slides.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
  expect(new Set(names).size, 'each picture has words of its own').toBe(count);

  await slides.first().focus();
  await page.keyboard.press('Enter');
  const large = page.locator('dialog.lightbox');
  await expect(large).toBeVisible();
  const said = page.locator('#large-count');
  await expect(said).toHaveText(`Picture 1 of ${count}`);
  for (let at = 2; at <= count; at++) {
    await page.keyboard.press('ArrowRight');
    await expect(said).toHaveText(`Picture ${at} of ${count}`);
  }
  await page.getByRole('button', { name: 'Picture before' }).click();
  await expect(said).toHaveText(`Picture ${count - 1} of ${count}`);
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(slides.first()).toBeFocused();
});

test('a large picture is zoomed by buttons, keys and a click', { tag: '@phone' }, async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  await page.locator('.gallery__stage a').first().click();
  const frame = page.locator('#large-strip > div').first();
  const picture = frame.locator('img');
  const width = async () => (await picture.boundingBox())!.width;
  const plain = await width();
  await page.getByRole('button', { name: 'Larger' }).click();
  await expect.poll(width).toBeGreaterThan(plain * 1.9);
  await page.keyboard.press('-');
  await expect.poll(width).toBeLessThan(plain * 1.1);
  await picture.click();
  await expect.poll(width).toBeGreaterThan(plain * 2.9);
  await picture.click();
  await expect.poll(width).toBeLessThan(plain * 1.1);
  await page.getByRole('button', { name: 'Close the picture' }).click();
  await expect(page.locator('dialog.lightbox')).toBeHidden();
});

test('without scripts the strip and the pictures are links', { tag: '@no-script-only' }, async ({ page }) => {
  await page.goto(lamp);
  const thumbs = page.locator('.gallery__thumbs a');
  expect(await thumbs.count()).toBeGreaterThan(1);
  await thumbs.nth(1).click();
  await expect(page).toHaveURL(/#picture-\d+$/);
  const large = await page.locator('.gallery__stage a').first().getAttribute('href');
  expect((await page.request.get(large!)).status()).toBe(200);
});

test('the strip of a phone shows small pictures, and says how many there are', { tag: '@phone-only' }, async ({ page }) => {
  await page.goto(lamp);
  await hydrated(page);
  await expect(page.locator('.gallery__thumbs a').first()).toBeVisible();
  const count = await page.locator('.gallery__stage a').count();
  const strip = await page.locator('.gallery__thumbs a').count();
  await expect(page.locator('.gallery__more')).toHaveText(count > strip ? [`+${count - strip}`] : []);
  await expect(page.getByRole('group', { name: `${count} pictures, scroll sideways` })).toBeVisible();
});
