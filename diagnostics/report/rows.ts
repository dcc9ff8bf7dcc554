/** A labelled statement: what the terminal, the summary and the tickets lay out, each in its own way. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
}

/** A row without content is no row. */
export function row(
  id: string,
  label: string,
  paragraphs: readonly string[],
  items: readonly string[] = [],
): readonly Row[] {
  const said = paragraphs.filter((text) => text !== '');
  return said.length === 0 && items.length === 0 ? [] : [{ id, label, paragraphs: said, items }];
}
