// What the first view of a product costs on a phone. The page comes from the running shop; WASM, its glue and the style
// sheet are those of the release, which `bin/test` builds beside it.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, hydrated, test } from '../../fixtures/test';

const kB = 1000;
const budget = { program: 110 * kB, style: 20 * kB, html: 20 * kB, fonts: 60 * kB, shift: 0.02 };
const root = resolve(__dirname, '../../..');
const product = '/p/hearth-table-lamp';

test('a product costs a phone few bytes and holds still', { tag: '@phone-only' }, async ({ page }) => {
  const fonts: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'font') fonts.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

  const answer = await page.goto(product);
  await hydrated(page);
  await page.evaluate(() => document.fonts.ready);
  const html = (await answer!.request().sizes()).responseBodySize;
  const fontBytes = (await Promise.all(fonts)).reduce((sum, bytes) => sum + bytes, 0);
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  console.log(`first view of ${product}: HTML ${html} B, fonts ${fontBytes} B, layout shift ${shift.toFixed(4)}`);

  expect(html, 'HTML').toBeGreaterThan(0);
  expect(html, 'HTML').toBeLessThanOrEqual(budget.html);
  expect(fontBytes, 'fonts').toBeLessThanOrEqual(budget.fonts);
  expect(shift, 'layout shift').toBeLessThanOrEqual(budget.shift);
});

test('the release is small', async () => {
  const names = resolve(root, 'target/release/hash.txt');
  test.skip(!existsSync(resolve(root, 'target/site-release/pkg')), 'no release site; `bin/test` builds one');
  const hashes = new Map(readFileSync(names, 'utf8').split('\n').map((line) => line.split(': ') as [string, string]));
  const size = (kind: string) => {
    const file = resolve(root, `target/site-release/pkg/stoa.${hashes.get(kind)}.${kind}`);
    return brotliCompressSync(readFileSync(file)).length;
  };
  const [wasm, glue, style] = [size('wasm'), size('js'), size('css')];
  console.log(`release, brotli: WASM ${wasm} B, glue ${glue} B, style ${style} B`);

  expect(wasm + glue, 'WASM and glue').toBeLessThanOrEqual(budget.program);
  expect(style, 'style sheet').toBeLessThanOrEqual(budget.style);
});
