// What a guest does from a product to an order, with and without scripts.

import { expect, hydrated, test, type Locator, type Page } from '../../fixtures/test';

/** A thing that the demo shop has plenty of. */
export const product = '/p/hearth-table-lamp';

let guests = 0;

/** An address that no other test writes to. */
export function newEmail(): string {
  guests += 1;
  return `guest-${test.info().project.name}-${test.info().workerIndex}-${guests}-${Date.now()}@example.org`;
}

export function scripted(): boolean {
  return test.info().project.name !== 'no-script';
}

/** Opens a product and puts it into the cart; ends where the cart shows. */
export async function addToCart(page: Page, path = product): Promise<void> {
  await page.goto(path);
  if (scripted()) await hydrated(page);
  await page.locator('#buy-form').getByRole('button', { name: 'Add to cart' }).click();
  if (scripted()) await expect(page.getByRole('dialog', { name: /Cart, / })).toBeVisible();
  else await expect(page).toHaveURL(/\/cart$/);
}

/** From the cart to the checkout. */
export async function toCheckout(page: Page): Promise<void> {
  const place = scripted() && !page.url().endsWith('/cart') ? page.getByRole('dialog') : page.getByRole('main');
  await place.getByRole('link', { name: 'Checkout' }).first().click();
  await expect(page).toHaveURL(/\/checkout$/);
  if (scripted()) await hydrated(page);
}

/** The fields that every order needs: seven, and nothing else. */
export async function fillIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Full name').fill('Mara Lind');
  await page.getByLabel('Country').first().selectOption({ label: 'Austria' });
  await page.getByLabel('Street and number').first().fill('Linden Lane 12');
  await page.getByLabel('Postcode').first().fill('1050');
  await page.getByLabel('City').first().fill('Vienna');
}

/** Chooses a way to pay; without scripts the total follows by its own button. */
export async function payBy(page: Page, method: string): Promise<void> {
  const choice = page.getByRole('radio', { name: method });
  if (!scripted()) {
    await choice.check();
    return page.getByRole('button', { name: 'Update delivery and total' }).click();
  }
  // Who presses before the new total is there is asked to look once more.
  if (!(await choice.isChecked())) await answered(page, '/rpc/checkout/look', () => choice.check());
}

export function payButton(page: Page) {
  return page.getByRole('main').getByRole('button', { name: /^(Pay|Place order)/ });
}

/** The number of the order on the page. */
export async function orderNumber(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/order\/[\w-]+$/);
  const number = await page.locator('[data-order-number]').getAttribute('data-order-number');
  expect(number).toBeTruthy();
  return number!;
}

/** Subjects of the letters to an address, once there are so many. */
export async function letters(page: Page, email: string, count: number): Promise<string[]> {
  const rows = page.getByRole('listitem').filter({ hasText: email });
  await expect(async () => {
    await page.goto('/dev/mailbox');
    expect(await rows.count()).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 20_000 });
  return rows.getByRole('link').allInnerTexts();
}

/** Does something that asks the server, and waits until the page shows its answer. */
export async function answered(page: Page, question: string, act: () => Promise<void>): Promise<void> {
  const request = page.waitForRequest((request) => request.url().includes(question));
  await act();
  await (await (await request).response())?.finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Presses a control as a hand does: it is let go only after the server has answered what the press itself asked. */
export async function slowPress(page: Page, control: Locator, question: string): Promise<void> {
  await control.hover();
  await answered(page, question, () => page.mouse.down());
  await page.mouse.up();
}
