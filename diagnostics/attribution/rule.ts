/**
 * The shape of a rule of the catalogue. A rule never states a confidence: it names whom it accuses, on what basis, and by which
 * control each rival is excluded. `weigh` alone turns that into a confidence, so that the laws hold for every rule.
 */
import type { Evidence, Message } from '../model/message.ts';
import type { Finding } from '../model/finding.ts';
import type { QuestionId } from '../model/questions.ts';
import type { RootCauseId } from '../model/root-causes.ts';
import type { Control, FaultDomain, Service } from '../model/vocabulary.ts';
import type { RuleWorld } from './rule-world.ts';

/**
 * `own_words`: the accused side's own server says it (status code, reply text, certificate or record seen without interception).
 * `seat`: the fault lies at this seat and is measured there. `one_vantage`: it fails from here; alone it never proves another side (law 2).
 * `two_vantages`: it fails from here while another seat, whose own report is laid beside, measured that it works there.
 */
export type Basis = 'own_words' | 'seat' | 'one_vantage' | 'two_vantages';

/** Another explanation of the same symptoms, and the control that would exclude it. */
export interface RivalTest {
  readonly faultDomain: FaultDomain;
  readonly control: Control;
  /** Measurements that exclude it; empty when the control did not run or did not decide. */
  readonly excludedBy: readonly Evidence[];
  /** Key below `rival.`: `rival.<id>.excluded`, `rival.<id>.open`, and `rival.<id>.how` to get the missing control. */
  readonly id: string;
  /** False for a rival that is so rare that leaving it open does not hold back the verdict; default true. */
  readonly isDeciding?: boolean;
}

export interface Match {
  /** What is broken, for people. */
  readonly subject: string;
  readonly service: Service | null;
  readonly accused: FaultDomain;
  readonly basis: Basis;
  readonly rivals: readonly RivalTest[];
  readonly evidence: readonly Evidence[];
  readonly evidenceAgainst?: readonly Evidence[];
  /** Findings that this cause explains; later rules do not see them any more. */
  readonly explains: readonly Finding[];
  readonly values?: Message['values'];
  /** Chooses among the wordings of the root cause; the default has none. */
  readonly variant?: string;
  /** Root cause when it differs from the rule's own. */
  readonly rootCause?: RootCauseId;
  /** Questions whose answer by the person would decide; those that have an answer are not asked again. */
  readonly questions?: readonly QuestionId[];
  /** True when an open rival is as likely as the accused: then nobody is named. */
  readonly isOpenQuestion?: boolean;
}

export interface Rule {
  /** Number in the rule catalogue. */
  readonly id: string;
  readonly rootCause: RootCauseId;
  readonly match: (world: RuleWorld) => readonly Match[];
}

export const defineRule = (rule: Rule): Rule => rule;
