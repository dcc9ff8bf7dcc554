/** The fields that a desk asks for: filled from the diagnosis and from what the person said, asked for where neither knows. */
import type { Ticket, TicketField } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { covers } from '../scope/match-rule.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { answerTo, isNeverWritten, normalized, sameQuestion, type AnswerContext } from './known-answers.ts';
import { questionsFor, ticketQuestionIds } from './questions-table.ts';

export interface FieldContext extends AnswerContext {
  readonly pack: ProviderPack | null;
  readonly level: Ticket['level'];
}

/** What is known first, then what the provider asks for, then what every desk needs; nothing twice. */
export function ticketFields(context: FieldContext): readonly TicketField[] {
  const asked = packFields(context);
  const known = new Set(asked.flatMap(({ id }) => [id, sameQuestion(id)]));
  // What the screen shows is not asked for beside the literal error that the provider wants.
  if (known.has('literal_error')) known.add('error_seen');
  if (known.has('server_domain')) known.add('domain');
  return [
    ...diagnosedFields(context).filter(({ id }) => !known.has(id)),
    ...asked,
    ...generalFields(context).filter(({ id }) => !known.has(id)),
    ...policyFields(context),
  ];
}

/** Keys that `--fact` takes for a ticket of one of these packs. */
export const ticketFactKeys = (packs: readonly ProviderPack[]): readonly string[] =>
  [...ticketQuestionIds, ...packs.flatMap((pack) => pack.ticket.fields.map(({ id }) => normalized(id)))].map(
    (id) => `ticket.${id}`,
  );

function packFields(context: FieldContext): readonly TicketField[] {
  const { problem, pack, t } = context;
  const { product, tier } = problem.scope;
  const suits = (allowed: readonly string[] | undefined, value: string | null): boolean =>
    allowed === undefined || value === null || allowed.includes(value);
  const fields = (pack?.ticket.fields ?? []).filter(
    (field) =>
      suits(field.products, product) &&
      suits(field.tiers, tier) &&
      (field.topics === undefined || field.topics.some((topic) => covers(topic, problem.topic))),
  );
  return fields.map(({ id, label, required, section }) => {
    const own = normalized(id);
    const words = t.localized(label);
    if (isNeverWritten(own))
      return {
        id: own,
        key: null,
        label: words,
        value: t.text('ticket.never_written'),
        required,
        prompt: null,
        section,
      };
    const ask = `ticket.ask.${sameQuestion(own)}`;
    const prompt = t.text(t.has(ask) ? ask : 'ticket.ask_fact');
    return asking(own, prompt, { label: words, required, section }, context);
  });
}

/** One question: answered as far as it is known, and open to another answer. */
const asking = (
  id: string,
  prompt: string,
  part: Pick<TicketField, 'label' | 'required' | 'section'>,
  context: AnswerContext,
): TicketField => ({ id, key: `ticket.${id}`, ...part, value: answerTo(id, context), prompt });

const generalFields = (context: FieldContext): readonly TicketField[] =>
  questionsFor(context.problem, context.report.request.symptom).map(({ id, required }) =>
    asking(
      id,
      context.t.text(`ticket.ask.${id}`),
      { label: context.t.text(`ticket.field.${id}`), required, section: null },
      context,
    ),
  );

/** What the report knows without asking. */
function diagnosedFields(context: FieldContext): readonly TicketField[] {
  const { t, level } = context;
  const plan = [level.product, level.tier].filter((part) => part !== null).join(', ');
  const part = (id: string): Pick<TicketField, 'label' | 'required' | 'section'> => ({
    label: t.text(`ticket.field.${id}`),
    required: true,
    section: null,
  });
  const domain: TicketField = { ...asking('domain', '', part('domain'), context), key: null, prompt: null };
  const product = asking('product', t.text('ticket.ask.product'), part('product'), context);
  return [domain, plan === '' ? product : { ...product, key: null, prompt: null, value: plan }];
}

/** Facts on which the policy hangs a decision, a priority or a credit, and that nobody has told yet. */
function policyFields({ problem, t }: FieldContext): readonly TicketField[] {
  return problem.scope.missingFacts
    .filter(({ key }) => key !== 'product' && key !== 'tier')
    .map(({ key, question, values, affects }) => ({
      id: key,
      key,
      label: t.localized(question).replace(/\s*\?$/u, ''),
      value: null,
      required: affects === 'decision',
      prompt:
        values.length === 0
          ? t.text('ticket.ask_fact')
          : values.map((value) => choice(key, value, t)).join(' / '),
      section: null,
    }));
}

/** `partial (a part of one hosting)`: what is typed, and what it means where we have words for it. */
function choice(key: string, value: string, t: Translator): string {
  const words = `ticket.value.${key}.${value}`;
  return t.has(words) ? `${value} (${t.text(words)})` : value;
}
