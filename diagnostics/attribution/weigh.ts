/**
 * The only place that makes a confidence. Laws 1, 2, 6 and 8 are kept here for every rule:
 * no control at all is never blame; a missing deciding control caps at `possible`; one vantage point alone never proves another side;
 * a stamped seat caps at `likely`, and so does the person’s word where no measurement says the same.
 */
import { message, type Message } from '../model/message.ts';
import type { Attribution, MissingControl, Rival } from '../model/problem.ts';
import type { VantageStamp } from '../model/report.ts';
import { sideOf, type Confidence, type Control, type FaultDomain } from '../model/vocabulary.ts';
import { findingId } from '../model/finding.ts';
import { rootCauses } from '../model/root-causes.ts';
import { optionsFor, questions, type QuestionId } from '../model/questions.ts';
import { isStatement } from '../model/view/statements.ts';
import type { Evidence } from '../model/message.ts';
import type { Match, RivalTest, Rule } from './rule.ts';

const isDeciding = (rival: RivalTest): boolean => rival.isDeciding !== false;
const isExcluded = (rival: RivalTest): boolean => rival.excludedBy.length > 0;
/** People mean what they say and may still have tried something else: their word alone is no proof. */
const isOnlyTold = (evidence: readonly Evidence[]): boolean =>
  evidence.length > 0 && evidence.every(isStatement);

/** Marks of the seat under which what is seen may be somebody else's doing on the way, with the control that takes the mark away. */
const stampControls: Readonly<Partial<Record<VantageStamp, Control>>> = {
  tunnel: 'C5',
  proxy: 'C5',
  interception: 'C5',
  captive_portal: 'C5',
  dns_interception: 'C6',
  clock_wrong: 'C7',
};
const isCapping = (stamp: VantageStamp): boolean => stampControls[stamp] !== undefined;

const seatDomains: ReadonlySet<FaultDomain> = new Set(['customer_device', 'customer_network']);

export interface Verdict {
  readonly faultDomain: FaultDomain;
  readonly confidence: Confidence;
}

export function weigh(
  match: Pick<Match, 'accused' | 'basis' | 'rivals' | 'isOpenQuestion' | 'evidence'>,
  stamps: readonly VantageStamp[],
): Verdict {
  const deciding = match.rivals.filter(isDeciding);
  const open = deciding.filter((rival) => !isExcluded(rival));
  const isControlled = match.rivals.some(isExcluded) || match.basis === 'own_words';
  if (match.accused === 'undetermined' || match.evidence.length === 0 || !isControlled)
    return { faultDomain: 'undetermined', confidence: 'possible' };
  if (open.length > 0)
    return { faultDomain: match.isOpenQuestion ? 'undetermined' : match.accused, confidence: 'possible' };
  const isStamped = !seatDomains.has(match.accused) && stamps.some(isCapping);
  const isTold = [match.evidence, ...deciding.map((rival) => rival.excludedBy)].some(isOnlyTold);
  const isProof = match.basis !== 'one_vantage' && deciding.length > 0 && !isStamped && !isTold;
  return { faultDomain: match.accused, confidence: isProof ? 'proven' : 'likely' };
}

const toRival = (rival: RivalTest, values: Message['values']): Rival => ({
  faultDomain: rival.faultDomain,
  excluded: isExcluded(rival),
  because: message(`rival.${rival.id}.${isExcluded(rival) ? 'excluded' : 'open'}`, values),
  evidence: [...rival.excludedBy].slice(0, 4),
});

const toMissing = (rival: RivalTest, values: Message['values']): MissingControl => ({
  control: rival.control,
  how: message(`rival.${rival.id}.how`, values),
});

const toAsk = (id: QuestionId): MissingControl => ({
  control: questions[id].control,
  how: message(`question.${id}.how`, { options: optionsFor(id) }),
});

/** What a marked seat sees of others would be surer without the mark (law 8): seen once more without VPN, proxy, wrong clock and the like. */
function toUnmark(
  accused: FaultDomain,
  stamps: readonly VantageStamp[],
  open: readonly RivalTest[],
): readonly MissingControl[] {
  if (seatDomains.has(accused)) return [];
  return stamps.flatMap((stamp) => {
    const control = stampControls[stamp];
    // a rival that waits for the true time says the same already; another place is asked for in many ways
    const isSaid = control !== 'C5' && open.some((rival) => rival.control === control);
    return control === undefined || isSaid ? [] : [{ control, how: message(`stamp.${stamp}.how`, {}) }];
  });
}

function uniqueMissing(controls: readonly MissingControl[]): readonly MissingControl[] {
  return [...new Map(controls.map((each) => [`${each.control} ${each.how.key}`, each])).values()];
}

/** Words follow the verdict: `cause.<root cause>[.<variant>].headline`, and next steps by the domain that was named. */
export function toAttribution(rule: Rule, match: Match, stamps: readonly VantageStamp[]): Attribution {
  const { faultDomain, confidence } = weigh(match, stamps);
  const rootCause = match.rootCause ?? rule.rootCause;
  const stem = `cause.${rootCause}${match.variant ? `.${match.variant}` : ''}`;
  const values = { subject: match.subject, ...match.values };
  const open = match.rivals.filter((rival) => isDeciding(rival) && !isExcluded(rival));
  return {
    rule: rule.id,
    rootCause,
    subject: match.subject,
    service: match.service ?? rootCauses[rootCause].service,
    faultDomain,
    side: sideOf[faultDomain],
    confidence,
    headline: message(`${stem}.headline`, values),
    reason: message(`${stem}.reason`, values),
    nextStep: message(`${stem}.next.${faultDomain}`, values),
    limits: message(`${stem}.limits`, values),
    symptoms: match.explains.map(findingId),
    evidence: match.evidence.slice(0, 12),
    evidenceAgainst: [...(match.evidenceAgainst ?? [])].slice(0, 6),
    missingControls: uniqueMissing([
      ...open.map((rival) => toMissing(rival, values)),
      ...(confidence === 'possible' ? (match.questions ?? []).map(toAsk) : []),
      ...toUnmark(match.accused, stamps, open),
    ]),
    rivals: match.rivals.map((rival) => toRival(rival, values)),
  };
}
