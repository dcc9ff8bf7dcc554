import { describe, expect, it } from 'vitest';
import type { Job } from '../../../diagnostics/model/job.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import {
  createSharedMeasurements,
  isShareable,
  lifetimes,
} from '../../../diagnostics/run/shared-measurements.ts';
import { aJob } from '../../support/run-factories.ts';

const server = aJob({
  key: 'tcp/45.0.3.1/25',
  endpoint: { name: 'mx.provider.test', address: '45.0.3.1', port: 25 },
});

function world(job: Job = server) {
  let now = 1_000_000;
  let made = 0;
  const shared = createSharedMeasurements(() => now);
  const observe = (part: Partial<Observation> = {}, notBefore = 0): Promise<number> =>
    shared
      .observe(job, notBefore, () => {
        made += 1;
        return Promise.resolve({
          ...job,
          id: job.key,
          startedAt: `${made}`,
          ...part,
        } as unknown as Observation);
      })
      .then(({ startedAt }) => Number(startedAt));
  return {
    observe,
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
}

describe('shared measurements', () => {
  it.each([
    ['a server that answered', server, {}, lifetimes.server],
    [
      'a server that did not',
      server,
      { failure: { code: 'timed_out', operation: 'connect', detail: '' } },
      lifetimes.failure,
    ],
    ['this seat', aJob({ ...server, control: 'C1' }), {}, lifetimes.seat],
    [
      'a name server',
      aJob<'dns'>({ kind: 'dns', endpoint: { address: '45.0.3.1', port: 53 } }),
      {},
      lifetimes.dns,
    ],
  ] as const)('makes one of %s anew when its time is over', async (_name, job, part, lifetime) => {
    const { observe, pass } = world(job);
    const first = await observe(part as Partial<Observation>);
    pass(lifetime);
    const again = await observe(part as Partial<Observation>);
    pass(1);
    expect([first, again, await observe(part as Partial<Observation>)]).toEqual([1, 1, 2]);
  });

  it('is made anew for whoever needs a younger one', async () => {
    const { observe, pass, now } = world();
    await observe();
    pass(5_000);
    expect([await observe({}, now()), await observe()]).toEqual([2, 2]);
  });

  it('is made once for all who ask meanwhile, and again when the one who made it was cut off', async () => {
    const { observe } = world();
    expect(await Promise.all([observe(), observe(), observe()])).toEqual([1, 1, 1]);
    const other = world();
    const aborted = {
      failure: { code: 'aborted', operation: 'connect', detail: '' },
    } as Partial<Observation>;
    expect(await Promise.all([other.observe(aborted), other.observe()])).toEqual([1, 2]);
  });

  it.each([
    ['a mail server by its own name', server, true],
    [
      'a name of the customer',
      aJob({ ...server, endpoint: { ...server.endpoint, name: 'mail.shop.test' } }),
      false,
    ],
    [
      'a question about the customer',
      aJob<'dns'>({ kind: 'dns', key: 'dns/udp/45.0.3.1/shop.test/A' }),
      false,
    ],
    ['a login', aJob<'ftp'>({ kind: 'ftp', key: 'ftp/45.0.3.1/21' }), false],
  ])('%s: shared %s', (_name, job, shared) => {
    expect(isShareable(job, 'shop.test')).toBe(shared);
  });
});
