import { describe, expect, it } from 'vitest';
import { mailPlanner } from '../../../diagnostics/run/plan/service-planners.ts';
import { namesPlanner } from '../../../diagnostics/run/plan/names-planner.ts';
import { aZone, fromServer, mx, NS1 } from '../../support/dns-factories.ts';
import type { FactsPartial } from '../../support/factories.ts';
import { lookup, planOf, keysOf } from '../../support/plan-factories.ts';

describe('mail planner', () => {
  const mailHost = lookup('mail.example.test', '45.0.3.2');
  const observations = (...exchanges: readonly string[]) => [
    ...aZone(),
    fromServer(
      NS1,
      'example.test',
      'MX',
      exchanges.map((name) => mx('example.test', 10, name)),
    ),
    lookup('in.relay.test', '45.0.6.1'),
    mailHost,
  ];
  const ports = (partial: FactsPartial) =>
    planOf(mailPlanner, partial).map((job) => `${job.endpoint.address} ${job.endpoint.port}`);

  it('takes mail programs to the customary name, and port 25 alone to the MX host', () => {
    expect(ports({ observations: observations('in.relay.test') })).toEqual([
      '45.0.6.1 25',
      ...[587, 465, 993, 143, 995, 110].map((port) => `45.0.3.2 ${port}`),
    ]);
  });

  it('tries in a survey of the domain’s own mail name one port for reading and one for sending', () => {
    expect(ports({ observations: observations('in.relay.test'), request: { depth: 'survey' } })).toEqual([
      '45.0.6.1 25',
      ...[587, 993].map((port) => `45.0.3.2 ${port}`),
    ]);
  });

  it('never takes mail programs to an MX host', () => {
    expect(
      ports({ observations: observations('in.relay.test').filter((each) => each !== mailHost) }),
    ).toEqual(['45.0.6.1 25']);
  });

  it.each<readonly [string, readonly string[]]>([
    ['a null MX', ['.']],
    ['an MX that is a private address', ['10.0.0.25']],
    ['an MX without an address', ['lost.example.test']],
  ])('dials no port 25 for %s', (_, exchanges) => {
    expect(
      ports({ observations: observations(...exchanges) }).filter((port) => port.endsWith(' 25')),
    ).toEqual([]);
    expect(
      keysOf(namesPlanner, { observations: observations(...exchanges) }).filter((key) =>
        /\/\.$|10\.0\.0\.25/.test(key),
      ),
    ).toEqual([]);
  });

  it("uses the provider's mail hosts, without its patterns", () => {
    const partial = {
      provider: { mailHosts: ['mail1.hoster.test', '*.hoster.test'] },
      observations: [lookup('mail1.hoster.test', '45.0.6.9'), mailHost],
    };
    expect(new Set(planOf(mailPlanner, partial).map((job) => job.endpoint.address))).toEqual(
      new Set(['45.0.6.9']),
    );
  });
});
