import { describe, expect, it } from 'vitest';
import { attribute } from '../../../diagnostics/attribution/attribute.ts';
import type { Finding } from '../../../diagnostics/model/finding.ts';
import type { NetworkData } from '../../../diagnostics/model/network-data.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Request } from '../../../diagnostics/model/target.ts';
import { outsidePlanner, planOutside } from '../../../diagnostics/run/plan/outside-planner.ts';
import {
  aFinding,
  at,
  closed,
  neighbour,
  open,
  pack,
  SERVER,
  SERVER6,
} from '../../support/attribution-factories.ts';
import { aFacts, anObservation, type FactsPartial } from '../../support/factories.ts';
import { anchorsOf } from '../../support/network-factories.ts';

const outsideViews: NetworkData['outsideViews'] = [
  {
    operator: 'stations',
    name: 'api.stations.test',
    url: 'https://api.stations.test',
    stations: [{ where: 'Europe', limit: 2 }],
  },
];
const lookup = (...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', {
    id: 'system-lookup/api.stations.test',
    input: { name: 'api.stations.test' },
    data: { addresses },
  });
const seat = [...anchorsOf(4), neighbour, lookup('45.0.6.1')];

interface Silent {
  readonly request?: Partial<Request>;
  readonly networkData?: FactsPartial['networkData'];
  readonly observations?: readonly Observation[];
  readonly ports?: readonly number[];
  readonly addresses?: readonly string[];
}

/** Jobs for a server of which the given ports are silent. */
function planned({ request, networkData, observations = seat, ports = [443], addresses = [SERVER] }: Silent) {
  const dead = addresses.flatMap((address) => ports.map((port) => closed(at(address, port))));
  const facts = aFacts({
    provider: pack,
    request: { outsideView: true, ...request },
    networkData: { outsideViews, ...networkData },
    observations: [...dead, observations],
  });
  const findings: readonly Finding[] = dead.map((tries, index) =>
    aFinding('unreachable-web-port', `example.test:${index}`, tries),
  );
  return planOutside(facts, attribute(facts, findings));
}
const keys = (silent: Silent): readonly string[] => planned(silent).map(({ key }) => key);

describe('the view from elsewhere', () => {
  it('is asked of a port on which an open problem hangs', () => {
    expect(planned({})).toEqual([
      {
        key: `outside/${SERVER}/443`,
        kind: 'outside',
        endpoint: {
          name: 'example.test',
          address: SERVER,
          port: 443,
          family: 4,
          operator: 'api.stations.test',
        },
        input: {
          url: 'https://api.stations.test',
          through: '45.0.6.1',
          stations: [{ where: 'Europe', limit: 2 }],
        },
        control: 'C5',
        deadlineMs: expect.any(Number) as number,
        attempt: 1,
      },
    ]);
  });

  it.each([
    ['nobody agreed', { request: { outsideView: undefined } }],
    ['nobody is there to be asked', { networkData: { outsideViews: [] } }],
    ['the reference data knows of nobody', { networkData: { outsideViews: undefined } }],
    ['its name does not resolve', { observations: [...anchorsOf(4), neighbour, lookup()] }],
    ['this seat does not reach its address family', { observations: [...anchorsOf(4), lookup('2a00:6::1')] }],
    ['the person answered already', { request: { facts: { works_elsewhere: 'yes' } } }],
    ['nothing is wrong', { ports: [] }],
    ['the address is no public one', { addresses: ['10.0.0.5'] }],
  ] satisfies (readonly [string, Silent])[])('is not asked when %s', (_, silent) => {
    expect(keys(silent)).toEqual([]);
  });

  it('asks little: two ports a problem, IPv4 first', () => {
    expect(keys({ ports: [443, 80, 22], addresses: [SERVER6, SERVER] })).toEqual([
      `outside/${SERVER}/443`,
      `outside/${SERVER}/80`,
    ]);
  });

  it('asks nothing of a port that answers in the end', () => {
    expect(keys({ observations: [...seat, open(at(SERVER, 443), { id: 'tcp/again', attempt: 3 })] })).toEqual(
      [],
    );
  });

  it.each([
    [true, ['system-lookup/api.stations.test']],
    [false, []],
  ])('looks its service up only with consent (%s)', (outsideView, expected) => {
    const facts = aFacts({ request: { outsideView }, networkData: { outsideViews } });
    expect([outsidePlanner.isWanted(facts), outsidePlanner.plan(facts).map(({ key }) => key)]).toEqual([
      outsideView,
      expected,
    ]);
  });
});
