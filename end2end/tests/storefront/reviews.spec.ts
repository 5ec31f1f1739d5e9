// The life of a review: written with a photo, rejected, undone, approved, answered, and found helpful once.

import { link, mailWith } from '../../fixtures/mail';
import { program, run } from '../../fixtures/shop';
import { comeAsStaff } from '../../fixtures/staff';
import { axe, expect, fitsWidth, test, type Page } from '../../fixtures/test';

// Each project reviews another product: the shop is the same for all.
const reviewed: Record<string, string> = { desktop: 'bell-pendant', phone: 'pedestal-table', 'no-script': 'plain-cutlery' };

// A picture of one red dot, which is all the pipeline needs.
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

// A decision without a reason is refused.
// The browser says so when a page with view transitions leads to one without, such as a letter.
test.use({ allowedMessages: /status of 422|ViewTransition opt-in disabled/ });

type Rated = { count: number; average: string };

/** What the page and its JSON-LD say of all reviews; both must agree. */
async function rated(page: Page, handle: string): Promise<Rated> {
  await page.goto(`/p/${handle}`);
  const ld = (await page.locator('script[type="application/ld+json"]').allTextContents()).join('');
  const said = /"ratingCount":(\d+),"ratingValue":"([\d.]+)"/.exec(ld);
  const rating: Rated = { count: Number(said?.[1] ?? 0), average: said?.[2] ?? '' };
  if (said) {
    await expect(page.locator('.score__value')).toHaveText(rating.average);
    await expect(page.locator('.reviews__sum .score')).toContainText(`${rating.count} review`);
    const bars = await page.locator('.bars progress').evaluateAll((all) => all.map((bar) => (bar as HTMLProgressElement).value));
    expect(bars.reduce((sum, bar) => sum + bar, 0)).toBe(rating.count);
  }
  return rating;
}

async function state(page: Page, own: string, expected: string): Promise<void> {
  await page.goto(own);
  await expect(page.locator(`[data-review-state="${expected}"]`)).toBeVisible();
}

test('a review is written, judged, answered and found helpful @phone @no-script', async ({ page, browser }, info) => {
  const handle = reviewed[info.project.name];
  const email = `writes-${info.project.name}@shopper.example`;
  const title = `Quiet and good, ${info.project.name}`;
  const before = await rated(page, handle);

  await page.getByRole('link', { name: 'Write a review' }).first().click();
  await axe(page);
  await fitsWidth(page);
  await page.locator('.rate__star').nth(3).click();
  await page.getByLabel('In a few words').fill(title);
  await page.getByLabel('Your review').fill('It does what it should,\nand looks well while it does.');
  await page.getByLabel('Your name').fill('Mara L.');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Photos').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: photo });
  await page.getByRole('button', { name: 'Send review' }).click();
  await expect(page.getByRole('heading', { name: 'Thank you for your review' })).toBeVisible();
  await axe(page);
  await fitsWidth(page);
  // Its own page is known to the letter alone.
  const received = await mailWith(page, email, 'We have your review');
  const own = link(received, /\/review\/[\w-]+/);
  await page.goto(own);
  await expect(page.getByText('Submitted, awaiting approval')).toBeVisible();
  await expect(page.locator('.review__photos img')).toHaveCount(1);
  await axe(page);
  await fitsWidth(page);
  expect((await rated(page, handle)).count).toBe(before.count);

  await comeAsStaff(page);
  await page.goto('/admin/reviews');
  await axe(page);
  await fitsWidth(page);
  // The oldest come first.
  const waiting = page.locator('.queue-item', { hasText: title });
  for (let at = 2; at < 9 && (await waiting.count()) === 0; at += 1) await page.goto(`/admin/reviews?page=${at}`);
  await waiting.click();
  const review = new URL(page.url()).searchParams.get('review')!;
  const decide = page.locator('form.read-form');
  await decide.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('Choose why.').first()).toBeVisible();
  await decide.getByLabel('Reason', { exact: true }).selectOption('off_topic');
  await decide.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('The review by Mara L. is rejected.')).toBeVisible();
  // The author looks on from a tab of their own, so that the offer to undo stays.
  const author = await page.context().newPage();
  await state(author, own, 'rejected');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByText('Undone. The review waits again.')).toBeVisible();
  await state(author, own, 'pending');

  await page.goto(`/admin/reviews?view=waiting&review=${review}`);
  await page.getByLabel('Public answer').fill('Thank you, Mara.');
  const version = Number(await page.locator('form.read-form input[name="version"]').inputValue());
  await page.getByRole('button', { name: 'Approve', exact: true }).last().click();
  await expect(page.getByText('The review by Mara L. is published.')).toBeVisible();
  await state(author, own, 'approved');
  await author.close();

  // The letter waits in case of second thoughts; here its job is run at once, and once more.
  const payload = JSON.stringify({ review, kind: 'review_approved', mark: version + 1 });
  const env = { ...process.env, DATABASE_URL: process.env.STOA_E2E_DATABASE_URL, STOA_STORAGE_DIR: '.stoa/e2e', STOA_PUBLIC_URL: info.project.use.baseURL ?? process.env.STOA_E2E_URL };
  for (let twice = 0; twice < 2; twice++) run(program(), ['jobs', 'run', 'mail.review', '--payload', payload], env);
  await mailWith(page, email, 'is published', 'Thank you, Mara.');
  const box = await (await page.request.get('/dev/mailbox')).text();
  expect(box.split(email).length - 1, 'received and published, nothing of the rejection').toBe(2);

  const after = await rated(page, handle);
  expect(after.count).toBe(before.count + 1);
  const entry = page.locator('.review', { hasText: title });
  await expect(entry.getByText('Thank you, Mara.')).toBeVisible();
  await expect(entry.locator('.review__photos img')).toHaveCount(1);

  const context = await browser.newContext({ baseURL: process.env.STOA_E2E_URL, javaScriptEnabled: info.project.use.javaScriptEnabled });
  const other = await context.newPage();
  for (let twice = 0; twice < 2; twice++) {
    await other.goto(`/p/${handle}`);
    await other.locator('.review', { hasText: title }).getByRole('button', { name: /^Helpful/ }).click();
    await expect(other.getByText('Thank you, your vote counts.')).toBeVisible();
  }
  await other.goto(`/p/${handle}?sort=helpful`);
  await expect(other.locator('.review', { hasText: title }).getByRole('button', { name: /^Helpful \(1\)/ })).toBeVisible();
  await context.close();

  await page.goto(`/p/${handle}?stars=4`);
  await expect(page.locator('.review', { hasText: title })).toBeVisible();
  await page.locator('.bars a[aria-current]').click();
  await expect(page).not.toHaveURL(/stars=/);
  await axe(page);
  await fitsWidth(page);
});

test('the queue is worked by keys, which can be switched off', async ({ page }) => {
  await comeAsStaff(page);
  await page.goto('/admin/reviews?view=approved');
  const first = await page.locator('#rv-h').textContent();
  await page.keyboard.press('j');
  await expect(page.locator('#rv-h')).not.toHaveText(first!);
  await page.keyboard.press('k');
  await expect(page.locator('#rv-h')).toHaveText(first!);
  await page.keyboard.press('e');
  await expect(page.getByLabel('Public answer')).toBeFocused();
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.locator('body').press('j');
  await expect(page.locator('#rv-h')).toHaveText(first!);
});
