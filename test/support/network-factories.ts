/** Anchors, listeners and machines as seen from a test's seat. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { EnvironmentData } from '../../diagnostics/model/observations/machine.ts';
import type { AddressFamily } from '../../diagnostics/model/schema-kit.ts';
import { TIMINGS_OF_A_WAY, timingKey } from '../../diagnostics/model/view/nearby.ts';
import { at, open, SERVER } from './attribution-factories.ts';
import { aFailure, aNetworkData, anEnvironmentData, anObservation, twice } from './factories.ts';

const anchors = (family: AddressFamily) => aNetworkData().anchors.filter((each) => each.family === family);

/** Every anchor of the family answers. */
export const anchorsOf = (family: AddressFamily): readonly Observation[] =>
  anchors(family).map(({ name, operator, address, port }) =>
    anObservation('tcp', { control: 'C1', endpoint: { name, operator, address, family, port } }),
  );

/** Every anchor of the family is silent, one try each. */
export const anchorsSilent = (family: AddressFamily): readonly Observation[] =>
  anchorsOf(family).map((each) =>
    anObservation('tcp', { ...each, data: {}, failure: aFailure('timed_out') } as Parameters<
      typeof anObservation<'tcp'>
    >[1]),
  );

/** No anchor of either family answered twice. */
export const offline = [...anchorsSilent(4), ...anchorsSilent(6)].flatMap(twice);

export const anEnvironment = (partial: Partial<EnvironmentData> = {}): Observation =>
  anObservation('environment', { id: 'environment', data: anEnvironmentData(partial) });

export const ipv6Interface = {
  name: 'eth0',
  family: 6,
  address: '2a00:1::20',
  prefixLength: 64,
  scope: 'global',
  isTunnel: false,
} as const;

export const ipv4Interface = {
  ...ipv6Interface,
  family: 4,
  address: '192.168.1.20',
  prefixLength: 24,
  scope: 'private',
} as const;

/** The way to the server as it was measured alone, often enough to be believed. */
export const timedAlone = (ms: number, port: number): readonly Observation[] =>
  Array.from({ length: TIMINGS_OF_A_WAY }, (_none, index) =>
    open(at(SERVER, port), {
      id: `${timingKey(SERVER, port)}${index === 0 ? '' : `#${index + 1}`}`,
      attempt: index + 1,
      control: 'C3',
      data: { connectMs: ms + index },
    }),
  );
