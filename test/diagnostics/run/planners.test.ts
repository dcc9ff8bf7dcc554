import { describe, expect, it } from 'vitest';
import { planners, wantedPlanners } from '../../../diagnostics/run/plan/index.ts';
import { retryPlanner } from '../../../diagnostics/run/plan/retry-planner.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import { aZone, fromServer, fromSystem, mx, NS1, aRecord } from '../../support/dns-factories.ts';
import {
  aFacts,
  aFailure,
  anObservation,
  aTarget,
  twice,
  type FactsPartial,
} from '../../support/factories.ts';
import { anEnvironment } from '../../support/network-factories.ts';
import { aJob } from '../../support/run-factories.ts';
import { WEB, lookup, factsOf, dialled } from '../../support/plan-factories.ts';

describe('every planner', () => {
  it.each<readonly [string, FactsPartial]>([
    [
      'private addresses from a public zone',
      {
        observations: [
          ...aZone(),
          fromServer(NS1, 'example.test', 'A', [aRecord('example.test', 'A', '10.0.0.7')]),
          lookup('example.test', '10.0.0.7'),
          lookup('mail.example.test', '192.168.7.7'),
          lookup('ftp.example.test', '127.0.0.1'),
        ],
      },
    ],
    [
      'private name servers',
      { observations: aZone({ servers: { 'ns1.example.test': ['10.0.0.53'], 'ns2.example.test': [NS1] } }) },
    ],
  ])('dials no %s', (_, partial) => {
    expect(dialled(partial).filter((address) => /^(10|127|192\.168)\./.test(address))).toEqual([]);
  });

  it.each([
    ['as the target', { target: aTarget({ domain: '192.168.1.7', isAddress: true }) }],
    ['as a host', { hosts: ['192.168.1.7'] }],
  ])('dials a private address that the person typed %s', (_, request) => {
    expect(dialled({ request })).toContain('192.168.1.7');
  });

  it('plans no DNS for a typed address', () => {
    const facts = factsOf({ request: { target: aTarget({ domain: '45.0.3.1', isAddress: true }) } });
    expect(
      wantedPlanners(facts)
        .flatMap((planner) => planner.plan(facts))
        .filter((job) => job.kind === 'dns' || (job.kind === 'system-lookup' && job.control === undefined)),
    ).toEqual([]);
  });

  it.each(services.map((service) => [service] as const))(
    'keeps to the services that were asked for: %s',
    (service) => {
      const addresses = ['example.test', 'www.example.test', 'mail.example.test', 'ftp.example.test'].map(
        (name) => lookup(name, WEB),
      );
      const facts = aFacts({
        request: { services: [service] },
        observations: [
          ...aZone(),
          fromServer(NS1, 'example.test', 'MX', [mx('example.test', 10, 'mail.example.test')]),
          ...addresses,
        ],
      });
      const kinds = new Set(
        wantedPlanners(facts)
          .flatMap((planner) => planner.plan(facts))
          .filter((job) => job.control === undefined && job.kind !== 'dns' && job.kind !== 'system-lookup')
          .map((job) => job.kind),
      );
      const expected = { dns: [], web: ['http'], mail: ['smtp', 'imap', 'pop3'], ftp: ['ftp'], ssh: ['ssh'] }[
        service
      ];
      expect([...kinds]).toEqual(expected);
    },
  );

  it('is idempotent, and names no job twice with another meaning', () => {
    const failing = twice(
      anObservation('http', {
        id: `http/${WEB}/https://example.test/`,
        endpoint: { name: 'example.test', address: WEB, family: 4, port: 443 },
        input: { url: 'https://example.test/', method: 'GET' },
        failure: aFailure('timed_out'),
      }),
    ).flat();
    const partial: FactsPartial = {
      provider: { hostNames: ['web1.hoster.test'] },
      observations: [
        anEnvironment(),
        ...aZone(),
        lookup('example.test', WEB, '2a00::3'),
        ...failing,
        fromSystem('example.test', 'A', [aRecord('example.test', 'A', WEB)]),
      ],
    };
    for (const planner of [
      ...planners,
      retryPlanner(new Map([[failing[0]!.id, aJob({ key: failing[0]!.id })]])),
    ]) {
      const facts = factsOf(partial);
      const [first, second, fresh] = [
        planner.plan(facts),
        planner.plan(facts),
        planner.plan(factsOf(partial)),
      ];
      expect([second, fresh]).toEqual([first, first]);
      const inputs = new Map<string, string>();
      for (const job of first) {
        const meaning = JSON.stringify([job.kind, job.endpoint.address, job.endpoint.port, job.input]);
        expect(inputs.get(job.key) ?? meaning).toBe(meaning);
        inputs.set(job.key, meaning);
      }
    }
  });
});
