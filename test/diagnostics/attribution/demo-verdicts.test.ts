import { afterAll, describe, expect, it } from 'vitest';
import { listDemoFaults } from '../../../main/demo-host/index.ts';
import { closeDemoHosts, resourcesDir } from '../../support/run-factories.ts';
import { RUN_TIMEOUT_MS, withPack } from './demo-runs.ts';

const faults = await listDemoFaults(resourcesDir);

afterAll(closeDemoHosts);

describe.concurrent('the demo host, with the pack of its provider', { timeout: RUN_TIMEOUT_MS }, () => {
  it.for(faults)('$id: one problem, on the right side', async ({ id, expected }) => {
    const { problems } = await withPack(id);
    const said = problems.map(({ rootCause, faultDomain, side }) => ({ rootCause, faultDomain, side }));
    expect(said).toEqual([expected]);
  });

  it('without a fault: healthy', async () => {
    const { status, problems } = await withPack();
    expect({ status, problems }).toEqual({ status: 'healthy', problems: [] });
  });
});
