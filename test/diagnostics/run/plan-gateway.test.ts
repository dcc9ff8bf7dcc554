/** C0: the router's own ports are knocked at where packets seem to get lost, and not for one place that has a trouble of its own. */
import { describe, expect, it } from 'vitest';
import type { Observation, ObservationKind } from '../../../diagnostics/model/observation.ts';
import { gatewayControls } from '../../../diagnostics/run/plan/gateway-controls.ts';
import { aFacts, aFailure, anEnvironmentData, anObservation } from '../../support/factories.ts';

const environment = anObservation('environment', { data: anEnvironmentData() });

/** Silent at the first try, answered at the second. */
const nowAndThen = (kind: ObservationKind, address: string): readonly Observation[] => {
  const tried = { id: `${kind}/${address}`, endpoint: { address, port: 443 } };
  return [
    anObservation(kind, { ...tried, failure: aFailure('timed_out') }),
    anObservation(kind, { ...tried, id: `${tried.id}#2`, attempt: 2 }),
  ] as readonly Observation[];
};

const places = {
  resolver: nowAndThen('dns', '192.168.1.1'),
  server: nowAndThen('tcp', '45.0.3.1'),
  timeSource: nowAndThen('clock', '151.101.7.10'),
  page: nowAndThen('http', '104.20.7.10'),
};

describe('the way to the router', () => {
  it.each([
    [
      'three places answer now and then',
      [environment, places.resolver, places.server, places.timeSource],
      20,
    ],
    [
      'pages and time sources tell of it as well',
      [environment, places.resolver, places.timeSource, places.page],
      20,
    ],
    ['two places do', [environment, places.resolver, places.timeSource], 0],
    ['the router is not known', [places.resolver, places.server, places.timeSource], 0],
  ])('%s', (_, observations, probes) => {
    const planned = gatewayControls(aFacts({ observations: observations.flat() }));
    expect([planned.length, planned.every(({ control }) => control === 'C0')]).toEqual([probes, true]);
  });
});
