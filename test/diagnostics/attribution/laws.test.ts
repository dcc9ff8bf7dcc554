/**
 * Laws over whole recorded runs: those of the demo host and, where `FAULTLINE_RUNS` names a directory, the reports in it too
 * (`npm run lab -- score --keep DIR` leaves one for every scenario; `FAULTLINE_RUNS_EVERY=10` takes each tenth).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { judge } from '../../../diagnostics/run/judge.ts';
import { jobKey } from '../../../diagnostics/model/view/facts.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { aFailure, anObservation, twice } from '../../support/factories.ts';
import { closeDemoHosts } from '../../support/run-factories.ts';
import { judging, RUN_TIMEOUT_MS, withPack } from './demo-runs.ts';

const demoFaults = [
  'expired-certificate',
  'missing-intermediate',
  'passive-private-address',
  'port25-blocked',
  'mail-ports-refused',
  'server-silent',
  'intercepted-tls',
];
const directory = process.env['FAULTLINE_RUNS'];
const every = Number(process.env['FAULTLINE_RUNS_EVERY'] ?? 1);
const read = async (file: string): Promise<Report> =>
  JSON.parse(readFileSync(join(directory!, file), 'utf8')) as Report;
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
const runs: readonly (readonly [string, () => Promise<Report>])[] = [
  ...demoFaults.map((fault) => [`the demo with ${fault}`, once(() => withPack(fault))] as const),
  ...(directory ? readdirSync(directory).sort() : [])
    .filter((_, index) => index % every === 0)
    .map((file) => [file, () => read(file)] as const),
];

const confidences = ['possible', 'likely', 'proven'];
const rank = ({ confidence }: Problem): number => confidences.indexOf(confidence);

const verdict = ({ rule, rootCause, subject, faultDomain, confidence }: Problem): string =>
  `${rule} ${rootCause} ${subject}: ${faultDomain}, ${confidence}`;

const judged = (report: Report, observations: readonly Observation[]): readonly Problem[] =>
  judge({ ...report, observations }, judging).problems;

/** What is said for sure of each side, as `side: how sure`; nothing of what is only possible. */
const sureness = (problems: readonly Problem[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(problems.map(({ side }) => side))].map((side) => [
      side,
      Math.max(...problems.filter((each) => each.side === side).map(rank)),
    ]),
  );

/** Where the second verdict is surer than the first, of a problem or of a side. */
function raised(before: readonly Problem[], after: readonly Problem[]): readonly string[] {
  const sides = sureness(before);
  return [
    ...after.flatMap((problem) => {
      const same = before.find(
        (each) => each.rootCause === problem.rootCause && each.subject === problem.subject,
      );
      return same && rank(problem) > rank(same)
        ? [`${problem.rule} ${problem.rootCause}: ${same.confidence} became ${problem.confidence}`]
        : [];
    }),
    ...Object.entries(sureness(after)).flatMap(([side, sure]) =>
      sure > 0 && sure > (sides[side] ?? -1) ? [`${side}: now ${confidences[sure]}`] : [],
    ),
  ];
}

/** Controls by the job that made them. */
const controlJobs = (report: Report): readonly string[] => [
  ...new Set(
    report.observations
      .filter((each) => each.control !== undefined)
      .map((each) => `${each.kind} ${jobKey(each.id)}`),
  ),
];
const without = (report: Report, jobs: ReadonlySet<string>): readonly Observation[] =>
  report.observations.filter((each) => !jobs.has(`${each.kind} ${jobKey(each.id)}`));

const unrelated = ({ startedAt }: Report): readonly Observation[] =>
  unrelatedFailures.map((each) => ({ ...each, startedAt }));
const unrelatedFailures: readonly Observation[] = [
  ...twice(
    anObservation('tcp', {
      id: 'tcp/unrelated',
      endpoint: { name: 'unrelated.test', address: '45.99.99.1', family: 4, port: 443 },
      failure: aFailure('timed_out'),
    }),
  ),
  ...twice(
    anObservation('tcp', {
      id: 'tcp/unrelated-mail',
      endpoint: { name: 'mail.unrelated.test', address: '45.99.99.2', family: 4, port: 25 },
      failure: aFailure('connection_refused'),
    }),
  ),
  ...twice(
    anObservation('tls', {
      id: 'tls/unrelated',
      endpoint: { name: 'unrelated.test', address: '45.99.99.3', family: 4, port: 443 },
      failure: aFailure('tls_alert', 'tls_handshake'),
    }),
  ),
];

/** R15 says that every measurement of a service passed: with a failure in the world that is no longer so. */
const restsOnNothingFailing = ({ rule }: Problem): boolean => rule === 'R15';

/** Without what came up for the unrelated failures: a proxy as the only way out or an incident, say, do explain them. */
function ofEverythingElse(after: readonly Problem[], before: readonly Problem[]): readonly string[] {
  const isNew = (problem: Problem): boolean =>
    before.every((each) => each.rule !== problem.rule || each.subject !== problem.subject);
  return after
    .filter((each) => !(isNew(each) && each.symptoms.some((symptom) => symptom.includes('unrelated'))))
    .map(verdict);
}

afterAll(closeDemoHosts);

describe.each(runs)('%s', (_, reportOf) => {
  it('is never judged surer for want of a control', { timeout: RUN_TIMEOUT_MS }, async () => {
    const report = await reportOf();
    const before = judge(report, judging);
    const jobs = controlJobs(report);
    /** Nothing to hold against a seat whose mark (law 8) was not measured: a mark lowers what is said, so it is looked at apart. */
    const raisedWithout = (removed: readonly string[]): readonly string[] => {
      const after = judge({ ...report, observations: without(report, new Set(removed)) }, judging);
      const isMarked = before.vantage.stamps.every((stamp) => after.vantage.stamps.includes(stamp));
      return isMarked
        ? raised(before.problems, after.problems).map((what) => `without ${removed.join(', ')}: ${what}`)
        : [];
    };
    expect(jobs.flatMap((job) => raisedWithout([job]))).toEqual([]);
    fc.assert(
      fc.property(fc.subarray([...jobs], { minLength: 2 }), (removed) => {
        expect(raisedWithout(removed)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it(
    'says the same of everything else when something unrelated fails',
    { timeout: RUN_TIMEOUT_MS },
    async () => {
      const report = await reportOf();
      const before = judged(report, report.observations).filter((each) => !restsOnNothingFailing(each));
      const after = judged(report, [...report.observations, ...unrelated(report)]);
      expect(ofEverythingElse(after, before)).toEqual(before.map(verdict));
    },
  );

  it('is judged the same in whatever order things were seen', { timeout: RUN_TIMEOUT_MS }, async () => {
    const report = await reportOf();
    const before = judged(report, report.observations);
    fc.assert(
      fc.property(
        // Places, not observations: a counterexample should be readable.
        fc.shuffledSubarray([...report.observations.keys()], { minLength: report.observations.length }),
        (places) => {
          const shuffled = places.map((place) => report.observations[place]!);
          expect(judged(report, shuffled)).toEqual(before);
        },
      ),
      { numRuns: 10 },
    );
  });
});
