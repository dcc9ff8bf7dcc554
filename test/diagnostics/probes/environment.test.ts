import { expect, it } from 'vitest';
import { emptyEnvironment } from '../../../diagnostics/net/machine/index.ts';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import type { EnvironmentData } from '../../../diagnostics/model/observations/machine.ts';
import type { Network } from '../../../diagnostics/net/network.ts';
import { environmentProbe } from '../../../diagnostics/probes/environment.ts';
import type { ProbeContext } from '../../../diagnostics/probes/probe.ts';

const job: JobOf<'environment'> = {
  key: 'environment',
  kind: 'environment',
  endpoint: {},
  input: { hostNames: ['example.com'] },
  deadlineMs: 1000,
  attempt: 1,
};

const contextWith = (
  environment: Network['environment'],
  signal = new AbortController().signal,
): ProbeContext => ({ network: { environment }, signal }) as unknown as ProbeContext;

it('hands on what the network says about this machine', async () => {
  const data: EnvironmentData = { ...emptyEnvironment(), resolvers: ['192.0.2.53'] };
  const asked: string[] = [];
  const context = contextWith((options) => {
    asked.push(...options.hostNames);
    return Promise.resolve(data);
  });
  expect(await environmentProbe.run(job, context)).toEqual({ data });
  expect(asked).toEqual(['example.com']);
});

it('keeps a failure as a fact', async () => {
  const result = await environmentProbe.run(
    job,
    contextWith(() => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))),
  );
  expect(result).toMatchObject({
    data: { interfaces: [], defaultRoutes: null },
    failure: { code: 'permission_denied', operation: 'read_system' },
  });
});

it('does nothing when the signal has fired already', async () => {
  const context = contextWith(() => Promise.reject(new Error('must not be asked')), AbortSignal.abort());
  expect((await environmentProbe.run(job, context)).failure).toMatchObject({ code: 'aborted' });
});
