/** Reads the facts of this machine (control C0). */
import { failureOf } from '../net/failure-of.ts';
import { emptyEnvironment } from '../net/machine/index.ts';
import { defineProbe } from './probe.ts';

export const environmentProbe = defineProbe({
  kind: 'environment',
  async run(job, { network, signal }) {
    try {
      signal.throwIfAborted();
      return { data: await network.environment({ hostNames: job.input.hostNames, signal }) };
    } catch (error) {
      return { data: emptyEnvironment(), failure: failureOf(error, 'read_system') };
    }
  },
});
