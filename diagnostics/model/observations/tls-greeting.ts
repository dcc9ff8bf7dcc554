/** Facts of one greeting as certain programs send it: what the server would agree on, or that it refuses. No connection is completed. */
import { z } from 'zod';
import { list } from '../schema-kit.ts';
import { tlsClientIds } from '../tls-clients.ts';
import { connectionShape } from './dialogues.ts';

export const tlsGreetingInput = z.object({
  serverName: z.string().nullable(),
  /** The programs whose offers stand in the greeting together: what is refused to all of them is refused to each. */
  clients: list(z.enum(tlsClientIds)),
});
export const tlsGreetingData = z.object({
  ...connectionShape,
  protocolVersion: z.string().max(30).optional(),
  /** Number in the IANA registry of cipher suites. */
  suite: z.int().optional(),
  /** Number of the curve (IANA, supported groups) that the server chose for its one-time key. */
  group: z.int().optional(),
  /** Size of its one-time key where it is no curve. */
  groupBits: z.int().optional(),
});
