// A measurement network that answers the documented Globalping interface (POST /v1/measurements, GET /v1/measurements/{id}) by really
// measuring: each station is an address of this machine in a network of its own. TCP and ICMP pings, HTTP(S) and DNS.
// Usage: node stations-api.ts SETTINGS.json (see services/stations.ts)

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as requestHttp } from 'node:http';
import { createServer, request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StationSettings, StationsSettings } from '../services/stations.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as StationsSettings;

const waitMs = 1_500;
const packetGapMs = 100;

interface Wanted {
  readonly type: 'ping' | 'http' | 'dns';
  readonly target: string;
  readonly locations?: readonly { readonly magic?: string; readonly limit?: number }[];
  readonly measurementOptions?: {
    readonly protocol?: string;
    readonly port?: number;
    readonly packets?: number;
    readonly resolver?: string;
    readonly query?: { readonly type?: string };
    readonly request?: { readonly path?: string; readonly host?: string };
  };
}

type Result = Readonly<Record<string, unknown>> & { readonly status: string; readonly rawOutput: string };
type Measure = (station: StationSettings, wanted: Wanted) => Promise<Result>;

const failed = (rawOutput: string): Result => ({ status: 'failed', rawOutput });
const sourceOf = ({ v4, v6 }: StationSettings, target: string): string => (target.includes(':') ? v6 : v4);

/** Round-trip time in milliseconds, null for silence; rejects with the system's error. */
const connectOnce = (localAddress: string, host: string, port: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const socket = connect({ host, port, localAddress });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(null);
    }, waitMs);
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    socket.once('connect', () => done(() => resolve(performance.now() - started)));
    socket.once('error', (error) => done(() => reject(error)));
  });

const pingOverTcp: Measure = async (station, { target, measurementOptions }) => {
  const { port = 80, packets = 3 } = measurementOptions ?? {};
  const tries = Array.from({ length: packets }, async (_, index) => {
    await sleep(index * packetGapMs);
    return connectOnce(sourceOf(station, target), target, port);
  });
  try {
    const times = (await Promise.all(tries)).filter((time) => time !== null);
    const average = times.reduce((sum, time) => sum + time, 0) / times.length;
    const lost = packets - times.length;
    return {
      status: 'finished',
      rawOutput: `PING ${target} on port ${port}.\n${packets} packets transmitted, ${times.length} received`,
      resolvedAddress: target,
      resolvedHostname: target,
      timings: times.map((rtt) => ({ rtt })),
      stats: {
        min: times.length > 0 ? Math.min(...times) : null,
        avg: times.length > 0 ? average : null,
        max: times.length > 0 ? Math.max(...times) : null,
        total: packets,
        rcv: times.length,
        drop: lost,
        loss: (lost * 100) / packets,
      },
    };
  } catch (error) {
    return failed(`PING ${target} on port ${port}.\n${(error as Error).message}`);
  }
};

const runTool = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: 6_000 }, (_error, stdout) => resolve(stdout));
  });

const pingOverIcmp: Measure = async (station, { target, measurementOptions }) => {
  const total = measurementOptions?.packets ?? 3;
  const rawOutput = await runTool('ping', [
    '-n',
    '-i',
    '0.2',
    '-W',
    '1',
    '-c',
    String(total),
    '-I',
    sourceOf(station, target),
    target,
  ]);
  const rcv = Number(/(\d+) received/.exec(rawOutput)?.[1] ?? 0);
  const stats = {
    min: null,
    avg: null,
    max: null,
    total,
    rcv,
    drop: total - rcv,
    loss: ((total - rcv) * 100) / total,
  };
  return {
    status: 'finished',
    rawOutput,
    resolvedAddress: target,
    resolvedHostname: target,
    timings: [],
    stats,
  };
};

const askDns: Measure = async (station, { target, measurementOptions }) => {
  const { resolver, query } = measurementOptions ?? {};
  if (resolver === undefined) return failed('a resolver must be named in this world');
  const rawOutput = await runTool('dig', [
    '+tries=2',
    '+time=2',
    '-b',
    sourceOf(station, resolver),
    `@${resolver}`,
    target,
    query?.type ?? 'A',
  ]);
  const statusCodeName = /status: ([A-Z]+)/.exec(rawOutput)?.[1];
  if (statusCodeName === undefined) return failed(rawOutput);
  return {
    status: 'finished',
    rawOutput,
    statusCode: 0,
    statusCodeName,
    resolver,
    answers: [],
    timings: { total: 1 },
  };
};

const fetchPage: Measure = (station, { target, measurementOptions }) =>
  new Promise((resolve) => {
    const { protocol = 'HTTPS', port, request } = measurementOptions ?? {};
    const isPlain = protocol === 'HTTP';
    const outgoing = (isPlain ? requestHttp : requestHttps)({
      host: target,
      port: port ?? (isPlain ? 80 : 443),
      localAddress: sourceOf(station, target),
      path: request?.path ?? '/',
      headers: { host: request?.host ?? target },
      servername: request?.host ?? target,
      rejectUnauthorized: false,
      timeout: waitMs * 2,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('connect ETIMEDOUT')));
    outgoing.on('error', (error) => resolve(failed(error.message)));
    outgoing.on('response', (incoming) => {
      incoming.resume();
      const { statusCode = 0, headers } = incoming;
      resolve({ status: 'finished', rawOutput: '', statusCode, headers, resolvedAddress: target });
    });
    outgoing.end();
  });

const measures: Readonly<Record<string, Measure>> = {
  ping: pingOverTcp,
  icmp: pingOverIcmp,
  dns: askDns,
  http: fetchPage,
};

/** Stations by continent, each once; `Europe` and `North America` are all that this world's places are called. */
function stationsFor({ locations = [{ limit: 1 }] }: Wanted): readonly StationSettings[] {
  const left = [...settings.stations];
  return locations.flatMap(({ magic = '', limit = 1 }) => {
    const continent = magic.startsWith('Europe') ? 'EU' : magic.startsWith('North America') ? 'NA' : '';
    const fitting = left.filter((each) => continent === '' || each.continent === continent).slice(0, limit);
    for (const each of fitting) left.splice(left.indexOf(each), 1);
    return fitting;
  });
}

interface Measurement {
  readonly head: object;
  status: 'in-progress' | 'finished';
  results: readonly object[];
}
const measurements = new Map<string, Measurement>();

function begin(wanted: Wanted): { readonly id: string; readonly probesCount: number } {
  const stations = stationsFor(wanted);
  const id = `m${measurements.size + 1}`;
  const head = { id, type: wanted.type, target: wanted.target, probesCount: stations.length };
  const measurement: Measurement = { head, status: 'in-progress', results: [] };
  measurements.set(id, measurement);
  const kind = wanted.type === 'ping' && wanted.measurementOptions?.protocol !== 'TCP' ? 'icmp' : wanted.type;
  const measure = measures[kind];
  if (measure !== undefined && settings.mood !== 'stuck')
    void Promise.all(
      stations.map(async (station) => ({ probe: station, result: await measure(station, wanted) })),
    ).then((results) => Object.assign(measurement, { results, status: 'finished' }));
  return { id, probesCount: stations.length };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const problem = (type: string): object => ({ error: { type, message: type } });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = /^\/v1\/measurements\/(\w+)$/.exec(request.url ?? '')?.[1];
  if (request.method === 'GET' && id !== undefined) {
    const found = measurements.get(id);
    if (found === undefined) return reply(response, 404, problem('not_found'));
    return reply(response, 200, { ...found.head, status: found.status, results: found.results });
  }
  if (request.method !== 'POST' || request.url !== '/v1/measurements')
    return reply(response, 404, problem('not_found'));
  if (settings.mood === 'limited') return reply(response, 429, problem('too_many_requests'));
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  const wanted = JSON.parse(text) as Wanted;
  if (!['ping', 'http', 'dns'].includes(wanted.type))
    return reply(response, 400, problem('validation_error'));
  return reply(response, 202, begin(wanted));
}

for (const address of settings.addresses) {
  createServer(
    { cert: readFileSync(settings.certificate), key: readFileSync(settings.key) },
    (request, response) => {
      answer(request, response).catch(() => reply(response, 400, problem('validation_error')));
    },
  ).listen({ port: 443, host: address, ipv6Only: true });
}
