/** Asks a public measurement network what its stations see of one port, and waits for their results. Runs only when the person agreed to it. */
import { openJsonApi, type JsonApi } from '../net/json-api.ts';
import { WireError } from '../net/wire-error.ts';
import { requireAddress } from './connection.ts';
import { createdSchema, IN_PROGRESS, measurementBody, measurementSchema, stationsIn } from './globalping.ts';
import { defineProbe, type ProbeContext } from './probe.ts';

/** The interface asks for half a second after each answer; stations need a second at least. */
const FIRST_LOOK_MS = 1_000;
const NEXT_LOOK_MS = 500;

const rejected = (status: number): WireError =>
  new WireError('rejected', { detail: status === 429 ? 'HTTP 429: rate limit' : `HTTP ${status}` });
const misshapen = (): WireError =>
  new WireError('protocol_violation', { detail: 'an answer of another shape' });

async function create(api: JsonApi, body: object): Promise<string> {
  const reply = await api.ask('POST', '/v1/measurements', body);
  if (reply.status !== 202) throw rejected(reply.status);
  const created = createdSchema.safeParse(reply.body);
  if (!created.success) throw misshapen();
  return created.data.id;
}

async function results(
  api: JsonApi,
  id: string,
  { clock, signal }: ProbeContext,
): Promise<readonly unknown[]> {
  await clock.sleep(FIRST_LOOK_MS, signal);
  for (;;) {
    const reply = await api.ask('GET', `/v1/measurements/${id}`);
    if (reply.status !== 200) throw rejected(reply.status);
    const measurement = measurementSchema.safeParse(reply.body);
    if (!measurement.success) throw misshapen();
    if (measurement.data.status !== IN_PROGRESS) return measurement.data.results;
    await clock.sleep(NEXT_LOOK_MS, signal);
  }
}

export const outsideProbe = defineProbe({
  kind: 'outside',
  async run({ endpoint, input }, context) {
    requireAddress(endpoint);
    const api = openJsonApi({ ...context, url: new URL(input.url), address: input.through });
    try {
      const measurementId = await create(api, measurementBody(endpoint, input));
      return { data: { measurementId, stations: stationsIn(await results(api, measurementId, context)) } };
    } finally {
      api.close();
    }
  },
});
