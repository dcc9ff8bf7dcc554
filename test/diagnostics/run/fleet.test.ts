/** What runs of a fleet know of the machine that they share. */
import { expect, it } from 'vitest';
import { createFleet } from '../../../diagnostics/run/fleet.ts';
import { systemClock } from '../../../diagnostics/net/system-clock.ts';
import type { EnvironmentData } from '../../../diagnostics/model/observations/machine.ts';
import { anEnvironment } from '../../support/network-factories.ts';
import { silentNetwork } from '../../support/run-factories.ts';

it('the machine is read once in a while; a reading that found no resolver is not kept', async () => {
  const readings = [[], ['10.0.0.1'], ['10.0.0.2']].map(
    (resolvers) => anEnvironment({ resolvers }).data as EnvironmentData,
  );
  let made = 0;
  const network = silentNetwork({
    environment: () => Promise.resolve(readings[made++]!),
    hostsEntries: () => Promise.resolve([]),
  });
  const fleet = createFleet(systemClock);
  const ask = () => fleet.machine(network, 0, { hostNames: [], signal: new AbortController().signal });
  expect([await ask(), await ask(), await ask()].map(({ resolvers }) => resolvers)).toEqual([
    [],
    ['10.0.0.1'],
    ['10.0.0.1'],
  ]);
  fleet.close();
});
