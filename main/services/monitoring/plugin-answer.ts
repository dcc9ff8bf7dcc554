/**
 * A result as monitoring programs read it (Monitoring Plugins Development Guidelines, sections 2.1, 2.4, 2.5 and 2.6): one line of status, performance
 * data behind a bar, and one of four exit codes. `docs/schedule.md` holds the mapping for people.
 */
import { inertLine, shorten, type Translator } from '../../../diagnostics/index.ts';
import type { Expiry, RunSummary, SummarisedProblem } from '../../../diagnostics/model/run-summary.ts';

const pluginStates = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
type PluginState = (typeof pluginStates)[number];

export interface PluginOptions {
  readonly t: Translator;
  /** Days before the end of a certificate or a domain from which on it counts. */
  readonly expiry: { readonly warning: number; readonly critical: number };
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface PluginAnswer {
  /** Line for standard output, with its end. */
  readonly line: string;
  /** The number of the state is the exit code. */
  readonly exitCode: number;
}

interface Word {
  readonly state: PluginState;
  readonly text: string;
}

/** What is worse is told; of what is unknown less is known than of a warning. */
const weight: Readonly<Record<PluginState, number>> = { OK: 0, UNKNOWN: 1, WARNING: 2, CRITICAL: 3 };
const worse = (a: Word, b: Word): number => weight[b.state] - weight[a.state];

/** One domain. */
export function pluginAnswer(summary: RunSummary, options: PluginOptions): PluginAnswer {
  const words = wordsOf(summary, options);
  const [worst = { state: 'OK' as const, text: options.t.text('report.status.healthy') }] = words;
  const more = words.length > 1 ? ` ${options.t.text('cli.plugin.more', { count: words.length - 1 })}` : '';
  const seconds = (Date.parse(summary.finishedAt) - Date.parse(summary.startedAt)) / 1000;
  return answer(worst.state, `${summary.displayName}: ${worst.text}${more}`, [
    datum('problems', summary.problems.length),
    ...soonest(summary, 'certificate', options),
    ...soonest(summary, 'domain', options),
    datum('time', Math.max(0, Math.round(seconds * 100) / 100), 's'),
  ]);
}

/** A list of domains in one line: the worst of them by name, and how many are how. */
export function pluginAnswerOfMany(
  summaries: readonly RunSummary[],
  options: PluginOptions & { readonly isWhole: boolean },
): PluginAnswer {
  const { t, isWhole } = options;
  const each = summaries.map((summary) => {
    const [worst] = wordsOf(summary, options);
    return { name: summary.displayName, word: worst ?? { state: 'OK' as const, text: '' } };
  });
  const [worst] = [...each].sort((a, b) => worse(a.word, b.word));
  const cut: PluginState = isWhole && summaries.length > 0 ? 'OK' : 'UNKNOWN';
  const state = worst === undefined || weight[worst.word.state] < weight[cut] ? cut : worst.word.state;
  const count = (wanted: PluginState): number => each.filter(({ word }) => word.state === wanted).length;
  const counts = {
    total: each.length,
    critical: count('CRITICAL'),
    warning: count('WARNING'),
    unknown: count('UNKNOWN'),
  };
  const named = worst === undefined || worst.word.state === 'OK' ? '' : ` ${worst.name}: ${worst.word.text}`;
  return answer(state, `${t.text('cli.plugin.counts', { ...counts, isWhole })}${named}`, [
    datum('domains', counts.total),
    datum('critical', counts.critical),
    datum('warning', counts.warning),
    datum('unknown', counts.unknown),
  ]);
}

/** What kept the program from an answer at all, wrong options among it. */
export const pluginRefusal = (text: string): PluginAnswer => answer('UNKNOWN', text, []);

function wordsOf(summary: RunSummary, options: PluginOptions): readonly Word[] {
  const { t } = options;
  const undiagnosed: readonly Word[] =
    summary.undiagnosed === null ? [] : [{ state: 'UNKNOWN', text: t(summary.undiagnosed) }];
  const problems = summary.problems.map((problem) => ({
    state: stateOf(problem),
    text: t(problem.headline),
  }));
  return [...problems, ...expiryWords(summary, options), ...undiagnosed].sort(worse);
}

/** A fault of the seat that looks says nothing of what it looks at; whose fault the rest is does not make it less of one. */
function stateOf({ sharedIn, level }: SummarisedProblem): PluginState {
  if (sharedIn.kind === 'seat') return 'UNKNOWN';
  return level === 'error' ? 'CRITICAL' : 'WARNING';
}

const DAY_MS = 86_400_000;
const daysLeft = ({ at }: Expiry, now: number): number => Math.floor((Date.parse(at) - now) / DAY_MS);

function expiryWords({ expiries }: RunSummary, { t, expiry, now }: PluginOptions): readonly Word[] {
  return expiries.flatMap((each): readonly Word[] => {
    const days = daysLeft(each, now);
    if (Number.isNaN(days) || days >= expiry.warning) return [];
    const name = each.shownBy[0] ?? each.names[0] ?? '';
    const text = t.text(`cli.plugin.${each.kind}_ends`, { name, days });
    return [{ state: days < expiry.critical ? 'CRITICAL' : 'WARNING', text }];
  });
}

function soonest(
  { expiries }: RunSummary,
  kind: Expiry['kind'],
  { expiry, now }: PluginOptions,
): readonly string[] {
  const days = expiries.filter((each) => each.kind === kind).map((each) => daysLeft(each, now));
  const known = days.filter((each) => !Number.isNaN(each));
  if (known.length === 0) return [];
  // “10:” is the range from which everything below raises the alarm (section 2.5)
  const thresholds = `${expiry.warning}:;${expiry.critical}:`;
  return [`${kind}_days=${Math.min(...known)};${thresholds};;`];
}

const datum = (label: string, value: number, unit = ''): string => `${label}=${value}${unit};;;0;`;

/** Longer lines are cut by older monitoring programs. */
const LONGEST = 400;

function answer(state: PluginState, text: string, data: readonly string[]): PluginAnswer {
  // a bar would begin the performance data
  const said = shorten(inertLine(text).replaceAll('|', '/'), LONGEST);
  const behind = data.length === 0 ? '' : ` | ${data.join(' ')}`;
  return { line: `FAULTLINE ${state} - ${said}${behind}\n`, exitCode: pluginStates.indexOf(state) };
}
