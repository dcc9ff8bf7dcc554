import { describe, expect, it } from 'vitest';
import { differingPageContent } from '../../../../diagnostics/checks/web/differing-page-content.ts';
import { aPage, at, ELSEWHERE, SERVER } from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFacts, aRequest } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'shop.example.test';
const request = aRequest({ target: { ...aRequest().target, domain } });
const addresses = (...each: readonly string[]) =>
  fromPublic(
    domain,
    'A',
    each.map((address) => aRecord(domain, 'A', address)),
  );
const page = (address: string, bodyStart: string, status = 200) =>
  aPage(status, { endpoint: at(address, 443, domain), data: { connectMs: 1, bodyStart } });
const two = addresses(SERVER, ELSEWHERE);

describe('differing-page-content', () => {
  it.each([
    [
      'fails with two titles',
      [two, page(SERVER, '<title>New</title>'), page(ELSEWHERE, '<title>Old</title>')],
      'failed',
    ],
    ['fails with two texts', [two, page(SERVER, '<p>Welcome'), page(ELSEWHERE, '<p>Closed')], 'failed'],
    [
      'passes with one title',
      [two, page(SERVER, '<title>A\n b</title>1'), page(ELSEWHERE, '<title>A b</title>2')],
      'passed',
    ],
    [
      'passes when only figures differ',
      [two, page(SERVER, '<p>Visit 17'), page(ELSEWHERE, '<p>Visit 18')],
      'passed',
    ],
    [
      'leaves errors to others',
      [two, page(SERVER, '<title>A</title>'), page(ELSEWHERE, '<title>B</title>', 500)],
      'untested',
    ],
    ['does not apply to one address', [addresses(SERVER), page(SERVER, '<title>A</title>')], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judge(differingPageContent, aFacts({ request, observations }))).toEqual([`${expected} ${domain}`]);
  });
});
