/**
 * The engine's sentences name options of the command line where those are what a reader needs next. The window has buttons and fields for
 * the same, so its sentences leave the options out: in brackets, after “with” or “and”, or as the end of a sentence behind a colon. A
 * sentence about nothing else goes.
 */
import type { Translator } from '../../../diagnostics/index.ts';

/** As typed: not the middle of a name such as xn--bcher-kva. */
const option = String.raw`(?<![^\s(:])--[a-z][a-z-]*`;
const fact = String.raw`--fact\s+[\w.]+=\w+`;
const joined = String.raw`[,;]?\s+(?:with|avec|met|and|et|en)`;

const removed: readonly RegExp[] = [
  // (--save), (choose one with --provider)
  new RegExp(String.raw`\s*\([^()]*${option}[^()]*\)`, 'gu'),
  // with --fact a=yes or --fact a=no
  new RegExp(String.raw`${joined}\s+${fact}(?:,?\s+(?:or|ou|of)\s+${fact})*`, 'gu'),
  // with --provider, and --save, with --bounce FILE
  new RegExp(String.raw`${joined}\s+${option}(?:\s+\p{Lu}{2,})?`, 'gu'),
];
const command = new RegExp(String.raw`${option}|\bfaultline (?:check|judge|compare|ticket|demo)\b`, 'u');

export function withoutCommands(text: string): string {
  if (!command.test(text)) return text;
  const shorter = removed.reduce((left, pattern) => left.replace(pattern, ''), text);
  return shorter
    .split(/(?<=[.?!])\s+/u)
    .map(shortened)
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Up to the colon in front of the command; empty where there is none. */
function shortened(sentence: string): string {
  const at = command.exec(sentence)?.index;
  if (at === undefined) return sentence;
  const colon = sentence.lastIndexOf(':', at);
  return colon === -1 ? '' : `${sentence.slice(0, colon).trimEnd()}.`;
}

/** Speaks as the window does. */
export const windowWords = (t: Translator): Translator =>
  Object.assign((message: Parameters<Translator>[0]) => withoutCommands(t(message)), {
    ...t,
    text: (...given: Parameters<Translator['text']>) => withoutCommands(t.text(...given)),
  });
