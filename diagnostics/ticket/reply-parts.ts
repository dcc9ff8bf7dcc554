/** What a reply says of one problem, part by part. */
import type { Message } from '../model/message.ts';
import type { Problem } from '../model/problem.ts';
import type { ReplyPart } from '../model/reply.ts';
import type { MissingFact } from '../model/scope.ts';
import type { TicketKind } from '../model/ticket.ts';
import { questions, type QuestionId } from '../model/questions.ts';
import { costText } from '../report/scope-rows.ts';
import { inReply, isForProvider, providerName, type ReplyWords } from './reply-words.ts';
import { letterParty } from './ticket-kind.ts';

export interface ReplyContext extends ReplyWords {
  readonly problem: Problem;
  readonly kind: TicketKind;
  /** When a first answer is due, in words; null when none is. */
  readonly due: string | null;
}

type Id = ReplyPart['id'];
export const part = (id: Id, text: string, items: readonly string[] = []): readonly ReplyPart[] =>
  text === '' ? [] : [{ id, text, items }];

/** Nobody is named, or another explanation is as good: everything that follows is said with an “if”. */
const isOpen = ({ confidence, side }: Problem): boolean =>
  confidence === 'possible' || side === 'undetermined';

const valuesOf = (context: ReplyContext): Message['values'] => ({
  provider: providerName(context),
  open: isOpen(context.problem),
});

export function sidePart({ problem, ...context }: ReplyContext): readonly ReplyPart[] {
  const { t } = context;
  const { faultDomain, confidence } = problem;
  if (faultDomain === 'undetermined') return part('side', t.text('reply.side.undetermined'));
  const place = t.text(`reply.place.${faultDomain}`, { provider: providerName(context) });
  return part('side', t.text(`reply.side.${confidence}`, { place }));
}

/** Covered or not, by which clause, on which conditions and at what price. */
export function coverageParts(context: ReplyContext): readonly ReplyPart[] {
  const { problem, t } = context;
  const { decision, clause, conditions, cost } = problem.scope;
  const price = decision === 'not_supported' ? '' : costText(cost, t);
  const paid = price === '' ? '' : t.text('reply.cost', { price });
  return [
    ...part(
      'coverage',
      t.text(`reply.decision.${decision}`, valuesOf(context)),
      decision === 'not_supported' ? [] : conditions.map((each) => t.localized(each)),
    ),
    ...part(
      'clause',
      clause === null
        ? ''
        : t.text('reply.clause', {
            text: t.localized(clause.text),
            document: clause.document,
            section: clause.section,
          }),
    ),
    ...part('cost', decision === 'billable' && paid === '' ? t.text('reply.cost_open') : paid),
  ];
}

export function nextParts(context: ReplyContext): readonly ReplyPart[] {
  const { problem, kind, due, t } = context;
  const { firstStep, decision } = problem.scope;
  const isDesks = kind === 'provider_ticket' && decision !== 'not_supported';
  return [
    ...part('first_step', isDesks && firstStep !== null ? t.localized(firstStep) : ''),
    ...part(
      'next',
      [context.provider === null ? sentence(lead(context)) : lead(context), steps(context), order(context)]
        .filter((text) => text !== '')
        .join(' '),
    ),
    ...asked(context),
    ...part(
      'due',
      isDesks && due !== null ? t.text('reply.due', { provider: providerName(context), time: due }) : '',
    ),
  ];
}

/** Without a name a sentence may begin with “your hosting provider”; a name keeps its own spelling. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Who acts now. What the provider does is said here; what its own sentences ask of the customer follows. */
function lead(context: ReplyContext): string {
  const { problem, kind, t } = context;
  const { faultDomain, scope } = problem;
  const isProviders = faultDomain === 'hosting_provider' || faultDomain === 'undetermined';
  if (kind === 'provider_ticket') {
    const isHelp = !isProviders && (scope.decision === 'supported' || scope.decision === 'conditional');
    return t.text(isHelp ? 'reply.next.help' : `reply.next.provider.${scope.decision}`, valuesOf(context));
  }
  return kind === 'self_help' && faultDomain === 'hosting_provider' ? t.text('reply.next.own_server') : '';
}

/** The steps of the verdict; where all of them were about the ticket, whom to turn to. */
function steps(context: ReplyContext): string {
  const { problem, kind, t } = context;
  const said = inReply(problem.nextStep, context);
  if (said !== '' || kind === 'provider_ticket') return said;
  if (kind === 'third_party_letter') return t.text(`reply.contact.${letterParty(problem.faultDomain)}`);
  return problem.faultDomain === 'hosting_provider' ? '' : t.text('reply.next.self');
}

const order = (context: ReplyContext): string =>
  context.kind === 'self_help' && context.problem.scope.decision === 'billable'
    ? context.t.text('reply.next.or_order', valuesOf(context))
    : '';

const MAX_ASKED = 3;

/** What only the customer knows, and what the customer can try; what the provider looks up itself is not asked. */
function asked(context: ReplyContext): readonly ReplyPart[] {
  const { problem, t } = context;
  const facts = problem.scope.missingFacts.filter(({ affects }) => affects === 'decision');
  const missing = problem.missingControls.map(({ how }) => how);
  const known = missing.flatMap((how) => questionOf(how) ?? []);
  const tries = isOpen(problem) ? missing.filter((how) => isForCustomer(how, context)) : [];
  const questionTexts = [
    ...facts.map((fact) => factText(fact, context)),
    ...(isOpen(problem) ? known.filter((id) => id !== 'address_blocked') : []).map((id) =>
      questionText(id, context),
    ),
  ].slice(0, MAX_ASKED);
  return [
    ...part('ask', questionTexts.length === 0 ? '' : t.text('reply.ask'), questionTexts),
    ...part(
      'surer',
      tries.length === 0 ? '' : t.text('reply.surer'),
      tries.slice(0, MAX_ASKED).map((how) => inReply(how, context)),
    ),
  ];
}

const questionOf = ({ key }: Message): QuestionId | null => {
  const id = /^question\.(\w+)\.how$/u.exec(key)?.[1];
  return id !== undefined && Object.hasOwn(questions, id) ? (id as QuestionId) : null;
};

/** Something to try at one’s own seat, in words that need no terminal; which provider it is, the desk knows already. */
function isForCustomer(how: Message, context: ReplyContext): boolean {
  if (questionOf(how) !== null || isForProvider(how, context)) return false;
  return !context.t(how).includes('--provider') && !/(?:^|\s)--\w|faultline \w/u.test(inReply(how, context));
}

/** What the desk can find out without the customer, for whoever writes the reply. */
export const deskNotes = (context: ReplyContext): readonly string[] => [
  ...new Set(
    context.problem.missingControls
      .map(({ how }) => how)
      .filter((how) => questionOf(how) === null && isForProvider(how, context))
      .map((how) => inReply(how, context)),
  ),
  ...(context.problem.missingControls.some(({ how }) => questionOf(how) === 'address_blocked')
    ? [context.t.text('question.address_blocked.text')]
    : []),
];

const withChoices = (question: string, choices: readonly string[], { t }: ReplyContext): string =>
  choices.length === 0 ? question : t.text('reply.choices', { question, choices: choices.join(' / ') });

function factText({ key, question, values }: MissingFact, context: ReplyContext): string {
  const { t } = context;
  const worded = (value: string): string =>
    [`ticket.value.${key}.${value}`, `reply.value.${value}`].find((name) => t.has(name)) ?? '';
  return withChoices(
    t.localized(question),
    values.map((value) => (worded(value) === '' ? value : t.text(worded(value)))),
    context,
  );
}

const questionText = (id: QuestionId, context: ReplyContext): string =>
  withChoices(
    context.t.text(`question.${id}.text`),
    questions[id].values.map((value) => context.t.text(`question.${id}.value.${value}`)),
    context,
  );
