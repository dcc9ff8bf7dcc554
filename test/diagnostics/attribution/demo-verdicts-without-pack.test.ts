import { afterAll, describe, expect, it } from 'vitest';
import { listDemoFaults } from '../../../main/demo-host/index.ts';
import { closeDemoHosts, resourcesDir } from '../../support/run-factories.ts';
import { RUN_TIMEOUT_MS, withoutPack } from './demo-runs.ts';

const faults = await listDemoFaults(resourcesDir);

afterAll(closeDemoHosts);

describe.concurrent('the demo host, with no pack at all', { timeout: RUN_TIMEOUT_MS }, () => {
  it.for(faults)('$id: nobody else is named for more than possible', async ({ id, expected }) => {
    const { problems } = await withoutPack(id);
    const wrong = problems.filter(
      ({ confidence, faultDomain }) =>
        confidence !== 'possible' && faultDomain !== 'undetermined' && faultDomain !== expected.faultDomain,
    );
    expect(wrong.map((each) => `${each.rule} ${each.faultDomain} ${each.confidence}`)).toEqual([]);
  });

  it('without a fault: healthy', async () => {
    const { status, problems } = await withoutPack();
    expect({ status, problems }).toEqual({ status: 'healthy', problems: [] });
  });
});
