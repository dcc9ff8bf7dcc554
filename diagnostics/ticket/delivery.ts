/** How a ticket is sent and what follows: channel, hours, price, due time. For the person who sends it; nothing of this leaves. */
import type { Problem } from '../model/problem.ts';
import type { ChannelChoice, LocalizedText } from '../model/scope.ts';
import type { Ticket, TicketRank } from '../model/ticket.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { row, type Row } from '../report/rows.ts';
import { channelText, costText } from '../report/scope-rows.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';

export interface DeliveryContext {
  readonly problem: Problem;
  readonly pack: ProviderPack | null;
  readonly t: Translator;
}

/** Product and support level as the provider calls them; the ids where the pack does not know them. */
export function levelOf({ problem, pack, t }: DeliveryContext): Ticket['level'] {
  const { product, tier } = problem.scope;
  const known = pack?.products.find(({ id }) => id === product);
  const tiers = known?.tiers ?? pack?.products.flatMap((each) => each.tiers) ?? [];
  const named = (id: string | null, name: LocalizedText | undefined): string | null =>
    id === null ? null : name ? t.localized(name) : inertLine(id);
  return {
    product: named(product, known?.name),
    tier: named(tier, tiers.find(({ id }) => id === tier)?.name),
  };
}

/** In the zone in which the desk works: its morning is not the reader's. */
export function dueOf({ problem, pack, t }: DeliveryContext): Ticket['due'] {
  const { firstAnswerDue, dueReason } = problem.scope;
  if (firstAnswerDue === null) return null;
  const reckoned = dueReason?.values['zone'];
  const zone = typeof reckoned === 'string' ? reckoned : pack?.hours[0]?.timeZone;
  return {
    at: firstAnswerDue,
    text: zone === undefined ? t.dateTime(firstAnswerDue) : t.dateTimeIn(firstAnswerDue, zone),
  };
}

/** What a message to the desk costs, through which channel it goes, and until when an answer is due. */
export function deliveryRows(
  context: DeliveryContext & { readonly level: Ticket['level']; readonly due: Ticket['due'] },
): readonly Row[] {
  const { problem, t, level, due } = context;
  const { scope } = problem;
  const label = (id: string): string => t.text(`ticket.delivery.${id}`);
  const text = (localized: LocalizedText | null): string => (localized ? t.localized(localized) : '');
  return [
    ...row('channel', label('channel'), [
      scope.channel ? channelText(scope.channel, t) : t.text('ticket.no_channel'),
    ]),
    ...row(
      'other_channels',
      label('other_channels'),
      [],
      scope.otherChannels.map((each) => channelText(each, t)),
    ),
    ...row('level', label('level'), [[level.product, level.tier].filter((part) => part !== null).join(', ')]),
    ...row('who_may_ask', label('who_may_ask'), [text(scope.whoMayAsk)]),
    ...row(
      'conditions',
      label('conditions'),
      [],
      scope.conditions.map((each) => t.localized(each)),
    ),
    ...row('first_step', label('first_step'), [text(scope.firstStep)]),
    ...row('cost', label('cost'), [costText(scope.cost, t)]),
    ...row('due', label('due'), [due?.text ?? '']),
  ];
}

const channelsOf = ({ scope }: Problem): readonly ChannelChoice[] => [
  ...(scope.channel ? [scope.channel] : []),
  ...scope.otherChannels,
];

/** Exactly one mailbox, and nothing that a mail program could read as a header. */
const plainMailbox = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$/u;

/** Mailboxes of other departments stand among the channels of a pack too; a fault sent there is lost. */
const forOthers = /bill|factu|invoice|account|sales|commerc|verko|abuse|privacy|press|job/iu;

export function mailboxOf(problem: Problem): string | null {
  const named = channelsOf(problem).find(
    ({ id, kind, address }) => kind === 'email' && address !== null && !forOthers.test(`${id} ${address}`),
  );
  return named?.address && plainMailbox.test(named.address) ? named.address : null;
}

/** Only https: a pack is data of strangers, and the app opens what stands here. */
export function portalOf(problem: Problem): string | null {
  const written = new Set(['ticket', 'portal', 'form']);
  const found = channelsOf(problem).find(
    ({ kind, address }) => written.has(kind) && address !== null && isHttps(address),
  );
  return found?.address ?? null;
}

function isHttps(address: string): boolean {
  return /^https:\/\/[^\s"'<>\\]+$/u.test(address) && URL.canParse(address);
}

/**
 * The policy's own priority, with a rank for forms that know three: by its place between the quickest and the slowest answer that the
 * policy promises; by the effect where it promises none.
 */
export function priorityOf({ problem, pack, t }: DeliveryContext): Ticket['priority'] {
  const { priority, priorityText } = problem.scope;
  const reason = t.text('ticket.priority_impact', { count: problem.symptoms.length });
  const rank = rankOf(problem, pack);
  if (priority === null) {
    const isOpen = problem.scope.missingFacts.some(({ affects }) => affects === 'priority');
    const why = t.text(isOpen ? 'ticket.priority_open' : 'ticket.priority_none');
    return { id: null, rank, text: t.text(`ticket.rank.${rank}`), reason: `${reason} ${why}` };
  }
  return {
    id: priority,
    rank,
    text: priorityText ? t.localized(priorityText) : inertLine(priority),
    reason: `${reason} ${t.text('ticket.priority_policy')}`,
  };
}

const minutesOf = { minute: 1, hour: 60, day: 480 } as const;

function rankOf({ scope, symptoms }: Problem, pack: ProviderPack | null): TicketRank {
  const byEffect: TicketRank = symptoms.length === 0 ? 'low' : 'medium';
  const speeds = (pack?.priorities ?? []).flatMap(({ id, response }) =>
    response === null ? [] : [{ id, minutes: response.amount * minutesOf[response.unit] }],
  );
  const own = speeds.find(({ id }) => id === scope.priority)?.minutes;
  const all = speeds.map(({ minutes }) => minutes);
  const [quickest, slowest] = [Math.min(...all), Math.max(...all)];
  if (own === undefined || quickest === slowest) return byEffect;
  return own === quickest ? 'high' : own === slowest ? 'low' : 'medium';
}
