/** The fields that a desk asks for: filled from the diagnosis and from what the person said, asked for where neither knows. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { TicketField } from '../model/ticket.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { covers } from '../scope/match-rule.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { questionsFor, ticketQuestionIds } from './questions-table.ts';

export interface FieldContext {
  readonly report: Report;
  readonly problem: Problem;
  readonly pack: ProviderPack | null;
  readonly t: Translator;
}

export function ticketFields(context: FieldContext): readonly TicketField[] {
  const asked = packFields(context);
  const known = new Set(asked.map(({ id }) => id));
  return [
    ...diagnosedFields(context).filter(({ id }) => !known.has(id)),
    ...asked,
    ...generalFields(context).filter(({ id }) => !known.has(id)),
  ];
}

/** Keys that `--fact` takes for a ticket of one of these packs. */
export const ticketFactKeys = (packs: readonly ProviderPack[]): readonly string[] =>
  [...ticketQuestionIds, ...packs.flatMap((pack) => pack.ticket.fields.map(({ id }) => normalized(id)))].map(
    (id) => `ticket.${id}`,
  );

/** Pack ids have dashes, ours underscores: one fact `ticket.customer_number` answers both. */
const normalized = (id: string): string => id.replaceAll('-', '_');

function packFields({ report, problem, pack, t }: FieldContext): readonly TicketField[] {
  const { product, tier } = problem.scope;
  const suits = (allowed: readonly string[] | undefined, value: string | null): boolean =>
    allowed === undefined || value === null || allowed.includes(value);
  const fields = (pack?.ticket.fields ?? []).filter(
    (field) =>
      suits(field.products, product) &&
      suits(field.tiers, tier) &&
      (field.topics === undefined || field.topics.some((topic) => covers(topic, problem.topic))),
  );
  return fields.map((field) => {
    const label = t.localized(field.label);
    const value = answer(report, problem, normalized(field.id));
    return {
      id: normalized(field.id),
      label,
      value,
      required: field.required,
      prompt: value === null ? t.text('ticket.ask_field', { label }) : null,
      section: field.section,
    };
  });
}

function generalFields({ report, problem, t }: FieldContext): readonly TicketField[] {
  return questionsFor(problem, report.request.symptom).map(({ id, required }) => {
    const value = answer(report, problem, id);
    return {
      id,
      label: t.text(`ticket.field.${id}`),
      value,
      required,
      prompt: value === null ? t.text(`ticket.ask.${id}`) : null,
      section: null,
    };
  });
}

/** What the report knows without asking. */
function diagnosedFields({ report, problem, t }: FieldContext): readonly TicketField[] {
  const { product, tier } = problem.scope;
  const plan = [product, tier].filter((part) => part !== null).join(', ');
  const known = [
    { id: 'domain', value: report.request.target.displayName },
    { id: 'product', value: plan === '' ? null : plan },
  ];
  return known.map(({ id, value }) => ({
    id,
    label: t.text(`ticket.field.${id}`),
    value: value === null ? answer(report, problem, id) : inertLine(value),
    required: true,
    prompt: value === null ? t.text(`ticket.ask.${id}`) : null,
    section: null,
  }));
}

/** What the person said with `--fact ticket.<id>=…`, else what was measured. */
function answer(report: Report, problem: Problem, id: string): string | null {
  const { facts } = report.request;
  // Ids come from a pack: `constructor` is one that every object answers to.
  const said = facts[`ticket.${id}`] ?? (Object.hasOwn(facts, id) ? facts[id] : undefined);
  if (said !== undefined && said.trim() !== '') return inertLine(said.trim());
  if (id === 'domain') return inertLine(report.request.target.displayName);
  if (id === 'public_address') return publicAddresses(report);
  if (id === 'server') return inertLine(problem.subject);
  return null;
}

/** Only an address of this computer that is global itself; behind NAT the public one is not known here. */
function publicAddresses(report: Report): string | null {
  const found = report.observations.flatMap((observation) =>
    observation.kind === 'environment' && observation.view === undefined
      ? observation.data.interfaces.filter(({ scope }) => scope === 'global')
      : [],
  );
  return found.length === 0 ? null : found.map(({ address }) => address).join(', ');
}
