/** The engine as main uses it, and the parts of it that tests replace. */
import {
  askRegistration,
  createSystemNetwork,
  judge,
  run,
  systemClock,
  type Clock,
  type Network,
} from '../../diagnostics/index.ts';
import { startDemoHost, type DemoHost } from '../demo-host/index.ts';

export interface Engine {
  readonly run: typeof run;
  readonly judge: typeof judge;
  readonly askRegistration: typeof askRegistration;
  network(): Network;
  clock(): Clock;
  startDemoHost(options: {
    readonly faults: readonly string[];
    readonly resourcesDir: string;
  }): Promise<DemoHost>;
}

export const systemEngine: Engine = {
  run,
  judge,
  askRegistration,
  network: createSystemNetwork,
  clock: () => systemClock,
  startDemoHost,
};
