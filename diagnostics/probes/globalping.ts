/**
 * The documented interface of Globalping (https://globalping.io/docs/api.globalping.io): what is sent, and what the stations’ results mean.
 * Its answers come from strangers: every part is bounded, and what does not fit counts for nothing.
 */
import { z } from 'zod';
import type { Endpoint, InputOf } from '../model/observation.ts';
import type { Station, StationOutcome } from '../model/observations/outside.ts';

/** A TCP ping: connects and closes, three times a station. */
export const measurementBody = (endpoint: Endpoint, { stations }: InputOf<'outside'>): object => ({
  type: 'ping',
  target: endpoint.address,
  measurementOptions: { protocol: 'TCP', port: endpoint.port, packets: 3 },
  locations: stations.map(({ where, limit }) => ({ magic: where, limit })),
});

export const createdSchema = z.object({ id: z.string().regex(/^[\w-]{1,100}$/u) });

const text = z.string().transform((value) => value.slice(0, 100));
const resultSchema = z.object({
  probe: z.object({
    country: z.string().regex(/^[A-Z]{2}$/u),
    city: text,
    asn: z.int().nonnegative(),
    network: text,
  }),
  result: z.object({
    status: z.string().max(40),
    rawOutput: z
      .string()
      .transform((value) => value.slice(0, 2000))
      .catch(''),
    stats: z
      .object({ rcv: z.number(), total: z.number(), avg: z.number().nullish() })
      .optional()
      .catch(undefined),
  }),
});
type Result = z.infer<typeof resultSchema>['result'];

/** Any status but this one is final. */
export const IN_PROGRESS = 'in-progress';
export const measurementSchema = z.object({
  status: z.string().max(40),
  results: z.array(z.unknown()).max(200),
});

/** A refused connection makes the test `failed`, with the system's own word in the raw text; there is no field for it. */
function outcomeOf({ status, stats, rawOutput }: Result): StationOutcome {
  if (status === 'finished' && stats !== undefined && stats.total > 0)
    return stats.rcv > 0 ? 'works' : 'silent';
  if (status !== 'failed') return 'unknown';
  if (/\bECONNREFUSED\b|\bECONNRESET\b/u.test(rawOutput)) return 'refused';
  return /\bEHOSTUNREACH\b/u.test(rawOutput) ? 'unreachable' : 'unknown';
}

const MOST_STATIONS = 20;

/** Results of other shapes are left out. */
export const stationsIn = (results: readonly unknown[]): readonly Station[] =>
  results.slice(0, MOST_STATIONS).flatMap((each): readonly Station[] => {
    const parsed = resultSchema.safeParse(each);
    if (!parsed.success) return [];
    const { probe, result } = parsed.data;
    const outcome = outcomeOf(result);
    const average = result.stats?.avg;
    const isTimed = outcome === 'works' && typeof average === 'number' && average >= 0;
    return [{ ...probe, outcome, ...(isTimed ? { connectMs: average } : {}) }];
  });
