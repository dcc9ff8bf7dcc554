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
import { packRows, topicRows, type PackRow } from '../services/pack-rows.ts';

export function renderPackList(packs: readonly PackListing[], t: Translator, style: TextStyle): string {
  const rows: readonly PackRow[] = packs.map((pack) => ({
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
    ...renderRows(packRows(pack, t), style, { indent: 0, maxLabel: 26 }),
    ...(showsTopics ? ['', ...renderRows(topicRows(pack, t), style, { indent: 0, maxLabel: 26 })] : []),
  ];
  return `${lines.join('\n')}\n`;
}
