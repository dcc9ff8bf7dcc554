import { describe, expect, it } from 'vitest';
import { staleResolverAnswer } from '../../../../diagnostics/checks/dns/stale-resolver-answer.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import { aRecord, fromPublic, fromServer, fromSystem, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const name = 'www.example.test';
const request = {
  services: ['web'],
  target: aTarget({ domain: name, registrableDomain: 'example.test' }),
} as const;
const [current, former] = ['45.0.3.3', '45.0.3.9'];
const a = (address: string, ttl = 3600) => [aRecord(name, 'A', address, undefined, ttl)];
const truth = fromServer(NS1, name, 'A', a(current));
const system = (address: string) => fromSystem(name, 'A', a(address, 90));
const denied = [
  fromPublic(name, 'A', { rcode: 'NXDOMAIN' }),
  fromPublic(name, 'AAAA', { rcode: 'NXDOMAIN' }),
];
const nothing = [fromSystem(name, 'A', []), fromSystem(name, 'AAAA', [])];
const session = (isTrusted: boolean) =>
  anObservation('tls', {
    endpoint: { name, address: former, family: 4, port: 443 },
    data: {
      tls: {
        serverName: name,
        chainSource: 'wire',
        chain: [{ dnsNames: [name], ipAddresses: [] } as unknown as Certificate],
        trust: {
          bundled: { trusted: isTrusted, reason: isTrusted ? 'trusted' : 'root_unknown', name: 'root' },
          system: null,
        },
      },
    },
  });

describe('stale-resolver-answer', () => {
  it.each([
    ['passes when one address is shared', [truth, system(current)], 'passed'],
    ['fails when nothing is shared', [truth, system(former)], 'failed'],
    [
      'passes when a trusted certificate proves the other address',
      [truth, system(former), session(true)],
      'passed.proven',
    ],
    ['fails when that certificate is not trusted', [truth, system(former), session(false)], 'failed'],
    [
      'says when other resolvers are as late',
      [truth, system(former), fromPublic(name, 'A', a(former))],
      'failed.everywhere',
    ],
    ['says when the answer leads nowhere', [truth, system('0.0.0.0')], 'failed.filtered'],
    ['says when the resolver denies the name', [truth, ...nothing], 'failed.missing'],
    ['says when the name is gone', [...denied, system(former)], 'failed.gone'],
    ['passes when both deny the name', [...denied, ...nothing], 'passed'],
    [
      'fails when one of two resolvers is late',
      [truth, system(former), fromSystem(name, 'A', a(current), '192.168.1.2')],
      'failed',
    ],
    [
      'cannot tell when truth is known for the other family only',
      [fromServer(NS1, name, 'AAAA', [aRecord(name, 'AAAA', '2a00:3::3')]), system(former)],
      'cantTell',
    ],
    ['cannot tell from a denial of one family', [truth, nothing[1]!], 'cantTell'],
    ['cannot tell without DNS truth', [system(former)], 'cantTell'],
    [
      'is untested when the resolver failed',
      [truth, fromSystem(name, 'A', { failure: aFailure('dns_servfail', 'exchange') })],
      'untested',
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(staleResolverAnswer, aFacts({ request, observations }))).toEqual([`${expected} ${name}`]);
  });

  it('says how long the old answer lives', () => {
    const [assertion] = assertionsOf(
      staleResolverAnswer,
      aFacts({ request, observations: [truth, system(former)] }),
    );
    expect(assertion?.message.values).toEqual({ subject: name, given: former, truth: current, minutes: 2 });
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        staleResolverAnswer,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
