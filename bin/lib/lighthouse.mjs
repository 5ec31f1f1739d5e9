// Lighthouse as a phone: `node bin/lib/lighthouse.mjs [--runs N] BASE PATH...` opens each page several times, prints the
// medians of its scores and writes them to target/bench/lighthouse.json. Ends with 1 when an aim is missed.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const aims = { performance: 95, accessibility: 100, 'best-practices': 95, seo: 100 };
const times = { 'first-contentful-paint': 'FCP', 'largest-contentful-paint': 'LCP', 'total-blocking-time': 'TBT', 'cumulative-layout-shift': 'CLS' };

const words = process.argv.slice(2);
const runs = words[0] === '--runs' ? Number(words.splice(0, 2)[1]) : 5;
const [base, ...paths] = words;
if (!base || !paths.length || !(runs > 0)) {
  console.error('usage: node bin/lib/lighthouse.mjs [--runs N] BASE PATH...');
  process.exit(2);
}

const figures = Object.fromEntries(paths.map((path) => [path, measure(base + path)]));
mkdirSync(resolve(root, 'target/bench'), { recursive: true });
writeFileSync(resolve(root, 'target/bench/lighthouse.json'), JSON.stringify({ runs, pages: figures }, null, 2) + '\n');

const columns = [...Object.keys(aims), ...Object.values(times)];
console.log(`median of ${runs}`.padEnd(28), columns.map((name) => name.padStart(14)).join(''));
for (const [path, page] of Object.entries(figures)) {
  console.log(path.padEnd(28), columns.map((name) => String(page[name]).padStart(14)).join(''));
  for (const finding of page.findings) console.log(`    ${finding}`);
}
const missed = Object.values(figures).some((page) => Object.entries(aims).some(([name, aim]) => page[name] < aim));
process.exit(missed ? 1 : 0);

function measure(url) {
  const reports = Array.from({ length: runs }, () => report(url));
  const page = {};
  for (const name of Object.keys(aims)) page[name] = Math.round(median(reports.map(({ categories }) => categories[name].score * 100)));
  for (const [audit, name] of Object.entries(times)) {
    const value = median(reports.map(({ audits }) => audits[audit].numericValue));
    page[name] = audit === 'cumulative-layout-shift' ? Number(value.toFixed(3)) : Math.round(value);
  }
  page.findings = findings(reports[0]);
  return page;
}

// What keeps a category from being full, apart from the times.
function findings({ categories, audits }) {
  return ['accessibility', 'best-practices', 'seo'].flatMap((name) =>
    categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${name}: ${audits[id].title}`),
  );
}

function report(url) {
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  const words = [url, '--quiet', '--output=json', `--only-categories=${Object.keys(aims).join(',')}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' };
  const text = execFileSync(resolve(root, 'node_modules/.bin/lighthouse'), words, { env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(text);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
