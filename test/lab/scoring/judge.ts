// Compares one answer of the CLI with the truth of its scenario. Pure.

import type { Answer, CliRun, Problem } from './cli-run.ts';
import { confidences, isHealthy } from './scenario.ts';
import type { FaultyTruth, Scenario } from './scenario.ts';

/** What stands in the confusion matrix: a side, `healthy`, or `none` when nothing was said at all. */
export type SaidSide = string;

export interface Judgement {
  readonly scenario: string;
  readonly seconds: number;
  readonly trueSide: string;
  readonly saidSide: SaidSide;
  readonly saidRootCause: string | null;
  readonly saidConfidence: string | null;
  readonly isSideRight: boolean;
  readonly isDomainRight: boolean;
  readonly isRootCauseRight: boolean;
  /** Likely or proven, and not the truth: the one thing that must never happen. */
  readonly confidentlyWrong: readonly Problem[];
  readonly isFalseAlarm: boolean;
  readonly couldNotRun: string | null;
  /** All that keeps the scenario from passing, in words. */
  readonly complaints: readonly string[];
}

const rank = (confidence: string): number => confidences.findIndex((one) => one === confidence);

/** The most certain problem; the CLI's own order decides among equals. */
const mainProblem = (answer: Answer): Problem | undefined =>
  answer.problems.toSorted((a, b) => rank(b.confidence) - rank(a.confidence))[0];

const includes = (list: readonly string[], value: string | undefined): boolean =>
  value !== undefined && list.includes(value);

const isTrue = (truth: FaultyTruth, problem: Problem): boolean =>
  (includes(truth.rootCause, problem.rootCause) && includes(truth.side, problem.side)) ||
  includes(truth.also, problem.rootCause);

const describe = ({ rootCause, faultDomain, side, confidence }: Problem): string =>
  `${rootCause} (${faultDomain}, ${side}, ${confidence})`;

function findingComplaints({ findings }: Scenario, answer: Answer): readonly string[] {
  const isFound = (wanted: string): boolean => {
    const [check, outcome = 'failed'] = wanted.split('=');
    return answer.findings.some((finding) => finding.check === check && finding.outcome === outcome);
  };
  return [
    ...findings.must.filter((wanted) => !isFound(wanted)).map((wanted) => `finding missing: ${wanted}`),
    ...findings.mustNot.filter(isFound).map((unwanted) => `finding that must not be: ${unwanted}`),
  ];
}

const blameComplaints = ({ neverBlame }: Scenario, answer: Answer): readonly string[] =>
  answer.problems
    .filter(({ rootCause, faultDomain, side }) =>
      [rootCause, faultDomain, side].some((name) => neverBlame.includes(name)),
    )
    .map((problem) => `blames what it must not: ${describe(problem)}`);

function confidenceComplaints(truth: FaultyTruth, said: Problem | undefined): readonly string[] {
  if (said === undefined || !isTrue(truth, said)) return [];
  const { least, most } = truth.confidence;
  if (rank(said.confidence) < rank(least)) return [`too timid: ${said.confidence}, at least ${least} is due`];
  if (rank(said.confidence) > rank(most)) return [`too sure: ${said.confidence}, at most ${most} is due`];
  return [];
}

const empty = {
  saidRootCause: null,
  saidConfidence: null,
  isSideRight: false,
  isDomainRight: false,
  isRootCauseRight: false,
  confidentlyWrong: [],
  isFalseAlarm: false,
  couldNotRun: null,
} as const;

export function judge(name: string, scenario: Scenario, run: CliRun): Judgement {
  const { truth } = scenario;
  const trueSide = isHealthy(truth) ? 'healthy' : (truth.side[0] ?? 'undetermined');
  const base = { ...empty, scenario: name, seconds: run.seconds, trueSide };
  const { answer, failure } = run;
  if (answer === null) {
    const why = failure ?? 'no answer';
    return { ...base, saidSide: 'none', couldNotRun: why, complaints: [`could not run: ${why}`] };
  }
  const said = mainProblem(answer);
  const shared = {
    ...base,
    saidRootCause: said?.rootCause ?? null,
    saidConfidence: said?.confidence ?? null,
  };
  const common = [...findingComplaints(scenario, answer), ...blameComplaints(scenario, answer)];
  if (isHealthy(truth)) {
    const isFalseAlarm = said !== undefined;
    const complaints = [
      ...answer.problems.map((problem) => `false alarm: ${describe(problem)}`),
      ...(run.exitCode === 0 ? [] : [`exit code ${run.exitCode} instead of 0`]),
    ];
    const isRight = !isFalseAlarm;
    return {
      ...shared,
      saidSide: said?.side ?? 'healthy',
      isSideRight: isRight,
      isDomainRight: isRight,
      isRootCauseRight: isRight,
      confidentlyWrong: answer.problems.filter(({ confidence }) => rank(confidence) > 0),
      isFalseAlarm,
      complaints: [...complaints, ...common],
    };
  }
  // Where several sides are right, the one that was said counts as the true one.
  const credited = said !== undefined && includes(truth.side, said.side) ? said.side : trueSide;
  return { ...shared, trueSide: credited, ...judgeFaulty(truth, answer, said, run.exitCode, common) };
}

function judgeFaulty(
  truth: FaultyTruth,
  answer: Answer,
  said: Problem | undefined,
  exitCode: number | null,
  common: readonly string[],
): Pick<
  Judgement,
  'saidSide' | 'isSideRight' | 'isDomainRight' | 'isRootCauseRight' | 'confidentlyWrong' | 'complaints'
> {
  const isSideRight = includes(truth.side, said?.side);
  const isDomainRight = includes(truth.faultDomain, said?.faultDomain);
  const isRootCauseRight = includes(truth.rootCause, said?.rootCause);
  const confidentlyWrong = answer.problems.filter(
    (problem) => rank(problem.confidence) > 0 && !isTrue(truth, problem),
  );
  const wanted = `${truth.rootCause.join(' or ')} (${truth.faultDomain.join(' or ')}, ${truth.side.join(' or ')})`;
  const isRight = isSideRight && isDomainRight && isRootCauseRight;
  return {
    saidSide: said === undefined ? 'healthy' : said.side,
    isSideRight,
    isDomainRight,
    isRootCauseRight,
    confidentlyWrong,
    complaints: [
      ...(isRight
        ? []
        : [`said ${said === undefined ? 'that all is well' : describe(said)}, true is ${wanted}`]),
      ...confidentlyWrong
        .filter((problem) => problem !== said)
        .map((problem) => `sure of something untrue: ${describe(problem)}`),
      ...confidenceComplaints(truth, said),
      ...(truth.exitCode.includes(exitCode ?? -1)
        ? []
        : [`exit code ${exitCode} instead of ${truth.exitCode.join(' or ')}`]),
      ...common,
    ],
  };
}
