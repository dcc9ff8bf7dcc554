/** Compares the local clock with one time source (control C7). */
import type { JobOf } from '../model/job.ts';
import { failureOf } from '../net/failure-of.ts';
import { queryHttpDate } from '../net/machine/http-date.ts';
import { querySntp, type TimeSample } from '../net/sntp.ts';
import { defineProbe, type ProbeContext } from './probe.ts';

const NTP_PORT = 123;
const HTTP_PORT = 80;

function query(job: JobOf<'clock'>, context: ProbeContext): Promise<Partial<TimeSample>> {
  const { network, clock, signal } = context;
  const { address, port, name } = job.endpoint;
  if (address === undefined) throw new TypeError(`clock job ${job.key} has no address`);
  return job.input.method === 'sntp'
    ? querySntp({ network, clock, address, port: port ?? NTP_PORT, signal })
    : queryHttpDate({ network, clock, address, port: port ?? HTTP_PORT, name, signal });
}

export const clockProbe = defineProbe({
  kind: 'clock',
  async run(job, context) {
    try {
      context.signal.throwIfAborted();
      return { data: await query(job, context) };
    } catch (error) {
      // A job without an address is our own bug; everything else is a fact.
      if (error instanceof TypeError && job.endpoint.address === undefined) throw error;
      return { data: {}, failure: failureOf(error, 'exchange') };
    }
  },
});
