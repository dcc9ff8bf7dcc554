/** The list of faults that the demo can plant. */
import { renderRows, type TextStyle, type Translator } from '../../diagnostics/index.ts';
import type { DemoFault } from '../demo-host/index.ts';

export function renderFaults(faults: readonly DemoFault[], t: Translator, style: TextStyle): string {
  const rows = faults.map(({ id, title, change, isDefault, expected }) => ({
    id,
    label: `${isDefault ? '* ' : '  '}${id}`,
    paragraphs: [`${t.text(title)}. ${t.text(change)}`, t.text(`report.side.${expected.faultDomain}`)],
    items: [],
  }));
  return `${t.text('cli.demo.list_heading')}\n\n${renderRows(rows, style, { indent: 0, maxLabel: 30 }).join('\n')}\n`;
}
