/** One measurement by a public measurement network: what several stations elsewhere see of one port of one address (control C5). */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';

export const outsideInput = z.object({
  /** Base URL of the measurement network's interface. */
  url: z.url().max(500),
  /** Address at which that interface is reached. */
  through: z.string().max(60),
  /** Where stations are wanted, in the network's own words, and how many of each. */
  stations: list(z.object({ where: z.string().max(100), limit: z.int().min(1).max(10) }).readonly()),
});

/**
 * `works`: the connection stood. `refused`: it was turned away. `silent`: no answer in time. `unreachable`: a router said that there is no way.
 * `unknown`: the station could not tell (its own network, its own trouble); it counts for nothing.
 */
export const stationOutcomeSchema = z.enum(['works', 'refused', 'silent', 'unreachable', 'unknown']);
export type StationOutcome = z.infer<typeof stationOutcomeSchema>;

export const stationSchema = z.object({
  /** ISO 3166-1 alpha-2. */
  country: z.string().max(2),
  city: z.string().max(100),
  /** Name and number of the autonomous system that the station stands in. */
  network: z.string().max(200),
  asn: z.int().nonnegative(),
  outcome: stationOutcomeSchema,
  /** Time from SYN to connected. */
  connectMs: milliseconds.optional(),
});
export type Station = Readonly<z.infer<typeof stationSchema>>;

export const outsideData = z.object({
  /** By which anybody can look the measurement up. */
  measurementId: z.string().max(100).optional(),
  stations: list(stationSchema),
});
