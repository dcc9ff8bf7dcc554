/** The address that the router has towards the internet, as it says itself (R13). Many routers do not answer. */
import { failureOf } from '../net/failure-of.ts';
import { askExternalAddress } from '../net/nat-pmp.ts';
import { requireAddress } from './connection.ts';
import { defineProbe } from './probe.ts';

export const routerAddressProbe = defineProbe({
  kind: 'router-address',
  async run({ endpoint }, { network, signal }) {
    const target = requireAddress(endpoint);
    try {
      signal.throwIfAborted();
      return { data: { externalAddress: await askExternalAddress({ ...target, network, signal }) } };
    } catch (error) {
      return { data: {}, failure: failureOf(signal.aborted ? signal.reason : error, 'exchange') };
    }
  },
});
