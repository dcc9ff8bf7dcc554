/** Provider packs as text. */
import {
  inertLine,
  renderRows,
  wrap,
  type PackDescription,
  type PackListing,
  type TextStyle,
  type Translator,
} from '../../diagnostics/index.ts';

interface Row {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
}

export function renderPackList(packs: readonly PackListing[], t: Translator, style: TextStyle): string {
  const rows: readonly Row[] = packs.map((pack) => ({
    id: pack.id,
    label: pack.id,
    paragraphs: [
      `${inertLine(pack.name)} · ${inertLine(pack.document)}`,
      t.text('cli.provider.counts', {
        version: pack.version,
        products: pack.products.length,
        rules: pack.rules,
        examples: pack.examples,
      }),
    ],
    items: [],
  }));
  return `${renderRows(rows, style, { indent: 0, maxLabel: 26 }).join('\n')}\n`;
}

export interface RenderPackOptions {
  readonly t: Translator;
  readonly style: TextStyle;
  readonly showsTopics: boolean;
}

export function renderPack(pack: PackDescription, options: RenderPackOptions): string {
  const { t, style, showsTopics } = options;
  const title = `${inertLine(pack.name)} (${pack.id}, ${pack.version})`;
  const lines = [
    ...wrap(title, style.width).map((line) => style.paint('bold', line)),
    '',
    ...renderRows([...sourceRows(pack, t), ...policyRows(pack, t)], style, { indent: 0, maxLabel: 26 }),
    ...(showsTopics ? ['', ...renderRows(topicRows(pack, t), style, { indent: 0, maxLabel: 26 })] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const row = (
  t: Translator,
  id: string,
  items: readonly string[],
  paragraphs: readonly string[] = [],
): readonly Row[] =>
  items.length === 0 && paragraphs.length === 0
    ? []
    : [{ id, label: t.text(`cli.pack.${id}`), paragraphs, items }];

function sourceRows(pack: PackDescription, t: Translator): readonly Row[] {
  const { source, identity } = pack;
  const known = [
    ...identity.nameServers,
    ...identity.addressRanges,
    ...identity.hostNames,
    ...identity.mailHosts,
  ].map(inertLine);
  return [
    ...row(
      t,
      'document',
      [],
      [
        [source.title, source.publisher, source.language, source.lastModified ?? '']
          .filter((part) => part !== '')
          .map(inertLine)
          .join(' · '),
      ],
    ),
    ...row(t, 'reading_rule', [], [t.localized(pack.readingRule)]),
    // An empty list is an answer as well: we do not know, and the app asks.
    ...row(t, 'identity', known, known.length === 0 ? [t.text('cli.pack.unknown')] : []),
  ];
}

function policyRows(pack: PackDescription, t: Translator): readonly Row[] {
  const products = pack.productList.map(({ id, name, tiers }) => {
    const names = tiers.map((tier) => tier.id).join(', ');
    return `${id}: ${t.localized(name)}${names === '' ? '' : ` (${names})`}`;
  });
  const clause = ({
    section,
    text,
  }: {
    readonly section: string;
    readonly text: Parameters<Translator['localized']>[0];
  }): string => `${t.localized(text)} (${inertLine(section)})`;
  return [
    ...row(t, 'products', products),
    ...row(t, 'channels', pack.channels.map(clause)),
    ...row(t, 'hours', pack.hours.map(clause)),
    ...row(t, 'priorities', pack.priorities.map(clause)),
    ...row(t, 'promises', pack.promises.map(clause)),
    ...row(t, 'sla', pack.sla.map(clause)),
    ...row(
      t,
      'facts',
      pack.facts.map(
        ({ key, question, values }) =>
          `${key}: ${t.localized(question)}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
      ),
    ),
  ];
}

function topicRows(pack: PackDescription, t: Translator): readonly Row[] {
  return pack.topics.map(({ topic, rules }) => ({
    id: topic.id,
    label: topic.id,
    paragraphs: [t.localized(topic.name)],
    items: rules.map(
      ({ id, section, decision }) => `${t.text(`report.decision.${decision}`)} ${id} (${inertLine(section)})`,
    ),
  }));
}
