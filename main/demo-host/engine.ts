/** The engine's types that the demo host implements, in one place. */
export type { Clock, DatagramOptions, DialOptions, Network } from '../../diagnostics/index.ts';
