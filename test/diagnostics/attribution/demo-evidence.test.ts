import { afterAll, describe, expect, it } from 'vitest';
import { expectPointed } from '../../support/attribution-factories.ts';
import { closeDemoHosts } from '../../support/run-factories.ts';
import { RUN_TIMEOUT_MS, withPack } from './demo-runs.ts';

/** Words of servers, records, certificates, refusals and this machine: every kind of thing that is cited. */
const faults = [
  'expired-certificate',
  'missing-intermediate',
  'passive-private-address',
  'mx-without-address',
  'port25-rejected',
  'mail-ports-refused',
  'web-5xx',
  'lame-name-server',
  'no-delegation',
  'hosts-override',
  'wrong-clock',
  'stale-resolver',
  'broken-resolver',
  'line-down',
];

afterAll(closeDemoHosts);

describe.concurrent('what a verdict cites', { timeout: RUN_TIMEOUT_MS }, () => {
  it.for(faults)('%s: stands where it points to, word for word', async (fault) => {
    const { problems, observations } = await withPack(fault);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(expectPointed(problem, observations)).toBeGreaterThan(0);
  });
});
