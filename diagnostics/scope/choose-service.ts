/** Channel, priority and times that go with a decision. */
import { message, type Message } from '../model/message.ts';
import type { ChannelChoice, ScopeDecision } from '../model/scope.ts';
import { dueTime } from './business-time.ts';
import { dueSteps } from './due-steps.ts';
import { matchScoped, type Question } from './match-rule.ts';
import type { Rule } from './pack-rules.ts';
import type { ProviderPack } from './pack-schema.ts';
import type { Channel, Hours, Priority, ResponseTime } from './pack-service.ts';

const hoursOf = (pack: ProviderPack, id: string | null): Hours | null =>
  pack.hours.find((hours) => hours.id === id) ?? null;

function choice(pack: ProviderPack, { id, kind, text, address, hours, price }: Channel): ChannelChoice {
  return { id, kind, text, address, hours: hoursOf(pack, hours)?.text ?? null, price };
}

/** The rule's own channel first, then those that the product and tier allow, in the order of the pack. */
export function chooseChannels(pack: ProviderPack, rule: Rule, question: Question): readonly ChannelChoice[] {
  const open = pack.channels.filter(
    (channel) => channel.id === rule.channel || matchScoped(channel, question)?.truth === 'yes',
  );
  const own = open.filter(({ id }) => id === rule.channel);
  return [...own, ...open.filter(({ id }) => id !== rule.channel)].map((channel) => choice(pack, channel));
}

export interface PriorityChoice {
  readonly priority: Priority | null;
  readonly missing: readonly string[];
}

/** A priority that hangs on an unknown fact is asked for, like a decision. */
export function choosePriority(
  pack: ProviderPack,
  rule: Rule,
  question: Question,
  channel: string | null,
): PriorityChoice {
  const named = pack.priorities.find(({ id }) => id === rule.priority);
  if (named !== undefined) return { priority: named, missing: [] };
  for (const priority of pack.priorities) {
    if (priority.channels !== undefined && (channel === null || !priority.channels.includes(channel)))
      continue;
    const match = matchScoped(priority, question);
    if (match?.truth === 'yes') return { priority, missing: [] };
    if (match !== null) return { priority: null, missing: match.missing };
  }
  return { priority: null, missing: [] };
}

export interface Due {
  readonly firstAnswerDue: string | null;
  readonly dueReason: Message | null;
  readonly dueSteps: readonly Message[];
}

const isoOf = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

export function answerDue(pack: ProviderPack, response: ResponseTime | null, at: string): Due {
  const asked = Date.parse(at);
  if (response === null || Number.isNaN(asked))
    return { firstAnswerDue: null, dueReason: null, dueSteps: [] };
  const hours = hoursOf(pack, response.hours);
  const due = dueTime(asked, response, hours);
  const firstAnswerDue = isoOf(due);
  const values = { amount: response.amount, unit: response.unit, asked: new Date(asked).toISOString() };
  if (hours === null) return { firstAnswerDue, dueReason: message('scope.due.always', values), dueSteps: [] };
  return {
    firstAnswerDue,
    dueReason: message('scope.due.openHours', { ...values, zone: hours.timeZone }),
    dueSteps: due === null ? [] : dueSteps(asked, due, response, hours),
  };
}

/** Other promised times. They run from the moment the provider notices, which is taken as the moment of asking. */
export function promisesFor(pack: ProviderPack, question: Question, at: string): ScopeDecision['promises'] {
  return pack.promises
    .filter((promise) => matchScoped(promise, question)?.truth === 'yes')
    .map(({ text, section, within }) => ({ text, section, due: answerDue(pack, within, at).firstAnswerDue }));
}
