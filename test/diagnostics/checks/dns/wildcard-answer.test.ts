import { describe, expect, it } from 'vitest';
import { wildcardAnswers } from '../../../../diagnostics/checks/dns/wildcard-answer.ts';
import { inventedNames } from '../../../../diagnostics/model/view/dns-honesty.ts';
import { aRecord, fromServer, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aRequest } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, www] = ['example.test', 'www.example.test'];
const request = aRequest({ services: ['web'] });
const seat = anEnvironment();
const probe = inventedNames(aFacts({ observations: [seat] })).find((name) => name.endsWith(`.${domain}`))!;
const leads = (name: string, address: string) => fromServer(NS1, name, 'A', [aRecord(name, 'A', address)]);
const apex = leads(domain, '45.0.3.1');

describe('wildcard-answer', () => {
  it.each([
    [
      'fails when an invented name gets the same',
      [apex, leads(www, '45.0.8.8'), leads(probe, '45.0.8.8')],
      `failed ${www}`,
    ],
    [
      'passes when an invented name gets something else',
      [apex, leads(www, '45.0.8.8'), leads(probe, '45.0.8.9')],
      `passed ${www}`,
    ],
    [
      'passes when an invented name does not exist',
      [apex, leads(www, '45.0.8.8'), fromServer(NS1, probe, 'A', { rcode: 'NXDOMAIN' })],
      `passed ${www}`,
    ],
    ['is untested before the zone was asked', [apex, leads(www, '45.0.8.8')], `untested ${www}`],
    [
      'does not apply to names that lead where the domain leads',
      [apex, leads(www, '45.0.3.1')],
      `inapplicable ${domain}`,
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(wildcardAnswers, aFacts({ request, observations: [seat, ...observations] }))).toEqual([
      expected,
    ]);
  });
});
