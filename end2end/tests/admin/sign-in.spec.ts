import { owner, signInStaff } from '../../fixtures/staff';
import { axe, expect, test } from '../../fixtures/test';

test.use({ allowedMessages: /status of 422/ });

test('a wrong password is told in one sentence and the address is kept @no-script @phone', async ({ page }) => {
  await page.goto('/admin/orders');
  await expect(page).toHaveURL(/sign-in\?next=%2Fadmin%2Forders/);
  await axe(page);
  await page.getByLabel('E-mail').fill('nobody@wrenfold.example');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('do not match');
  await expect(page.getByLabel('E-mail')).toHaveValue('nobody@wrenfold.example');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/admin\/orders$/);
});

test('signing out ends the session at once', async ({ page, request }) => {
  await signInStaff(page);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.endsWith('stoa_staff'))!;
  expect(session.httpOnly && session.sameSite === 'Strict').toBe(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  const stolen = await request.get('/admin/orders', {
    headers: { cookie: `${session.name}=${session.value}` },
    maxRedirects: 0,
  });
  expect(stolen.status()).toBe(303);
});
