import { afterAll, describe, expect, it } from 'vitest';
import { listDemoFaults } from '../../../main/demo-host/index.ts';
import { closeDemoHosts, resourcesDir } from '../../support/run-factories.ts';
import { RUN_TIMEOUT_MS, withPack } from './demo-runs.ts';

const faults = await listDemoFaults(resourcesDir);

afterAll(closeDemoHosts);

/** Whose side each problem is on, with the pack of the demo's provider. */
const sidesOf = async (id: string) =>
  (await withPack(id)).problems.map(({ rootCause, faultDomain, side }) => ({ rootCause, faultDomain, side }));

/** Decided by a time that is measured alone: several runs in this one thread would hold each other up. */
const timed: ReadonlySet<string> = new Set(['submission-port-closed']);

describe.concurrent('the demo host, with the pack of its provider', { timeout: RUN_TIMEOUT_MS }, () => {
  it.for(faults.filter(({ id }) => !timed.has(id)))(
    '$id: one problem, on the right side',
    async ({ id, expected }) => {
      expect(await sidesOf(id)).toEqual([expected]);
    },
  );

  it('without a fault: healthy', async () => {
    const { status, problems } = await withPack();
    expect({ status, problems }).toEqual({ status: 'healthy', problems: [] });
  });
});

describe('a refusal of the demo host, by itself', { timeout: RUN_TIMEOUT_MS }, () => {
  it.for(faults.filter(({ id }) => timed.has(id)))(
    '$id: one problem, on the right side',
    async ({ id, expected }) => {
      expect(await sidesOf(id)).toEqual([expected]);
    },
  );
});
