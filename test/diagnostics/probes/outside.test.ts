import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { outsideData } from '../../../diagnostics/model/observations/outside.ts';
import { stationsIn } from '../../../diagnostics/probes/globalping.ts';
import { outsideProbe } from '../../../diagnostics/probes/outside.ts';
import { runProbe } from '../../../diagnostics/probes/run-probe.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { listen, testContext } from '../../support/loopback.ts';

const root = await createAuthority({ name: 'Stations Root' });
const leaf = await createLeaf({ authority: root, names: ['api.stations.test'] });
const tls = { key: leaf.key, cert: chainPem(leaf) };

const probe = (asn: number) => ({ country: 'BE', city: 'Ghent', asn, network: 'Homeline', extra: true });
const stats = (rcv: number) => ({
  min: null,
  avg: rcv > 0 ? 12.5 : null,
  max: null,
  total: 3,
  rcv,
  drop: 3 - rcv,
});
const finished = (rcv: number) => ({ status: 'finished', rawOutput: 'PING', stats: stats(rcv) });
const failed = (rawOutput: string) => ({ status: 'failed', rawOutput });

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: unknown;
}
type Answer = (asked: Asked, response: ServerResponse) => void;

async function read(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** An interface on loopback, and what was asked of it over how many connections. */
async function startApi(answer: Answer) {
  const asked: Asked[] = [];
  let connections = 0;
  const server = createServer(tls, (request, response) => {
    void read(request).then((body) => {
      const one = { method: request.method, url: request.url, body };
      asked.push(one);
      answer(one, response);
    });
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  const port = await listen(server as unknown as Parameters<typeof listen>[0]);
  return { port, asked, connections: () => connections };
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const sound =
  (results: readonly object[], looks = 1): Answer =>
  ({ method }, response) => {
    if (method === 'POST') return json(response, 202, { id: 'abc', probesCount: 2 });
    looks -= 1;
    return json(response, 200, { status: looks > 0 ? 'in-progress' : 'finished', results });
  };

const job = (port: number, deadlineMs = 5_000): JobOf<'outside'> => ({
  key: 'outside/45.0.3.1/443',
  kind: 'outside',
  endpoint: { address: '45.0.3.1', port: 443, family: 4 },
  input: {
    url: `https://api.stations.test:${port}`,
    through: '127.0.0.1',
    stations: [{ where: 'Europe', limit: 2 }],
  },
  deadlineMs,
  attempt: 1,
});
const context = (partial: Parameters<typeof testContext>[0] = {}) =>
  testContext({ bundledRoots: [root.cert], ...partial });
const observe = (port: number, deadlineMs?: number) => runProbe(job(port, deadlineMs), context());

describe('the outside probe', () => {
  it('asks once, looks until the measurement is over, and keeps one connection', async () => {
    const { port, asked, connections } = await startApi(
      sound(
        [
          { probe: probe(1), result: finished(3) },
          { probe: probe(2), result: finished(0) },
        ],
        2,
      ),
    );
    expect(await observe(port)).toMatchObject({
      data: {
        measurementId: 'abc',
        stations: [
          { country: 'BE', city: 'Ghent', network: 'Homeline', asn: 1, outcome: 'works', connectMs: 12.5 },
          { asn: 2, outcome: 'silent' },
        ],
      },
    });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/v1/measurements',
        body: {
          type: 'ping',
          target: '45.0.3.1',
          measurementOptions: { protocol: 'TCP', port: 443, packets: 3 },
          locations: [{ magic: 'Europe', limit: 2 }],
        },
      },
      { method: 'GET', url: '/v1/measurements/abc', body: undefined },
      { method: 'GET', url: '/v1/measurements/abc', body: undefined },
    ]);
    expect(connections()).toBe(1);
  });

  it.each([
    ['a used-up allowance', 429, {}, 'rejected', 'HTTP 429: rate limit'],
    ['no fitting stations', 422, {}, 'rejected', 'HTTP 422'],
    [
      'an identifier that is a path',
      202,
      { id: '../limits' },
      'protocol_violation',
      'an answer of another shape',
    ],
    ['an answer of another shape', 202, [1], 'protocol_violation', 'an answer of another shape'],
  ])('is no measurement with %s', async (_, status, body, code, detail) => {
    const { port, asked } = await startApi((_asked, response) => json(response, status, body));
    expect((await observe(port)).failure).toMatchObject({ code, detail });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [
      'no JSON',
      (response: ServerResponse) => void response.writeHead(202).end('<html>'),
      'protocol_violation',
    ],
    [
      'a body without end',
      (response: ServerResponse) => void response.writeHead(202).end('x'.repeat(600_000)),
      'reply_too_large',
    ],
    ['a hang-up', (response: ServerResponse) => void response.destroy(), 'connection_closed'],
  ])('is no measurement with %s', async (_, answer, code) => {
    const { port } = await startApi((_asked, response) => answer(response));
    expect((await observe(port)).failure?.code).toBe(code);
  });

  it('ends with its deadline when the measurement does not, and with a cancel', async () => {
    const { port } = await startApi(sound([], 1_000));
    expect((await observe(port, 1_300)).failure?.code).toBe('timed_out');
    const controller = new AbortController();
    const running = runProbe(job(port), context({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect((await running).failure?.code).toBe('aborted');
  });

  it('tells nothing to a server that does not prove its name', async () => {
    const { port, asked } = await startApi(sound([]));
    const stranger = await runProbe(job(port), context({ bundledRoots: [] }));
    const elsewhere = { ...job(port), input: { ...job(port).input, url: `https://other.test:${port}` } };
    expect([stranger.failure?.code, (await runProbe(elsewhere, context())).failure?.code]).toEqual([
      'tls_failed',
      'tls_failed',
    ]);
    const plain = { ...job(port), input: { ...job(port).input, url: `http://api.stations.test:${port}` } };
    expect((await runProbe(plain, context())).failure?.code).toBe('protocol_violation');
    expect(asked).toEqual([]);
  });

  it('stands under its kind', () => {
    expect(outsideProbe.kind).toBe('outside');
  });
});

describe('what stations say', () => {
  it.each([
    [finished(1), 'works'],
    [finished(0), 'silent'],
    [failed('PING 45.0.3.1 on port 443.\nconnect ECONNREFUSED 45.0.3.1:443'), 'refused'],
    [failed('connect EHOSTUNREACH 45.0.3.1:443'), 'unreachable'],
    // the station's own trouble says nothing of the server
    [failed('connect ENETUNREACH 2a00:3::1:443'), 'unknown'],
    [failed('getaddrinfo ENOTFOUND'), 'unknown'],
    [{ status: 'offline', rawOutput: '' }, 'unknown'],
    [{ status: 'in-progress', rawOutput: '' }, 'unknown'],
    [{ status: 'finished', rawOutput: '' }, 'unknown'],
    [{ status: 'finished', rawOutput: '', stats: { ...stats(0), total: 0 } }, 'unknown'],
  ])('%j is %s', (result, outcome) => {
    expect(stationsIn([{ probe: probe(7), result }])[0]?.outcome).toBe(outcome);
  });

  it('leaves out what does not fit, and stays within the model whatever is sent', () => {
    expect(
      stationsIn([
        null,
        1,
        {},
        { probe: probe(1) },
        { probe: { ...probe(1), country: 'b' }, result: finished(1) },
      ]),
    ).toEqual([]);
    const anything = fc.array(
      fc.oneof(
        fc.anything(),
        fc.record({
          probe: fc.record({
            country: fc.constantFrom('BE', 'x'),
            city: fc.string({ maxLength: 500 }),
            asn: fc.integer(),
            network: fc.string(),
          }),
          result: fc.record({
            status: fc.constantFrom('finished', 'failed'),
            rawOutput: fc.anything(),
            stats: fc.anything(),
          }),
        }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(anything, (results) => {
        expect(outsideData.safeParse({ stations: stationsIn(results) }).success).toBe(true);
      }),
    );
  });
});
