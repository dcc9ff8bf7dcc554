import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBudget, politeness } from '../../../diagnostics/run/budget.ts';
import { aJob } from '../../support/run-factories.ts';

const at = (address: string, port: number) => ({ endpoint: { address, port } });
const dns = (transport: 'udp' | 'tcp' | 'https') =>
  aJob<'dns'>({
    kind: 'dns',
    ...at('45.0.3.1', 53),
    input: { name: 'example.test', type: 'A', recursion: false, transport },
  });

describe('budget', () => {
  it.each([
    ['plain connections', aJob(at('45.0.3.1', 80)), 3],
    ['dialogues', aJob<'smtp'>({ kind: 'smtp', ...at('45.0.3.1', 25) }), 3],
    ['DNS over TCP', dns('tcp'), 3],
    ['datagrams', dns('udp'), 10],
    ['DoH', dns('https'), 10],
    ['the clock', aJob<'clock'>({ kind: 'clock', ...at('45.0.3.1', 123) }), 10],
  ])('gives %s of one port their places', (_, job, places) => {
    const budget = createBudget();
    expect(Array.from({ length: 10 }, () => budget.reserve(job)).filter(Boolean)).toHaveLength(places);
  });

  it('counts every protocol and every spelling of an address together', () => {
    const budget = createBudget();
    const spellings = ['2A00::1', '2a00:0::1', '2a00::1', '2a00:0:0::1'];
    const kinds = ['tcp', 'tls', 'http', 'ssh'] as const;
    expect(
      spellings.map((address, index) =>
        budget.reserve(aJob({ kind: kinds[index]!, ...at(address, 443) } as never)),
      ),
    ).toEqual([true, true, true, false]);
  });

  it('keeps ports and addresses apart, and counts connections inside a job', () => {
    const budget = createBudget();
    const ports = [21, 21, 990, 21].map((port) => budget.reservePort({ address: '45.0.3.1', port }));
    expect([
      ...ports,
      budget.reserve(aJob(at('45.0.3.1', 21))),
      budget.reserve(aJob(at('45.0.3.2', 21))),
    ]).toEqual([true, true, true, true, false, true]);
  });

  it('ends for an address that has many ports, and for the run', () => {
    const takenAt = (budget: ReturnType<typeof createBudget>, address: string): number =>
      Array.from({ length: 100 }, (_, port) => budget.reservePort({ address, port: port + 1 })).filter(
        Boolean,
      ).length;
    const budget = createBudget();
    const taken = Array.from({ length: 20 }, (_, index) => takenAt(budget, `45.0.3.${index}`));
    expect(taken[0]).toBe(politeness.connectionsPerAddress);
    expect(taken.reduce((sum, each) => sum + each)).toBe(politeness.connectionsPerRun);
    expect(budget.reserve(dns('udp'))).toBe(true);
  });

  it('is what the README says', () => {
    const readme = readFileSync(new URL('../../../diagnostics/README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map((row) => [row[1], Number(row[2])]);
    expect(Object.fromEntries(rows)).toEqual(politeness);
  });

  it('lets few start at one address, and more in all', () => {
    const budget = createBudget();
    const start = (address: string): boolean => {
      const job = aJob(at(address, 80));
      const may = budget.mayStart(job);
      if (may) budget.started(job);
      return may;
    };
    const sameAddress = Array.from({ length: 10 }, () => start('45.0.3.1')).filter(Boolean).length;
    const others = Array.from({ length: 100 }, (_, index) => start(`45.0.4.${index}`)).filter(Boolean).length;
    expect([sameAddress, sameAddress + others]).toEqual([politeness.atOncePerAddress, politeness.atOnce]);
    budget.ended(aJob(at('45.0.3.1', 80)));
    expect(start('45.0.3.1')).toBe(true);
  });
});
