// How a batch's answer to a scenario stands beside a single run's answer to the same question. Pure.

import type { CliRun } from '../scoring/cli-run.ts';
import { judge } from '../scoring/judge.ts';
import type { Judgement } from '../scoring/judge.ts';
import { isHealthy } from '../scoring/scenario.ts';
import type { Scenario } from '../scoring/scenario.ts';
import type { LikenessRun } from './batch-run.ts';

/** What can be wrong with an answer, worst first. */
export const flaws = [
  'confidently wrong',
  'false alarm',
  'called healthy',
  'missed',
  'over-confident',
  'names another cause',
  'no diagnosis',
  'names nobody',
  'less sure',
  'lesser look',
] as const;
export type Flaw = (typeof flaws)[number];

/** Wrong whoever else says so too. */
const never: ReadonlySet<Flaw> = new Set(['confidently wrong', 'false alarm']);
/** Wrong where a single run, asked the same, has it right. */
const faults: ReadonlySet<Flaw> = new Set(flaws.slice(0, flaws.indexOf('names nobody')));

export interface Verdict {
  readonly scenario: string;
  readonly batch: Judgement;
  /** Null where the batch is right. */
  readonly check: Judgement | null;
  readonly flaws: readonly Flaw[];
  /** Those of them that a single run has not. */
  readonly own: readonly Flaw[];
  readonly isFault: boolean;
}

function flawsOf(scenario: Scenario, run: CliRun, judgement: Judgement): readonly Flaw[] {
  const { saidRootCause, complaints, confidentlyWrong } = judgement;
  const isSilent = saidRootCause === null && !isHealthy(scenario.truth);
  const status = run.answer?.status;
  const present: Readonly<Record<Flaw, boolean>> = {
    'confidently wrong': confidentlyWrong.length > 0,
    'false alarm': judgement.isFalseAlarm,
    'called healthy': isSilent && status === 'healthy',
    missed: judgement.missed.length > 0,
    'over-confident': complaints.some((each) => each.startsWith('too sure: ')),
    'names another cause':
      !isHealthy(scenario.truth) && saidRootCause !== null && !judgement.isRootCauseRight,
    'no diagnosis': judgement.couldNotRun !== null || (isSilent && status !== 'healthy'),
    'names nobody': judgement.isOverCautious,
    'less sure': complaints.some((each) => each.startsWith('too timid: ')),
    'lesser look': complaints.length > 0,
  };
  return flaws.filter((flaw) => present[flaw]);
}

/** A batch stops when this computer is offline, and says so of the whole list in place of a row. */
const saysOffline = ({ truth }: Scenario, { batch }: LikenessRun): boolean =>
  batch.ending === 'offline' && !isHealthy(truth) && truth.rootCause.includes('network.offline');

export function compare(name: string, scenario: Scenario, run: LikenessRun): Verdict {
  const batch = judge(name, scenario, run.batch);
  const found = saysOffline(scenario, run) ? [] : flawsOf(scenario, run.batch, batch);
  const check = run.check === null ? null : judge(name, scenario, run.check);
  const shared = run.check === null || check === null ? [] : flawsOf(scenario, run.check, check);
  const own = found.filter((flaw) => !shared.includes(flaw));
  return {
    scenario: name,
    batch,
    check,
    flaws: found,
    own,
    isFault: found.some((flaw) => never.has(flaw)) || own.some((flaw) => faults.has(flaw)),
  };
}

const saidIn = ({ saidRootCause, saidSide, saidConfidence }: Judgement): string =>
  saidRootCause === null ? saidSide : `${saidRootCause}, ${saidSide}, ${saidConfidence}`;

/** `like`: right. `asked`: not right, and a single run that is asked the same is not either. */
const standing = ({ flaws: found, own, isFault }: Verdict): string => {
  if (found.length === 0) return 'like';
  if (isFault) return 'FAULT';
  return own.length === 0 ? 'asked' : 'lesser';
};

export function renderVerdict(verdict: Verdict): string {
  const { scenario, batch, check, flaws: found, own } = verdict;
  const head = `${standing(verdict).padEnd(6)}  ${scenario.padEnd(42)} ${batch.seconds.toFixed(1).padStart(5)} s  ${saidIn(batch)}`;
  if (found.length === 0) return head;
  return [
    `${head}   [${(own.length > 0 ? own : found).join(', ')}]`,
    ...batch.complaints.map((each) => `          batch: ${each.split('\n')[0]}`),
    ...(check === null ? [] : [`          check, asked the same: ${saidIn(check)}`]),
    ...(check?.complaints ?? []).map((each) => `            ${each.split('\n')[0]}`),
  ].join('\n');
}

export interface Skipped {
  readonly scenario: string;
  readonly why: string;
}

export function renderLikeness(
  verdicts: readonly Verdict[],
  skipped: readonly Skipped[],
  seconds: number,
): string {
  const named = (title: string, isOne: (verdict: Verdict) => boolean): string => {
    const ones = verdicts.filter(isOne).map(({ scenario }) => scenario);
    return `${title}: ${ones.length}${ones.length === 0 ? '' : ` (${ones.join(', ')})`}`;
  };
  const reasons = [...new Set(skipped.map(({ why }) => why))].map(
    (why) => `${skipped.filter((each) => each.why === why).length} ${why}`,
  );
  return [
    '',
    `like a single run: ${verdicts.filter((each) => standing(each) === 'like').length} of ${verdicts.length}`,
    ...flaws.map((flaw) => named(`of its own, ${flaw}`, ({ own }) => own.includes(flaw))),
    named(
      'not right, as little as a single run that is asked the same',
      (each) => standing(each) === 'asked',
    ),
    named('faults', ({ isFault }) => isFault),
    `not asked: ${skipped.length}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`,
    `time: ${seconds.toFixed(0)} s`,
  ].join('\n');
}
