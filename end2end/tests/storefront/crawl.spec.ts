// The shop as a search engine walks it: from the front page along every link.

import { expect, test, type Page } from '../../fixtures/test';

const most = 400;

test('every link leads to one page with a title and an address of its own', async ({ page }) => {
  test.setTimeout(240_000);
  const [seen, queue] = [new Set(['/']), ['/']];
  const titles = new Map<string, string>();
  const findings: string[] = [];
  while (queue.length && seen.size < most) {
    const path = queue.shift()!;
    const answer = await page.request.get(path, { maxRedirects: 0 });
    if (answer.status() !== 200) {
      findings.push(`${path} answers ${answer.status()}`);
      continue;
    }
    const html = await answer.text();
    const said = facts(html);
    if (!said.title) findings.push(`${path} has no title`);
    if (!said.noindex) {
      const own = said.canonical === undefined ? undefined : new URL(said.canonical).pathname + new URL(said.canonical).search;
      if (own === undefined) findings.push(`${path} says no canonical address`);
      else if (own === path) {
        const other = titles.get(said.title);
        if (other) findings.push(`${path} and ${other} are both called "${said.title}"`);
        titles.set(said.title, path);
        if (!said.image?.startsWith('http') && html.includes('id="picture-')) findings.push(`${path} has no picture for cards`);
      } else if (!seen.has(own)) {
        seen.add(own);
        queue.push(own);
      }
    }
    for (const href of links(html)) {
      if (seen.has(href) || seen.size >= most) continue;
      seen.add(href);
      queue.push(href);
    }
  }
  expect(findings).toEqual([]);
  expect(titles.size).toBeGreaterThan(80);
});

test('a filtered or sorted list is not for the index, and its canonical address is the plain list', async ({ page }) => {
  for (const path of ['/c/table?in-stock=1', '/c/table?price-max=40&sort=price-asc', '/c/table?colour=chalk&page=1']) {
    const said = facts(await (await page.request.get(path)).text());
    expect(said.noindex, path).toBe(true);
    expect(new URL(said.canonical!).pathname + new URL(said.canonical!).search, path).toBe('/c/table');
  }
  expect(facts(await (await page.request.get('/search?q=mug')).text()).noindex).toBe(true);
  expect(facts(await (await page.request.get('/c/table?page=2')).text())).toMatchObject({ noindex: false, title: expect.stringContaining('page 2') });
});

test('what is not there says so by its status', async ({ page }) => {
  for (const path of ['/c/table?page=99', '/p/nothing', '/c/nothing', '/page/nothing', '/collection/best-sellers?page=99', '/card/nothing.jpg']) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});

test('the picture on a card is 1200 by 630', async ({ page }) => {
  for (const path of ['/', '/c/table', '/p/hearth-table-lamp', '/collection/best-sellers']) {
    await page.goto(path);
    const image = await page.locator('meta[property="og:image"]').getAttribute('content');
    expect(await size(page, image!), path).toEqual([1200, 630]);
    for (const property of ['og:title', 'og:url', 'og:site_name']) await expect(page.locator(`meta[property="${property}"]`)).toHaveAttribute('content', /.+/);
    await expect(page.locator('meta[name="twitter:card"]')).toHaveAttribute('content', 'summary_large_image');
  }
});

function facts(html: string) {
  const tag = (pattern: RegExp) => html.match(pattern)?.[1]?.replaceAll('&amp;', '&');
  return {
    title: tag(/<title>([^<]*)<\/title>/) ?? '',
    canonical: tag(/<link rel="canonical" href="([^"]+)"/),
    image: tag(/<meta property="og:image" content="([^"]+)"/),
    noindex: html.includes('<meta name="robots" content="noindex">'),
  };
}

/** Paths of pages of the shop; what is marked as nothing to follow is not followed. */
function links(html: string): string[] {
  const anchors = html.match(/<a\s[^>]*>/g) ?? [];
  const paths = anchors.filter((tag) => !/rel="[^"]*nofollow/.test(tag)).map((tag) => /href="(\/[^"#]*)/.exec(tag)?.[1]);
  const wanted = paths.filter((path): path is string => path !== undefined && /^\/($|c\/|p\/|collection|page\/)/.test(path));
  return [...new Set(wanted.map((path) => path.replaceAll('&amp;', '&')))];
}

function size(page: Page, address: string): Promise<number[]> {
  const path = new URL(address).pathname;
  return page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight];
  }, path);
}
