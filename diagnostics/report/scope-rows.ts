/** A scope decision in words: what the policy says, by which clause, and what follows from it. */
import type { ChannelChoice, LocalizedText, ScopeDecision } from '../model/scope.ts';
import { clauseText } from './describe.ts';
import { inertLine } from './i18n/inert-text.ts';
import type { Translator } from './i18n/translator.ts';
import { row, type Row } from './rows.ts';

/** `brief` leaves out what only a reader of the policy itself wants: other channels, and most of many outcomes. */
export function scopeRows(
  scope: ScopeDecision,
  t: Translator,
  detail: 'full' | 'brief' = 'full',
): readonly Row[] {
  const isBrief = detail === 'brief';
  const label = (id: string): string => t.text(`report.label.${id}`);
  const texts = (list: readonly LocalizedText[]): readonly string[] => list.map((text) => t.localized(text));
  const optional = (text: LocalizedText | null | undefined): string => (text ? t.localized(text) : '');
  const rows = [
    ...row('scope', label('scope'), [
      `${t.text(`report.decision.${scope.decision}`)} ${t.text(`report.responsible.${responsibleKey(scope)}`)}`,
      clauseText(scope, t) ?? '',
      optional(scope.reading?.text),
    ]),
    ...row('conditions', label('conditions'), [], texts(scope.conditions)),
    ...row('first_step', label('first_step'), [optional(scope.firstStep)]),
    ...row('who_may_ask', label('who_may_ask'), [optional(scope.whoMayAsk)]),
    ...row('missing_facts', label('missing_facts'), [], missingFacts(scope, t)),
    ...row('outcomes', label('outcomes'), [], isBrief ? firstOf(outcomes(scope, t), t) : outcomes(scope, t)),
    ...row('cost', label('cost'), [costText(scope.cost, t)]),
    ...row('channel', label('channel'), [scope.channel ? channelText(scope.channel, t) : '']),
    ...row(
      'other_channels',
      label('other_channels'),
      [],
      isBrief ? [] : scope.otherChannels.map((channel) => channelText(channel, t)),
    ),
    ...row('priority', label('priority'), [optional(scope.priorityText) || inertLine(scope.priority ?? '')]),
    ...row(
      'due',
      label('due'),
      [dueText(scope, t), scope.dueReason ? t(scope.dueReason) : ''],
      isBrief ? [] : (scope.dueSteps ?? []).map(t),
    ),
    ...row('promises', label('promises'), [], promises(scope, t)),
    ...row('credit', label('credit'), [creditText(scope, t)], scope.slaCredit?.steps.map(t) ?? []),
  ];
  return isBrief && !concernsDesk(scope) ? rows.filter(({ id }) => !ofTheDesk.has(id)) : rows;
}

const ofTheDesk: ReadonlySet<string> = new Set(['channel', 'priority', 'due', 'promises', 'credit']);

/** Whom to call and until when it answers is told only where the desk would do something. */
const concernsDesk = ({ decision, responsible }: ScopeDecision): boolean =>
  decision !== 'not_supported' &&
  decision !== 'no_policy' &&
  (decision !== 'unmentioned' || responsible === 'provider' || responsible === 'unknown');

/** What a policy leaves to the customer, but sells as well, is nobody's duty: one does it or orders it. */
const responsibleKey = ({ decision, responsible }: ScopeDecision): string =>
  decision === 'billable' && responsible === 'customer' ? 'customer_may_order' : responsible;

function missingFacts(scope: ScopeDecision, t: Translator): readonly string[] {
  return scope.missingFacts.map(({ key, question, values }) =>
    t.text('report.scope.missing_fact', {
      question: t.localized(question),
      option: optionFor(key),
      hasValues: values.length > 0,
      values: values.join(', '),
    }),
  );
}

/** Product and tier have options of their own. */
const optionFor = (key: string): string =>
  key === 'product' || key === 'tier' ? `--${key} …` : `--fact ${key}=…`;

function outcomes(scope: ScopeDecision, t: Translator): readonly string[] {
  return scope.outcomes.map(({ when, decision, section }) =>
    t.text('report.scope.outcome', {
      when: when.join(', '),
      isElse: when.length === 0,
      decision: t.text(`report.decision.${decision}`),
      section,
    }),
  );
}

const MAX_BRIEF = 4;

function firstOf(texts: readonly string[], t: Translator): readonly string[] {
  if (texts.length <= MAX_BRIEF) return texts;
  return [...texts.slice(0, MAX_BRIEF), t.text('report.evidence_more', { count: texts.length - MAX_BRIEF })];
}

type Money = {
  readonly text: LocalizedText;
  readonly amount: number | null;
  readonly currency: string | null;
};

export function costText(cost: Money | null, t: Translator): string {
  if (cost === null) return '';
  const text = t.localized(cost.text);
  if (cost.amount === null || cost.currency === null) return text;
  return t.text('report.scope.cost', { text, amount: moneyText(cost.amount, cost.currency, t) });
}

function moneyText(amount: number, currency: string, t: Translator): string {
  try {
    return new Intl.NumberFormat(t.language, { style: 'currency', currency }).format(amount);
  } catch {
    return inertLine(`${amount} ${currency}`);
  }
}

/** What the channel is, where, when and for how much. */
export function channelText(channel: ChannelChoice, t: Translator): string {
  const parts = [
    t.localized(channel.text),
    inertLine(channel.address ?? ''),
    channel.hours ? t.localized(channel.hours) : '',
    costText(channel.price, t),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function dueText(scope: ScopeDecision, t: Translator): string {
  return scope.firstAnswerDue === null
    ? ''
    : t.text('report.scope.due', { time: t.dateTime(scope.firstAnswerDue) });
}

function promises(scope: ScopeDecision, t: Translator): readonly string[] {
  return scope.promises.map(({ text, section, due }) =>
    t.text('report.scope.promise', {
      text: t.localized(text),
      section,
      due: due === null ? 'none' : t.dateTime(due),
      hasDue: due !== null,
    }),
  );
}

function creditText(scope: ScopeDecision, t: Translator): string {
  const credit = scope.slaCredit;
  if (credit === null) return '';
  const { percent, amount, currency, capped, section } = credit;
  if (percent === null) return t.text('report.scope.credit_unknown', { section });
  const money = amount !== null && currency !== null ? moneyText(amount, currency, t) : '';
  return t.text('report.scope.credit', { section, percent, money, hasMoney: money !== '', capped });
}
