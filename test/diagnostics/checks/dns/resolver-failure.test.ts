import { describe, expect, it } from 'vitest';
import { resolverFailure } from '../../../../diagnostics/checks/dns/resolver-failure.ts';
import { aRecord, fromPublic, fromSystem } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const servfail = (extendedErrors: readonly { code: number; text: string }[] = []) => ({
  failure: aFailure('dns_servfail', 'exchange'),
  response: { rcode: 'SERVFAIL', extendedErrors },
});
const refused = { failure: aFailure('dns_refused', 'exchange'), response: { rcode: 'REFUSED' } };
const [home, open] = ['192.168.1.1', 'open (45.0.9.9)'];
const fine = [aRecord('example.test', 'A', '45.0.3.3')];

describe('resolver-failure', () => {
  it.each([
    [
      'passes for resolvers that answer',
      [fromSystem('example.test', 'A', fine), fromPublic('example.test', 'A', { rcode: 'NXDOMAIN' })],
      [`passed ${open}`, `passed ${home}`],
    ],
    [
      'fails for one that fails twice',
      [...twice(fromPublic('example.test', 'A', servfail())), fromSystem('example.test', 'A', fine)],
      [`failed ${open}`, `passed ${home}`],
    ],
    [
      'fails for one that refuses twice',
      twice(fromSystem('www.example.test', 'A', refused)),
      [`failed ${home}`],
    ],
    ['cannot tell after one failure', [fromPublic('example.test', 'A', servfail())], [`cantTell ${open}`]],
    [
      'is untested for one that gave no answer',
      twice(fromPublic('example.test', 'A', { failure: aFailure('timed_out') })),
      [`untested ${open}`],
    ],
    [
      'ignores other domains',
      twice(fromPublic('other.test', 'A', servfail())),
      ['untested.none example.test'],
    ],
    ['is untested when nobody was asked', [], ['untested.none example.test']],
  ])('%s', (_, observations, expected) => {
    expect(judge(resolverFailure, aFacts({ observations }))).toEqual(expected);
  });

  it.each([
    [[{ code: 6, text: '' }], { reason: 'signatures', text: '' }],
    [
      [
        { code: 0, text: 'odd' },
        { code: 22, text: 'no reply' },
      ],
      { reason: 'servers', text: 'no reply' },
    ],
    [[{ code: 15, text: 'policy' }], { reason: 'blocked', text: 'policy' }],
    [[{ code: 0, text: 'ask your admin' }], { reason: 'told', text: 'ask your admin' }],
    [[], { reason: 'none', text: '' }],
  ])('reads the reason in %j', (errors, expected) => {
    const [assertion] = assertionsOf(
      resolverFailure,
      aFacts({ observations: twice(fromPublic('example.test', 'A', servfail(errors))) }),
    );
    expect(assertion?.message.values).toEqual({
      subject: open,
      domain: 'example.test',
      name: 'example.test',
      rcode: 'SERVFAIL',
      ...expected,
    });
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        resolverFailure,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
