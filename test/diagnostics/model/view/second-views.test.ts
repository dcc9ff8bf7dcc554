import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { EnvironmentData } from '../../../../diagnostics/model/observations/machine.ts';
import { countingViews, secondViews } from '../../../../diagnostics/model/view/second-views.ts';
import { aFacts, anObservation } from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv6Interface,
} from '../../../support/network-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';

const own = [atHome, ...anchorsOf(4)];
const standingOf = (
  there: readonly Observation[],
  facts: Readonly<Record<string, string>> = {},
  here: readonly Observation[] = own,
) => secondViews(aFacts({ request: { facts }, observations: [...here, ...there] }))[0]?.standing;

const seat = (partial: Partial<EnvironmentData>): readonly Observation[] =>
  fromSeat([anEnvironment(partial), ...anchorsOf(4)]);
const six = (address: string) => ({ ...ipv6Interface, address });
const four = (address: string) =>
  ({ name: 'eth0', family: 4, address, prefixLength: 24, scope: 'global', isTunnel: false }) as const;
const withSix = (address: string): Observation => anEnvironment({ interfaces: [six(address)] });

describe('another seat', () => {
  it('is read apart: nothing of it stands among what this seat saw', () => {
    const facts = aFacts({ observations: [...own, ...fromSeat(atHotspot)] });
    expect(facts.observations).toEqual(own);
    expect(facts.jobs('tcp').every((job) => job.tries.length === 1)).toBe(true);
    const [view] = secondViews(facts);
    expect(view?.facts.jobs('tcp').map(({ key }) => key)).toEqual(facts.jobs('tcp').map(({ key }) => key));
    expect(view?.facts.observations.every((each) => each.id.startsWith('view-1/'))).toBe(true);
  });

  it.each([
    ['counts through another router', fromSeat(atHotspot), 'counts'],
    ['is unclear with the same router and network', fromSeat(own), 'network_unclear'],
    ['is unclear when its machine was not read', fromSeat(anchorsOf(4)), 'network_unclear'],
    ['is too far apart after more than half an hour', fromSeat(atHotspot, { minutes: 31 }), 'too_far_apart'],
    ['is too far apart when it was made long before', fromSeat(atHotspot, { minutes: -31 }), 'too_far_apart'],
    [
      'is offline without any answer',
      fromSeat([atHotspot[0]!, ...[4, 6].flatMap((family) => twiceSilent(family as 4 | 6))]),
      'offline',
    ],
  ] as const)('%s', (_, there, standing) => {
    expect(standingOf(there)).toBe(standing);
  });

  it.each([
    ['the same site over IPv6', '2a02:a440:51:9::7', 'same_network'],
    ['another site over IPv6', '2a02:a03f:20::40', 'counts'],
  ])('knows %s', (_, address, standing) => {
    const here = [withSix('2a02:a440:51:1::10'), ...anchorsOf(4)];
    expect(standingOf(seat({ interfaces: [six(address)] }), {}, here)).toBe(standing);
  });

  it.each([
    ['its own public address', ['45.80.21.200'], ['45.80.21.200'], 'same_network'],
    ['another public address', ['45.80.21.200'], ['188.189.20.40'], 'counts'],
    ['a public address where this seat has none', [], ['188.189.20.40'], 'counts'],
  ])('knows %s', (_, mine, theirs, standing) => {
    const here = [anEnvironment({ interfaces: mine.map(four), defaultRoutes: [] }), ...anchorsOf(4)];
    expect(standingOf(seat({ interfaces: theirs.map(four), defaultRoutes: [] }), {}, here)).toBe(standing);
  });

  it('counts when one of both leaves through a tunnel and the other does not', () => {
    const tunnelled = seat({
      interfaces: [
        { name: 'tun0', family: 4, address: '10.8.0.2', prefixLength: 24, scope: 'private', isTunnel: true },
      ],
      defaultRoutes: [{ family: 4, gateway: null, interface: 'tun0' }],
    });
    expect(standingOf(tunnelled)).toBe('counts');
  });

  it.each([
    ['yes', fromSeat(own), 'counts'],
    ['no', fromSeat(atHotspot), 'same_network'],
    ['yes', fromSeat(atHotspot, { minutes: 90 }), 'too_far_apart'],
  ])('believes the person about the connection (%s), not about time', (answer, there, standing) => {
    expect(standingOf(there, { other_connection: answer })).toBe(standing);
  });

  it('corrects each clock by what was measured there', () => {
    const slow = anObservation('clock', { id: 'clock/a', control: 'C7', data: { offsetMs: 40 * 60_000 } });
    expect(standingOf(fromSeat([...atHotspot, slow], { minutes: -40 }))).toBe('counts');
    expect(standingOf(fromSeat([...atHotspot, slow]))).toBe('too_far_apart');
  });

  it('keeps several apart', () => {
    const there = [...fromSeat(atHotspot), ...fromSeat(own, { view: 'view-2' })];
    const facts = aFacts({ observations: [...own, ...there] });
    expect(secondViews(facts).map(({ id, standing }) => `${id} ${standing}`)).toEqual([
      'view-1 counts',
      'view-2 network_unclear',
    ]);
    expect(countingViews(facts).map(({ id }) => id)).toEqual(['view-1']);
  });
});

function twiceSilent(family: 4 | 6): readonly Observation[] {
  return anchorsSilent(family).flatMap((each) => [each, { ...each, id: `${each.id}#2`, attempt: 2 }]);
}
