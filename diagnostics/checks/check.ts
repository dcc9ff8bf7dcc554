/** A check is data plus one pure function over the facts. It never sets a level and never names a culprit. */
import type { Assertion } from '../model/finding.ts';
import { message, type Evidence, type Message } from '../model/message.ts';
import type { Observation, ObservationKind } from '../model/observation.ts';
import { pointAt } from '../model/view/pointing.ts';
import type { Service } from '../model/vocabulary.ts';
import type { Facts } from '../model/view/facts.ts';

export interface Check {
  /** Kebab-case noun of the failing state; equals the file name. */
  readonly id: string;
  /** Where the finding is shown; `local` for this machine and its network, `tls` for whichever service the session belonged to. */
  readonly area: Service | 'local' | 'tls';
  /** Kinds of observation that it reads. A check whose kinds are all absent is not run: it is untested. */
  readonly needs: readonly ObservationKind[];
  /** It reads what only the person can hand in: without that there is nothing to test, and nothing to say. */
  readonly isOnRequest?: boolean;
  evaluate(facts: Facts): readonly Assertion[];
}

export const defineCheck = (check: Check): Check => check;

type Values = Message['values'];

/** The key of a finding's text is `check.<id>.<outcome>`, or `check.<id>.<outcome>.<variant>`. */
export interface Said {
  readonly check: string;
  readonly subject: string;
  readonly values?: Values;
  readonly variant?: string;
  readonly evidence?: readonly Evidence[];
}

const say = (outcome: Assertion['outcome'], said: Said): Assertion => ({
  subject: said.subject,
  outcome,
  message: message(`check.${said.check}.${outcome}${said.variant ? `.${said.variant}` : ''}`, {
    subject: said.subject,
    ...said.values,
  }),
  evidence: said.evidence ?? [],
});

export const passed = (said: Said): Assertion => say('passed', said);
export const failed = (said: Said): Assertion => say('failed', said);
/** The facts do not decide: an answer, not an error. */
export const cantTell = (said: Said): Assertion => say('cantTell', said);
export const inapplicable = (said: Said): Assertion => say('inapplicable', said);
/** What had to be known first is not known: a prerequisite failed or the run ended before. */
export const untested = (said: Said): Assertion => say('untested', said);

/** Points at the failure of an observation. */
export const failureEvidence = (observation: Observation): Evidence => pointAt(observation, '/failure/code');
