import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../main/demo-host/merge-patch.ts';
import type { RunEvent } from '../../../diagnostics/model/run-event.ts';
import { reportSchema } from '../../../diagnostics/model/report.ts';
import { run } from '../../../diagnostics/run/run.ts';
import {
  causesOf,
  closeDemoHosts,
  counted,
  demoHost,
  diagnose,
  listenersOf,
  mostAtOnce,
  overspent,
  runOptions,
  silentNetwork,
  type Diagnosis,
  type Traffic,
} from '../../support/run-factories.ts';

const observed = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'observation_made' ? [event.observation] : []));
const loginsOf = ({ report }: Diagnosis): number =>
  report.observations.filter(
    (each) =>
      each.kind === 'ftp' && (each.data.login !== 'not_tried' || each.failure?.operation === 'authenticate'),
  ).length;
const timeoutsOf = ({ report }: Diagnosis): number =>
  report.observations.filter((each) => each.failure?.code === 'timed_out').length;
const isQuiet = (traffic: Traffic): boolean => [...traffic.open.values()].every((count) => count === 0);
const wait = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const domain = 'lighthouse-bakery.test';
const dead = { A: ['45.80.20.66'], AAAA: ['2a0e:db8:20::66'] };
/** Every service on one machine that swallows all packets. */
const allOnDeadHost: JsonObject = {
  zones: {
    [domain]: { records: { '@': { ...dead, MX: [`10 mail.${domain}`] }, www: dead, mail: dead, ftp: dead } },
  },
};

afterAll(closeDemoHosts);

describe('run', () => {
  it.concurrent('tells the plan first, each job before its start, and everything that the report holds', async () => {
    const { events, report } = await diagnose({
      faults: ['expired-certificate', 'port25-blocked'],
      request: { services: ['web', 'ftp'] },
    });
    expect([events[0]!.type, events.at(-1)!.type, events.map((event) => event.seq)]).toEqual([
      'run_started',
      'run_finished',
      events.map((_, index) => index),
    ]);
    expect(observed(events)).toEqual(report.observations);
    const idOf = (key: string, attempt: number): string => (attempt === 1 ? key : `${key}#${attempt}`);
    const planned = events.flatMap((event) =>
      event.type === 'job_planned' ? [[idOf(event.job.key, event.job.attempt), event.seq] as const] : [],
    );
    const started = events.flatMap((event) =>
      event.type === 'job_started' ? [[idOf(event.key, event.attempt), event.seq] as const] : [],
    );
    const seen = events.flatMap((event) =>
      event.type === 'observation_made' ? [[event.observation.id, event.seq] as const] : [],
    );
    const [plannedAt, startedAt] = [new Map(planned), new Map(started)];
    expect([plannedAt.size, startedAt.size]).toEqual([planned.length, started.length]);
    expect(started.filter(([id, at]) => !(plannedAt.get(id)! < at))).toEqual([]);
    expect(seen.filter(([id, at]) => !(startedAt.get(id)! < at))).toEqual([]);
    expect(reportSchema.safeParse(report).success).toBe(true);
    expect(report.ending).toBe('completed');
  });

  it.concurrent('is done with a healthy host in two seconds, politely, with one login', async () => {
    const diagnosis = await diagnose();
    expect([diagnosis.report.status, causesOf(diagnosis.report)]).toEqual(['healthy', []]);
    expect([overspent(diagnosis.traffic, diagnosis.host), loginsOf(diagnosis)]).toEqual([[], 1]);
    expect(mostAtOnce(diagnosis.report.observations)).toBeLessThanOrEqual(8);
  });

  it.concurrent.each([
    ['a silent web server', { faults: ['server-silent'] }],
    ['one silent machine for everything', { patch: allOnDeadHost }],
    ['silent name servers', { faults: ['name-servers-silent'] }],
  ])('ends in nine seconds in spite of %s', { timeout: 20_000 }, async (_, world) => {
    const diagnosis = await diagnose(world);
    expect([
      diagnosis.ms < 9_900,
      diagnosis.report.status,
      overspent(diagnosis.traffic, diagnosis.host),
    ]).toEqual([true, 'problems_found', []]);
    expect(mostAtOnce(diagnosis.report.observations)).toBeLessThanOrEqual(8);
  });

  it.concurrent('stays polite in a hostile world: silence, refusals and endless redirects', async () => {
    const redirect = { kind: 'redirect', redirectsTo: 'https://www.lighthouse-bakery.test:8443/again#2' };
    const patch: JsonObject = {
      hosts: {
        web1: {
          web: {
            fallback: redirect,
            sites: { [domain]: { ...redirect, aliases: [] }, [`www.${domain}`]: redirect },
          },
          ports: { 22: 'dropped', 8443: 'https', 990: null },
        },
        mail1: { ports: { 25: 'dropped', 587: null, 465: null, 993: 'dropped', 143: null } },
        ns1: { isSilent: true },
      },
    };
    const diagnosis = await diagnose({ patch });
    expect([overspent(diagnosis.traffic, diagnosis.host), loginsOf(diagnosis)]).toEqual([[], 1]);
    expect(mostAtOnce(diagnosis.report.observations)).toBeLessThanOrEqual(8);
  });

  it.concurrent.each([
    ['no route', { faults: ['offline'] }, 3_000],
    ['a dead line', { faults: ['line-down'] }, 3_000],
    ['an uplink that swallows everything', { options: { network: silentNetwork() } }, 9_900],
  ])('tells that there is no internet: %s', async (_, world, limit) => {
    const diagnosis = await diagnose(world);
    expect([diagnosis.report.status, causesOf(diagnosis.report), diagnosis.report.ending]).toEqual([
      'could_not_diagnose',
      ['network.offline'],
      'completed',
    ]);
    expect(timeoutsOf(diagnosis)).toBeLessThan(40);
    expect(diagnosis.ms).toBeLessThan(limit);
  });

  it.concurrent('keeps what was found when it is cancelled, within a second', { retry: 2 }, async () => {
    const caller = new AbortController();
    let cancelledAt = 0;
    const diagnosis = await diagnose({
      faults: ['server-silent'],
      options: { signal: caller.signal },
      until: (event) => {
        if (event.type === 'observation_made' && event.observation.kind === 'smtp' && cancelledAt === 0) {
          cancelledAt = performance.now();
          caller.abort();
        }
        return false;
      },
    });
    const { report, events, traffic } = diagnosis;
    expect([report.ending, performance.now() - cancelledAt < 1_000, listenersOf(caller.signal)]).toEqual([
      'cancelled',
      true,
      0,
    ]);
    expect([
      report.observations.length > 20,
      report.observations.some((each) => each.failure?.code === 'aborted'),
    ]).toEqual([true, false]);
    expect(observed(events)).toEqual(report.observations);
    await wait(200);
    expect(isQuiet(traffic)).toBe(true);
  });

  it.concurrent('has an ending of its own for the deadline, which is no time-out of a server', async () => {
    const { report, ms, traffic } = await diagnose({
      faults: ['server-silent'],
      options: { deadlineMs: 2_000 },
    });
    expect([
      report.ending,
      ms < 3_000,
      report.observations.filter((each) => each.failure?.code === 'timed_out').map((each) => each.id),
    ]).toEqual(['deadline_exceeded', true, []]);
    await wait(200);
    expect(isQuiet(traffic)).toBe(true);
  });

  it.concurrent('does nothing when it was cancelled before', async () => {
    const { report, traffic } = await diagnose({ options: { signal: AbortSignal.abort() } });
    expect([
      report.ending,
      report.observations,
      report.status,
      traffic.dials.size + traffic.datagrams.size,
    ]).toEqual(['cancelled', [], 'could_not_diagnose', 0]);
  });

  it.concurrent('leaves nothing running when its reader goes away', async () => {
    const { traffic } = await diagnose({
      faults: ['server-silent'],
      until: (event) => event.type === 'observation_made' && event.observation.kind === 'http',
    });
    await wait(800);
    const dials = [...traffic.dials.values()].reduce((sum, each) => sum + each, 0);
    await wait(800);
    expect([isQuiet(traffic), [...traffic.dials.values()].reduce((sum, each) => sum + each, 0)]).toEqual([
      true,
      dials,
    ]);
  });

  it.concurrent('tries nothing at all before its plan was read', async () => {
    const host = await demoHost();
    const { network, traffic } = counted(host.network);
    const events = run(runOptions(host, { network }));
    const first = await events.next();
    await wait(50);
    expect([(first.value as RunEvent).type, traffic.dials.size + traffic.datagrams.size]).toEqual([
      'run_started',
      0,
    ]);
    await events.return(undefined);
  });

  it.concurrent('lets the process go: no timer and no socket stays behind', async () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const program = `
      const { startDemoHost } = await import('./main/demo-host/index.ts');
      const { run, understandTarget } = await import('./diagnostics/index.ts');
      const host = await startDemoHost({ faults: ['server-silent'], resourcesDir: 'resources' });
      const target = understandTarget(host.domain).target;
      const request = { target, symptom: 'everything', services: ['web', 'ssh'], hosts: [], resolvers: [], provider: null, product: null, tier: null, facts: {} };
      for await (const event of run({ ...host, request, packs: [], levels: {}, signal: new AbortController().signal, toolVersion: '0' })) if (event.type === 'observation_made') break;
      await host.close();
      process.stdout.write(String(Date.now()));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      timeout: 25_000,
    });
    expect(Date.now() - Number(stdout)).toBeLessThan(3_000);
  });
});
