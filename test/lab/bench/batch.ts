// A reseller's whole list: how long it takes, how much it needs, whether every server was spared, and whether it says the same each time.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { faultNamed } from '../faults/index.ts';
import { customersOf, rightAnswers, type Customer } from '../many/plan.ts';
import { mailLog, webLog } from '../many/services.ts';
import { startProviders } from '../many/start.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';
import type { Contest, Row } from './contest.ts';

const roundTripMs = 20;
const domains = Number(process.env['LAB_BATCH_DOMAINS'] ?? 1_000);
const memoryLimit = 400;
/** Connections at a time to one port of one address (diagnostics/run/fleet-budget.ts). */
const atOncePerPort = 3;

const resultSchema = z.object({
  domains: z.array(
    z.object({
      domain: z.string(),
      status: z.string(),
      startedAt: z.string(),
      finishedAt: z.string(),
      problems: z.array(z.object({ rootCause: z.string(), side: z.string(), confidence: z.string() })),
    }),
  ),
});
type Verdicts = ReadonlyMap<string, string>;

const list = `${paths.home}/clients.csv`;
const output = `${paths.home}/result.json`;

interface Measured {
  readonly seconds: number;
  /** Of the program and its lookup processes together, MB. */
  readonly memory: number;
  readonly cpuSeconds: number;
}

const numbersOf = async (pid: number): Promise<{ memory: number; ticks: number }> => {
  // the proportional share: what processes have in common, as the runtime's own code, counts once
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    memory: Number(/^Pss:\s+(\d+)/mu.exec(rollup)?.[1] ?? 0) / 1024,
    ticks: Number(fields[11] ?? 0) + Number(fields[12] ?? 0),
  };
};

async function familyOf(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

/** Runs a batch and watches it; `killAt`: ended by SIGKILL when so many domains are finished. */
async function runBatch(
  world: World,
  cli: string,
  args: readonly string[],
  killAt?: number,
): Promise<Measured> {
  const command = [
    'batch',
    list,
    '--network',
    paths.network,
    '--format',
    'json',
    '--output',
    output,
    ...args,
  ];
  const started = performance.now();
  const debug = process.env['LAB_BATCH_NODE']?.split(' ') ?? [];
  const child = spawn('ip', ['netns', 'exec', 'customer', process.execPath, ...debug, cli, ...command], {
    env: { ...world.seat.environment(), FAULTLINE_STATE: `${paths.home}/state` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const ticks = new Map<number, number>();
  let most = 0;
  while (!isOver) {
    await Promise.race([sleep(200), ended]);
    let together = 0;
    for (const pid of await familyOf(child.pid ?? 0)) {
      const { memory, ticks: own } = await numbersOf(pid);
      // a child that is not yet a program of its own shows the memory of its parent
      if (pid === child.pid || own > 0) together += memory;
      ticks.set(pid, Math.max(ticks.get(pid) ?? 0, own));
    }
    most = Math.max(most, together);
    const done = Number(
      /(\d[\d,]*) of [\d,]+ domains[^\n]*\n?$/u.exec(said.trimEnd())?.[1]?.replaceAll(',', '') ?? 0,
    );
    if (killAt !== undefined && done >= killAt) child.kill('SIGKILL');
  }
  const code = await ended;
  if (killAt === undefined && code !== 1) throw new LabError(`the batch ended with ${code}:\n${said}`);
  return {
    seconds: (performance.now() - started) / 1_000,
    memory: most,
    cpuSeconds: [...ticks.values()].reduce((sum, own) => sum + own, 0) / 100,
  };
}

async function verdicts(): Promise<Verdicts> {
  const read = resultSchema.parse(JSON.parse(await readFile(output, 'utf8')));
  return new Map(
    read.domains.map(({ domain, status, problems }) => [
      domain,
      [
        status,
        ...problems.map(({ rootCause, side, confidence }) => `${rootCause} ${side} ${confidence}`).sort(),
      ].join(' | '),
    ]),
  );
}

function differences(first: Verdicts, second: Verdicts): readonly string[] {
  return [...first].flatMap(([domain, said]) =>
    second.get(domain) === said ? [] : [`${domain}: ${said} / ${second.get(domain) ?? 'nothing'}`],
  );
}

const isRight = ({ state, domain }: Customer, said: Verdicts): boolean => {
  const [status = '', ...problems] = (said.get(domain) ?? '').split(' | ');
  if (state === 'sound') return status === 'healthy';
  return problems.some((problem) => rightAnswers[state].some((cause) => problem.startsWith(`${cause} `)));
};

/** Seconds: a busy server notes the end of one connection after the beginning of the next. */
const notedLate = 0.05;

/** The most connections that were open at a time at one port of one address, by the servers' own logs. */
async function mostAtOnce(): Promise<{
  readonly most: number;
  readonly where: string;
  readonly connections: number;
}> {
  const web = (await readFile(webLog, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
  const mail = (await readFile(mailLog, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
  const spans = [
    ...web.map((line) => {
      const [address, port, end, time] = line.split(' ');
      return { place: `${address} ${port}`, from: Number(end) - Number(time), to: Number(end) };
    }),
    ...mail.map((line) => {
      const [address, port, from, to] = line.split(' ');
      return { place: `${address} ${port}`, from: Number(from), to: Number(to) };
    }),
  ];
  const places = new Map<string, { readonly from: number; readonly to: number }[]>();
  for (const { place, ...span } of spans) places.set(place, [...(places.get(place) ?? []), span]);
  let top = { most: 0, where: '' };
  for (const [where, own] of places) {
    const edges = own.flatMap(({ from, to }) => [
      [from, 1] as const,
      [Math.max(from, to - notedLate), -1] as const,
    ]);
    let open = 0;
    for (const [, step] of edges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      open += step;
      if (open > top.most) top = { most: open, where };
    }
  }
  return { ...top, connections: spans.length };
}

const row = (who: string, { seconds, memory, cpuSeconds }: Measured, note: string): Row => ({
  who,
  seconds,
  note: `${(domains / seconds).toFixed(1)} a second, ${cpuSeconds.toFixed(0)} s of processor time (${Math.round((cpuSeconds * 1_000) / domains)} ms a domain), ${Math.round(memory)} MB; ${note}`,
});

async function measure(world: World, cli: string): Promise<readonly Row[]> {
  const customers = customersOf(domains);
  await mkdir(paths.home, { recursive: true });
  await writeFile(
    list,
    `Client,Domain,Tags\n${customers.map(({ domain, state }) => `Of ${domain},${domain},${state}\n`).join('')}`,
  );
  await startProviders(world, customers);
  await faultNamed('long-line').prepare({ milliseconds: roundTripMs }).inject(world);
  const complaints: string[] = [];
  const first = await runBatch(world, cli, []);
  const said = await verdicts();
  const wrong = customers.filter((customer) => !isRight(customer, said));
  complaints.push(
    ...wrong.map(({ domain, state }) => `${domain} (${state}): ${said.get(domain) ?? 'nothing'}`),
  );
  const { most, where, connections } = await mostAtOnce();
  if (most > atOncePerPort) complaints.push(`${where} had ${most} connections at a time`);
  if (first.memory > memoryLimit) complaints.push(`${Math.round(first.memory)} MB of memory`);
  const rows = [
    row(
      'faultline batch',
      first,
      `${customers.length - wrong.length} of ${customers.length} right; ${connections} connections to web and mail servers, at most ${most} at a time to one port`,
    ),
  ];
  if (process.env['LAB_BATCH_ONCE'] === undefined) {
    const second = await runBatch(world, cli, []);
    const again = differences(said, await verdicts());
    complaints.push(...again.map((each) => `another verdict the second time: ${each}`));
    rows.push(row('the same once more', second, `${again.length} verdicts differ`));
    await rm(output, { force: true });
    const cut = await runBatch(world, cli, [], domains * 0.4);
    const resumed = await runBatch(world, cli, ['--resume']);
    const changed = differences(said, await verdicts());
    complaints.push(...changed.map((each) => `another verdict after kill -9: ${each}`));
    rows.push(
      row(
        'kill -9 and --resume',
        { ...resumed, seconds: cut.seconds + resumed.seconds },
        `${changed.length} verdicts differ`,
      ),
    );
  }
  if (complaints.length > 0) console.error(complaints.slice(0, 60).join('\n'));
  return complaints.length === 0
    ? rows
    : [{ ...rows[0]!, seconds: null, note: `${rows[0]!.note}; ${complaints.length} complaints` }, ...rows];
}

export const batchView: Contest = {
  id: 'batch',
  question: `${domains} domains at 21 providers, 3 % on dead hosts, 2 % on tarpits, 5 % faulty, at a round trip of ${roundTripMs} ms`,
  promisedSeconds: 90,
  async run(world, { cli }) {
    try {
      return await measure(world, cli);
    } finally {
      await world.change.undoAll();
    }
  },
};
