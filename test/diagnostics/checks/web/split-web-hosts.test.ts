import { describe, expect, it } from 'vitest';
import { splitWebHosts } from '../../../../diagnostics/checks/web/split-web-hosts.ts';
import { aPage, at, ELSEWHERE, pack, SERVER } from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, www] = ['example.test', 'www.example.test'];
const leads = (name: string, address: string) => fromPublic(name, 'A', [aRecord(name, 'A', address)]);
const page = (host: string, address: string, bodyStart: string, redirectsTo?: string) =>
  aPage(redirectsTo === undefined ? 200 : 301, {
    endpoint: at(address, 443, host),
    data: { connectMs: 1, bodyStart, ...(redirectsTo === undefined ? {} : { redirectsTo }) },
  });
const split = [leads(domain, SERVER), leads(www, ELSEWHERE)];

describe('split-web-hosts', () => {
  it.each([
    [
      'fails at two companies',
      [...split, page(domain, SERVER, '<title>New</title>'), page(www, ELSEWHERE, '<title>Old</title>')],
      `failed ${www}`,
    ],
    ['fails when nothing answers there', split, `failed ${www}`],
    [
      'passes when one sends visitors to the other',
      [...split, page(www, ELSEWHERE, '', `https://${domain}/`)],
      `passed ${www}`,
    ],
    [
      'passes when both show one site',
      [...split, page(domain, SERVER, '<title>One</title>'), page(www, ELSEWHERE, '<title>One</title>')],
      `passed.one-site ${www}`,
    ],
    ['does not apply at one company', [leads(domain, SERVER), leads(www, SERVER)], `inapplicable ${domain}`],
  ])('%s', (_, observations, expected) => {
    expect(judge(splitWebHosts, aFacts({ observations, provider: pack }))).toEqual([expected]);
  });

  it('does not apply when nobody knows whose an address is', () => {
    expect(judge(splitWebHosts, aFacts({ observations: split }))).toEqual([`inapplicable ${domain}`]);
  });
});
