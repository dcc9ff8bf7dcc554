import { describe, expect, it } from 'vitest';
import { interceptedDns } from '../../../../diagnostics/checks/local/intercepted-dns.ts';
import { silentServers } from '../../../../diagnostics/model/view/dns-honesty.ts';
import { vantageOf } from '../../../../diagnostics/model/view/vantage.ts';
import { aRecord, fromSystem } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const nobody = silentServers[4];
const silence = fromSystem('example.test', 'A', { failure: aFailure('timed_out', 'exchange') }, nobody);
const answer = fromSystem('example.test', 'A', [aRecord('example.test', 'A', '45.0.3.1')], nobody);
const refusal = fromSystem('example.test', 'A', { rcode: 'REFUSED' }, nobody);

describe('intercepted-dns', () => {
  it.each([
    ['fails when an address without a server answers', [answer], 'failed local'],
    ['takes a refusal for an answer too', [refusal], 'failed local'],
    ['passes when nothing answers there', twice(silence), 'passed local'],
    ['cannot tell from one lost packet', [silence], 'cantTell local'],
    ['does not apply where no answer was doubtful', [], 'inapplicable local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(interceptedDns, aFacts({ observations }))).toEqual([expected]);
  });

  it('stamps everything that is seen from there', () => {
    expect(vantageOf(aFacts({ observations: [answer] })).stamps).toContain('dns_interception');
    expect(vantageOf(aFacts({ observations: twice(silence) })).stamps).toEqual([]);
  });
});
