import { describe, expect, it } from 'vitest';
import { placeholderPage } from '../../../../diagnostics/checks/web/placeholder-page.ts';
import { aFailure } from '../../../support/factories.ts';
import { aPage, judgeAll } from '../../../support/service-factories.ts';

const page = (bodyStart: string, status = 200) =>
  aPage('https://example.test/', { data: { bodyStart, status } });

describe('placeholder-page', () => {
  it.each([
    ['<title>Apache2 Debian Default Page: It works</title>', 'failed.server'],
    ['<!DOCTYPE html><html><head><title>Welcome to nginx!</title>', 'failed.server'],
    ['<html><body><h1>It works!</h1></body></html>', 'failed.server'],
    ['<title>IIS Windows Server</title>', 'failed.server'],
    ['<title>Domain Default page</title>', 'failed.server'],
    ['<meta http-equiv="refresh" content="0;url=/cgi-sys/defaultwebpage.cgi">', 'failed.server'],
    ['<html><head><title>Index of /</title></head>', 'failed.empty'],
    ['<script src="https://img.sedoparking.com/js/x.js"></script>', 'failed.parked'],
    ['<title>example.test - This domain is for sale</title>', 'failed.parked'],
    ['<title>Dit domein is gereserveerd</title>', 'failed.parked'],
    ['<title>Ce domaine est parqué</title>', 'failed.parked'],
    ['<title>Bakery</title><p>It works! Our oven is for sale.</p>', 'passed'],
    ['<title>Index of /downloads</title>', 'passed'],
    ['<title>How the Apache2 default page looks</title>', 'passed'],
  ])('says of %s: %s', (body, outcome) => {
    expect(judgeAll(placeholderPage, [page(body)])).toEqual([`${outcome} example.test`]);
  });

  it('leaves error pages to others', () => {
    expect(judgeAll(placeholderPage, [page('<title>Welcome to nginx!</title>', 404)])).toEqual([
      'passed example.test',
    ]);
  });

  it('stays untested without an answer', () => {
    expect(
      judgeAll(placeholderPage, [
        aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') }),
      ]),
    ).toEqual(['untested example.test']);
  });
});
