/**
 * "Could not look it up" is never told as "is not there": in two worlds in which much is found, any questions are made to fail in any way,
 * and no check may find fault that did not before. Checks that are about answering itself are named, with all others held to it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateChecks } from '../../../diagnostics/checks/evaluate.ts';
import { checks } from '../../../diagnostics/checks/index.ts';
import type { FailureCode } from '../../../diagnostics/model/failure.ts';
import type { Observation, ObservationOf } from '../../../diagnostics/model/observation.ts';
import { readFacts, type Facts } from '../../../diagnostics/model/view/facts.ts';
import { aResponse } from '../../support/dns-factories.ts';
import { aFailure, aFacts, twice } from '../../support/factories.ts';
import { wellKeptWorld } from '../../support/well-kept-world.ts';
import { closeDemoHosts, diagnose } from '../../support/run-factories.ts';

afterAll(closeDemoHosts);

/** They say that a server or a resolver does not answer as it should: that is what the failure is. */
const aboutAnswering: ReadonlySet<string> = new Set([
  'resolver-failure',
  'silent-resolver',
  'lame-name-server',
  'silent-name-server',
  'tcp-silent-name-server',
  'limited-edns',
  // it says that the lookup fails, and that this is no proof of a missing address
  'unresolvable-mail-server',
]);

/** What neither world can show as sound: it takes a provider's pack, a registry in doubt, a server given by the person, or a made-up name. */
const beyondThisWorld: readonly string[] = [
  'differing-zone-copy',
  'doubled-record-name',
  'foreign-name-servers',
  'inactive-registration',
  'invented-address',
  'unready-name-server',
  'wildcard-answer',
  'mail-delivered-elsewhere',
  'missing-dkim-key',
  'mismatched-tlsa',
  'listed-sending-address',
  'provider-outside-spf',
];

const RUN_TIMEOUT_MS = 60_000;
const ways = ['servfail', 'refused', 'timeout', 'truncated', 'malformed'] as const;
type Way = (typeof ways)[number];
type DnsLike = ObservationOf<'dns'>;

const codeOf: Readonly<Record<Way, FailureCode>> = {
  servfail: 'dns_servfail',
  refused: 'dns_refused',
  timeout: 'timed_out',
  truncated: 'timed_out',
  malformed: 'dns_malformed',
};
function dataOf(way: Way): DnsLike['data'] {
  if (way === 'servfail' || way === 'refused')
    return { response: aResponse({ aa: false, rcode: way === 'servfail' ? 'SERVFAIL' : 'REFUSED' }) };
  return way === 'truncated' ? { truncatedOverUdp: true } : {};
}

const isLookup = (each: Observation): each is Observation & DnsLike =>
  each.kind === 'dns' || each.kind === 'zone-copy' || each.kind === 'server-conduct';
const questionOf = ({ input }: DnsLike): string => `${input.name} ${input.type}`;

/** Two spaced tries, both failed: what counts as a failure for sure. */
const failing = (each: Observation & DnsLike, way: Way): readonly Observation[] =>
  twice({ ...each, data: dataOf(way), failure: aFailure(codeOf[way], 'exchange') } as Observation);

/** The same world in which these questions fail at everybody who was asked. */
function withFailures(facts: Facts, broken: ReadonlyMap<string, Way>): Facts {
  const observations = facts.observations.flatMap((each) => {
    const way = isLookup(each) ? broken.get(questionOf(each)) : undefined;
    return isLookup(each) && way ? (each.attempt === 1 ? failing(each, way) : []) : [each];
  });
  return readFacts({
    request: facts.request,
    networkData: facts.networkData,
    provider: facts.provider,
    observations,
  });
}

const faults = (facts: Facts): readonly string[] => [
  ...new Set(
    evaluateChecks(facts, {})
      .filter(({ outcome, check }) => outcome === 'failed' && !aboutAnswering.has(check))
      .map(({ check, subject }) => `${check} ${subject}`),
  ),
];
const questionsIn = (facts: Facts): readonly string[] => [
  ...new Set(facts.observations.filter(isLookup).map(questionOf)),
];

const [wellKept, wholeRun] = ['a domain with every record that we know', 'a whole run'] as const;
const worlds: Record<string, Facts> = {};
beforeAll(async () => {
  worlds[wellKept] = wellKeptWorld();
  const { report } = await diagnose({ request: { services: ['dns', 'mail', 'web'] } });
  worlds[wholeRun] = aFacts({
    request: report.request,
    networkData: report.networkData,
    observations: report.observations,
  });
}, RUN_TIMEOUT_MS);

describe('a lookup that failed', () => {
  it.each(ways)('is told as a missing record by no check, for any single question: %s', (way) => {
    const facts = worlds[wellKept]!;
    const before = faults(facts);
    const told = questionsIn(facts).flatMap((question) =>
      faults(withFailures(facts, new Map([[question, way]])))
        .filter((each) => !before.includes(each))
        .map((each) => `${question}: ${each}`),
    );
    expect(told).toEqual([]);
  });

  it.each([wellKept, wholeRun])('nor together with others, each in its own way, in %s', (name) => {
    const facts = worlds[name]!;
    const before = faults(facts);
    const chosen = fc.dictionary(fc.constantFrom(...questionsIn(facts)), fc.constantFrom(...ways));
    fc.assert(
      fc.property(chosen, (broken) => {
        const after = faults(withFailures(facts, new Map(Object.entries(broken))));
        expect(after.filter((each) => !before.includes(each))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each(ways)('nor where every question fails: %s', (way) => {
    for (const facts of Object.values(worlds)) {
      const broken = new Map(questionsIn(facts).map((question) => [question, way]));
      const before = faults(facts);
      expect(faults(withFailures(facts, broken)).filter((each) => !before.includes(each))).toEqual([]);
    }
  });
});

describe('the worlds themselves', () => {
  it('have something to lose: checks on DNS and mail records see what they look for', () => {
    const facts = worlds[wellKept]!;
    const sound = new Set(
      evaluateChecks(facts, {}).flatMap(({ check, outcome }) => (outcome === 'passed' ? [check] : [])),
    );
    const ofRecords = checks.filter(
      ({ area, needs }) => (area === 'dns' || area === 'mail') && needs.includes('dns'),
    );
    expect(ofRecords.map(({ id }) => id).filter((id) => !sound.has(id))).toEqual(beyondThisWorld);
    expect(faults(facts)).toEqual([]);
  });
});
