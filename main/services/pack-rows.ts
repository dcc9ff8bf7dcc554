/** What a provider pack holds, in labelled rows for the terminal and the window. */
import { inertLine, type PackDescription, type Translator } from '../../diagnostics/index.ts';

export interface PackRow {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
}

export const packRows = (pack: PackDescription, t: Translator): readonly PackRow[] => [
  ...sourceRows(pack, t),
  ...policyRows(pack, t),
];

const row = (
  t: Translator,
  id: string,
  items: readonly string[],
  paragraphs: readonly string[] = [],
): readonly PackRow[] =>
  items.length === 0 && paragraphs.length === 0
    ? []
    : [{ id, label: t.text(`cli.pack.${id}`), paragraphs, items }];

function documentRow({ source }: PackDescription, t: Translator): readonly PackRow[] {
  const modified =
    source.lastModified === null ? '' : t.text('cli.pack.last_modified', { date: source.lastModified });
  const languageName = (language: string | null): string =>
    language === null
      ? 'none'
      : (new Intl.DisplayNames([t.language], { type: 'language' }).of(language) ?? language);
  const title = [source.title, source.publisher, modified].filter((part) => part !== '').map(inertLine);
  const readIn = { language: languageName(source.language), prevails: languageName(source.prevails) };
  const force = source.force === null ? [] : [t.localized(source.force)];
  return row(t, 'document', [], [title.join(' · '), t.text('cli.pack.read_in', readIn), ...force]);
}

function sourceRows(pack: PackDescription, t: Translator): readonly PackRow[] {
  const { identity } = pack;
  const known = [
    ...identity.nameServers,
    ...identity.addressRanges,
    ...identity.hostNames,
    ...identity.mailHosts,
    ...identity.ports.map(({ service, port }) => `${service} ${port}`),
    ...identity.panelUrls,
    ...[identity.statusPage ?? []].flat(),
  ].map(inertLine);
  return [
    ...documentRow(pack, t),
    ...row(t, 'reading_rule', [], [t.localized(pack.readingRule)]),
    // An empty list is an answer as well: we do not know, and the app asks.
    ...row(t, 'identity', known, known.length === 0 ? [t.text('cli.pack.unknown')] : []),
    ...row(
      t,
      'sources',
      identity.sources.map(({ url, seen, what }) => inertLine(`${url} (${seen}): ${what}`)),
    ),
  ];
}

type Localized = Parameters<Translator['localized']>[0];
interface Cited {
  readonly section: string;
  readonly text: Localized;
}
type Channel = PackDescription['channels'][number];

const clause =
  (t: Translator) =>
  ({ section, text }: Cited): string =>
    `${t.localized(text)} (${inertLine(section)})`;

/** How to reach it, for whom, and what it costs. */
function channelText(channel: Channel, t: Translator): string {
  const { address, price, products = [], tiers = [] } = channel;
  const parts = [
    clause(t)(channel),
    inertLine(address ?? ''),
    price === null ? '' : t.localized(price.text),
    [...products, ...tiers].join(', '),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function ticketItems({ ticket }: PackDescription, t: Translator): readonly string[] {
  const { secureChannel } = ticket;
  const wishes = [ticket.subject, ticket.onePerProblem, ticket.acceptCharges].flatMap((wish) => wish ?? []);
  return [
    ...ticket.fields.map(({ label, required, section }) =>
      t.text(`cli.pack.${required ? 'required' : 'optional'}`, { label: t.localized(label), section }),
    ),
    ...wishes.map(clause(t)),
    ...ticket.forbidden.map(clause(t)),
    ...(secureChannel === null
      ? []
      : [[clause(t)(secureChannel), inertLine(secureChannel.address ?? '')].filter(Boolean).join(' · ')]),
    ...ticket.notes.map(clause(t)),
  ];
}

function policyRows(pack: PackDescription, t: Translator): readonly PackRow[] {
  const products = pack.productList.map(({ id, name, tiers }) => {
    const names = tiers.map((tier) => tier.id).join(', ');
    return `${id}: ${t.localized(name)}${names === '' ? '' : ` (${names})`}`;
  });
  const asked = pack.facts.map(
    ({ key, question, values }) =>
      `${key}: ${t.localized(question)}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
  );
  return [
    ...row(t, 'products', products),
    ...row(
      t,
      'channels',
      pack.channels.map((channel) => channelText(channel, t)),
    ),
    ...row(t, 'hours', pack.hours.map(clause(t))),
    ...row(t, 'priorities', pack.priorities.map(clause(t))),
    ...row(t, 'promises', pack.promises.map(clause(t))),
    ...row(t, 'sla', pack.sla.map(clause(t))),
    ...row(
      t,
      'costs',
      Object.values(pack.costs).map(({ text }) => t.localized(text)),
    ),
    ...row(t, 'ticket', ticketItems(pack, t)),
    ...row(t, 'recipient', [pack.reportRecipient ?? []].flat()),
    ...row(t, 'definitions', pack.definitions.map(clause(t))),
    ...row(t, 'facts', asked),
  ];
}

export function topicRows(pack: PackDescription, t: Translator): readonly PackRow[] {
  return pack.topics.map(({ topic, rules }) => ({
    id: topic.id,
    label: topic.id,
    paragraphs: [
      t.localized(topic.name),
      topic.aliases === undefined ? '' : t.text('cli.pack.aliases', { list: topic.aliases.join(', ') }),
    ].filter((text) => text !== ''),
    items: rules.map(
      ({ id, section, decision }) => `${t.text(`report.decision.${decision}`)} ${id} (${inertLine(section)})`,
    ),
  }));
}
