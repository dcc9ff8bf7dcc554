import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { jobKey, oncePerFacts } from '../../../../diagnostics/model/view/facts.ts';
import { boundedKey } from '../../../../diagnostics/model/view/bounded-key.ts';
import { aFacts, aFailure, anObservation, STARTED_AT } from '../../../support/factories.ts';

type Result = 'ok' | FailureCode;
const tries = (...results: readonly Result[]): readonly Observation[] =>
  results.map((result, index) =>
    anObservation('tcp', {
      id: index === 0 ? 'tcp/a/80' : `tcp/a/80#${index + 1}`,
      attempt: index + 1,
      endpoint: { address: '45.0.3.1', port: 80 },
      ...(result !== 'ok' && { failure: aFailure(result) }),
    }),
  );
const verdictOf = (observations: readonly Observation[]) =>
  aFacts({ observations }).job('tcp', 'tcp/a/80')?.verdict;

describe('facts', () => {
  it.each<readonly [string, readonly Result[], string | undefined]>([
    ['one success', ['ok'], 'works'],
    ['one failure', ['timed_out'], 'unconfirmed'],
    ['two failures', ['timed_out', 'connection_refused'], 'fails'],
    ['three failures', ['timed_out', 'timed_out', 'timed_out'], 'fails'],
    ['a failure and a success', ['timed_out', 'ok'], 'intermittent'],
    ['two of three', ['timed_out', 'ok', 'ok'], 'works'],
    ['one of three', ['timed_out', 'ok', 'timed_out'], 'intermittent'],
    ["the other side's own word", ['rejected'], 'fails'],
    ['its word after silence', ['timed_out', 'rejected'], 'fails'],
    ['its word and a success', ['rejected', 'ok'], 'intermittent'],
    ['a cancelled try alone', ['aborted'], undefined],
    ['a cancelled second try', ['timed_out', 'aborted'], 'unconfirmed'],
    ['a cancelled first try', ['aborted', 'ok'], 'works'],
  ])('%s: %j', (_, results, expected) => {
    expect(verdictOf(tries(...results))).toBe(expected);
  });

  it('takes as best the success, else the try that got furthest', () => {
    const [first, second] = tries('timed_out', 'tls_failed');
    const further = { ...second!, data: { connectMs: 5 } } as Observation;
    const best = (observations: readonly Observation[]) =>
      aFacts({ observations }).job('tcp', 'tcp/a/80')!.best.id;
    expect([
      best([first!, further]),
      best([further, first!]),
      best(tries('timed_out', 'timed_out')),
      best(tries('timed_out', 'ok')),
    ]).toEqual(['tcp/a/80#2', 'tcp/a/80#2', 'tcp/a/80', 'tcp/a/80#2']);
  });

  it('is the same for any order, also with two tries of one number, as merged reports have them', () => {
    const later = tries('ok', 'timed_out').map(
      (each) => ({ ...each, startedAt: '2026-03-02T10:05:00.000Z' }) as Observation,
    );
    const all = [
      ...tries('timed_out', 'ok', 'timed_out'),
      ...later,
      anObservation('tcp', { id: 'tcp/b/80' }),
      anObservation('dns', { id: 'tcp/b/80' }),
    ];
    const told = (observations: readonly Observation[]) => {
      const facts = aFacts({ observations });
      return { tcp: facts.jobs('tcp'), dns: facts.jobs('dns'), last: facts.lastSeenAt };
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(told(shuffled)).toEqual(told(all));
      }),
    );
    expect(told(all).tcp.map((each) => each.key)).toEqual(['tcp/a/80', 'tcp/b/80']);
  });

  it('keeps apart kinds that share an id, as only a made-up report has them', () => {
    const facts = aFacts({
      observations: [
        anObservation('tcp', { id: 'x' }),
        anObservation('environment', { id: 'x', attempt: 2 }),
      ],
    });
    expect([facts.jobs('tcp').length, facts.jobs('environment')[0]!.best.data.interfaces.length]).toEqual([
      1, 1,
    ]);
  });

  it('knows when the last operation ended, and reads very long reports', () => {
    expect(aFacts().lastSeenAt).toBe(0);
    const many = Array.from({ length: 200_000 }, (_, index) => anObservation('tcp', { id: `tcp/${index}` }));
    expect(aFacts({ observations: many }).lastSeenAt).toBe(Date.parse(STARTED_AT) + 20);
  });

  it('remembers an answer for one view of the facts and one question', () => {
    let calls = 0;
    const ask = oncePerFacts(
      (facts, name: string) => [facts, name, ++calls] as const,
      (name) => name,
    );
    const [one, other] = [aFacts(), aFacts()];
    expect([ask(one, 'a') === ask(one, 'a'), ask(one, 'b')[2], ask(other, 'a')[2]]).toEqual([true, 2, 3]);
  });
});

describe('keys', () => {
  it.each([
    ['dns/udp/45.0.1.1/example.test/A', 'dns/udp/45.0.1.1/example.test/A'],
    ['dns/udp/45.0.1.1/example.test/A#2', 'dns/udp/45.0.1.1/example.test/A'],
    ['http/45.0.3.1/http://example.test/#1', 'http/45.0.3.1/http://example.test/#1'],
  ])('%s belongs to %s', (id, key) => {
    expect(jobKey(id)).toBe(key);
  });

  it('are bounded, tell apart and never look like a further try', () => {
    const long = (end: string): string => `http/45.0.3.1/http://example.test/${'a'.repeat(4000)}${end}`;
    expect(boundedKey('short')).toBe('short');
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (a, b) => {
        const [one, other] = [boundedKey(long(a)), boundedKey(long(b))];
        expect([one.length <= 390, one === other, jobKey(`${one}#2`)]).toEqual([true, a === b, one]);
      }),
    );
    expect(jobKey(boundedKey('http/45.0.3.1/http://example.test/#2'))).toBe(
      boundedKey('http/45.0.3.1/http://example.test/#2'),
    );
  });
});
