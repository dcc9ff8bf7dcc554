// Compares one answer of the CLI with the truth of its scenario. Pure.

import type { Answer, CliRun, Problem } from './cli-run.ts';
import { confidences, isHealthy } from './scenario.ts';
import type { BrokenThing, FaultyTruth, Scenario } from './scenario.ts';

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
  /** Names nobody although the truth can be known from this seat. */
  readonly isOverCautious: boolean;
  /** Root causes of things that are broken and that no problem names. */
  readonly missed: readonly string[];
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

/** All that is broken: one thing, or several that are independent of one another. */
const brokenThings = (truth: FaultyTruth): readonly BrokenThing[] => [truth, ...truth.also];

const names = (broken: BrokenThing, { rootCause, side }: Problem): boolean =>
  includes(broken.rootCause, rootCause) && includes(broken.side, side);

const isTrue = (truth: FaultyTruth, problem: Problem): boolean =>
  brokenThings(truth).some((broken) => names(broken, problem)) ||
  includes(truth.tolerated, problem.rootCause);

/** Is it named by some problem, whatever else is? */
const isFound = (broken: BrokenThing, { problems }: Answer): boolean =>
  problems.some((problem) => names(broken, problem) && includes(broken.faultDomain, problem.faultDomain));

/** The broken thing that a problem speaks of: the one with its root cause, else the first. */
const meantBy = (truth: FaultyTruth, problem: Problem | undefined): BrokenThing =>
  brokenThings(truth).find(({ rootCause }) => includes(rootCause, problem?.rootCause)) ?? truth;

const describe = ({ rootCause, faultDomain, side, confidence }: Problem): string =>
  `${rootCause} (${faultDomain}, ${side}, ${confidence})`;

function findingComplaints({ findings }: Scenario, answer: Answer): readonly string[] {
  const isAmongThem = (wanted: string): boolean => {
    const [check, outcome = 'failed'] = wanted.split('=');
    return answer.findings.some((finding) => finding.check === check && finding.outcome === outcome);
  };
  return [
    ...findings.must.filter((wanted) => !isAmongThem(wanted)).map((wanted) => `finding missing: ${wanted}`),
    ...findings.mustNot.filter(isAmongThem).map((unwanted) => `finding that must not be: ${unwanted}`),
  ];
}

function ruleComplaints({ rules }: Scenario, { problems, remarks }: Answer): readonly string[] {
  const speaks = (rule: string): boolean => [...problems, ...remarks].some((each) => each.rule === rule);
  return [
    ...rules.must.filter((rule) => !speaks(rule)).map((rule) => `rule is silent: ${rule}`),
    ...rules.mustNot.filter(speaks).map((rule) => `rule fell into the trap: ${rule}`),
  ];
}

function scopeComplaints({ scope: wanted }: Scenario, answer: Answer): readonly string[] {
  if (wanted === undefined) return [];
  const said = mainProblem(answer)?.scope;
  const pairs = [
    ['decision', wanted.decision, said?.decision],
    ['responsible', wanted.responsible, said?.responsible],
    ['section', wanted.section, said?.clause?.section],
  ] as const;
  return pairs
    .filter(([, expected, found]) => expected !== undefined && expected !== found)
    .map(([what, expected, found]) => `policy: ${what} ${found ?? 'none'} instead of ${expected}`);
}

const blameComplaints = ({ neverBlame }: Scenario, answer: Answer): readonly string[] =>
  answer.problems
    .filter(({ rootCause, faultDomain, side }) =>
      [rootCause, faultDomain, side].some((name) => neverBlame.includes(name)),
    )
    .map((problem) => `blames what it must not: ${describe(problem)}`);

function confidenceComplaints(truth: FaultyTruth, said: Problem | undefined): readonly string[] {
  if (said === undefined || !names(truth, said)) return [];
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
  isOverCautious: false,
  missed: [],
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
  const common = [
    ...findingComplaints(scenario, answer),
    ...ruleComplaints(scenario, answer),
    ...blameComplaints(scenario, answer),
    ...scopeComplaints(scenario, answer),
  ];
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
  const { side } = meantBy(truth, said);
  const credited = said !== undefined && includes(side, said.side) ? said.side : (side[0] ?? trueSide);
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
  | 'saidSide'
  | 'isSideRight'
  | 'isDomainRight'
  | 'isRootCauseRight'
  | 'confidentlyWrong'
  | 'isOverCautious'
  | 'missed'
  | 'complaints'
> {
  const meant = meantBy(truth, said);
  const others = brokenThings(truth).filter((broken) => broken !== meant && !isFound(broken, answer));
  const missed = others.map(({ rootCause }) => rootCause.join(' or '));
  // A second fault that is missed is no right answer either.
  const isSideRight = includes(meant.side, said?.side) && missed.length === 0;
  const isDomainRight = includes(meant.faultDomain, said?.faultDomain) && missed.length === 0;
  const isRootCauseRight = includes(meant.rootCause, said?.rootCause) && missed.length === 0;
  const confidentlyWrong = answer.problems.filter(
    (problem) => rank(problem.confidence) > 0 && !isTrue(truth, problem),
  );
  const inWords = ({ rootCause, faultDomain, side }: BrokenThing): string =>
    `${rootCause.join(' or ')} (${faultDomain.join(' or ')}, ${side.join(' or ')})`;
  const isRight = said !== undefined && names(meant, said) && includes(meant.faultDomain, said.faultDomain);
  return {
    saidSide: said === undefined ? 'healthy' : said.side,
    isSideRight,
    isDomainRight,
    isRootCauseRight,
    confidentlyWrong,
    isOverCautious: said?.side === 'undetermined' && !includes(meant.side, 'undetermined'),
    missed,
    complaints: [
      ...(isRight
        ? []
        : [`said ${said === undefined ? 'that all is well' : describe(said)}, true is ${inWords(meant)}`]),
      ...others.map((broken) => `missed: ${inWords(broken)}`),
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
