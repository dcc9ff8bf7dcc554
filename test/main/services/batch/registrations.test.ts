import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RegistrationAnswer } from '../../../../diagnostics/index.ts';
import { askRegistrations, isAskedAgain } from '../../../../main/services/batch/registrations.ts';
import { systemEngine } from '../../../../main/services/engine.ts';
import { historyFileIn, openHistory } from '../../../../main/services/history/open-history.ts';
import { aNetworkData, aTarget } from '../../../support/factories.ts';
import { aSummary } from '../../../support/summary-factories.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-22T07:00:00.000Z');
const inDays = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

const networkData = aNetworkData({
  rdapServers: [
    { domains: ['test'], url: 'https://rdap.test/' },
    { domains: ['example'], url: 'https://rdap.example/' },
  ],
});
const answered = (days: number): RegistrationAnswer => ({ outcome: 'answered', expiresAt: inDays(days) });
const unreachable: RegistrationAnswer = { outcome: 'unreachable' };

/** Domains that were checked before, with registries that answer as the test says, on a clock that does not wait. */
async function registries(domains: readonly string[], answer: (domain: string) => RegistrationAnswer) {
  const history = openHistory(
    historyFileIn(mkdtempSync(join(tmpdir(), 'faultline-registrations-'))),
    () => undefined,
  );
  await history.record(domains.map((domain) => aSummary({ domain, expiries: [] })));
  const asked: string[] = [];
  const waits: number[] = [];
  const clients = domains.map((domain) => ({
    target: aTarget({ domain, registrableDomain: domain.split('.').slice(-2).join('.') }),
  }));
  const controller = new AbortController();
  const ask = () =>
    askRegistrations({
      engine: {
        network: () => systemEngine.network(),
        clock: () => ({
          monotonic: () => 0,
          now: () => NOW,
          sleep: (ms) => {
            waits.push(ms);
            return Promise.resolve();
          },
        }),
        askRegistration: (domain) => {
          asked.push(domain);
          return Promise.resolve(answer(domain));
        },
      },
      networkData,
      registrations: history.registrations,
      clients,
      signal: controller.signal,
    });
  const ends = async () =>
    (await history.latest()).map(({ run }) => [
      run.summary.domain,
      ...run.summary.expiries.map(({ kind, at, names }) => `${kind} ${names.join()} ${at}`),
    ]);
  return { ask, asked, waits, ends, history, stop: () => controller.abort() };
}

describe('the ends of registrations', () => {
  it('stand with the newest run of each domain, each name asked for once, with a second between two questions', async () => {
    const { ask, asked, waits, ends } = await registries(
      ['a.test', 'www.a.test', 'b.test', 'c.example', 'd.nowhere'],
      () => answered(40),
    );
    expect(await ask()).toBe(3);
    expect(asked.sort()).toEqual(['a.test', 'b.test', 'c.example']);
    expect(waits).toEqual([1_000]);
    expect(await ends()).toEqual([
      ['a.test', `domain a.test ${inDays(40)}`],
      ['b.test', `domain b.test ${inDays(40)}`],
      ['c.example', `domain c.example ${inDays(40)}`],
      ['d.nowhere'],
      ['www.a.test', `domain a.test ${inDays(40)}`],
    ]);
    expect(await ask()).toBe(0);
  });

  it('are asked of a registry no more once it has refused three times in a row, and of the others all the same', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.test`);
    const { ask, asked } = await registries([...many, 'x.example'], (domain) =>
      domain.endsWith('.test') ? unreachable : answered(400),
    );
    expect(await ask()).toBe(1);
    expect(asked.filter((domain) => domain.endsWith('.test'))).toEqual(many.slice(0, 3));
    expect(asked).toContain('x.example');
  });

  it('are left for the next time when it is stopped', async () => {
    const { ask, asked, stop } = await registries(['a.test', 'b.test'], () => {
      stop();
      return answered(40);
    });
    expect(await ask()).toBe(1);
    expect(asked).toEqual(['a.test']);
  });

  it('give way to what a run itself has seen, and go with their domain', async () => {
    const { ask, ends, history } = await registries(['a.test'], () => answered(40));
    await ask();
    const own = { kind: 'domain', at: inDays(7), names: ['a.test'], shownBy: [], fingerprint: null } as const;
    await history.record([aSummary({ domain: 'a.test', startedAt: inDays(0), expiries: [own] })]);
    expect(await ends()).toEqual([['a.test', `domain a.test ${inDays(7)}`]]);
    await history.removeDomain('a.test');
    expect((await history.registrations.all()).size).toBe(0);
  });

  it.each([
    ['never asked for', undefined, true],
    ['far away, asked for yesterday', [400, 1], false],
    ['far away, asked for a month ago', [400, 30], true],
    ['near, asked for an hour ago', [20, 0.04], false],
    ['near, asked for yesterday', [20, 1], true],
    ['over, asked for yesterday', [-2, 1], true],
    ['not told, asked for yesterday', [null, 1], false],
    ['not told, asked for a month ago', [null, 30], true],
  ] as const)('%s: asked for again is %s', (_name, known, expected) => {
    const registration =
      known === undefined
        ? undefined
        : {
            domain: 'a.test',
            registered: 'a.test',
            expiresAt: known[0] === null ? null : inDays(known[0]),
            askedAt: inDays(-known[1]),
          };
    expect(isAskedAgain(registration, NOW)).toBe(expected);
  });
});
