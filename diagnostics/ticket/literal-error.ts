/** The error as the server or the system put it: a desk searches its logs for these words, so nothing is translated or rounded. */
import type { Evidence } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { inertLine, shorten } from '../report/i18n/inert-text.ts';

export interface LiteralError {
  readonly text: string;
  /** Where it was seen; undefined when the report does not hold the observation. */
  readonly observation: Observation | undefined;
}

const MAX_ERRORS = 3;

/** Failures first; then what the servers said; then the value that is wrong, under its technical name. */
export function literalErrors(report: Report, problem: Problem): readonly LiteralError[] {
  const byId = new Map(report.observations.map((observation) => [observation.id, observation]));
  const found = problem.evidence.flatMap((item) => {
    const observation = byId.get(item.observation);
    if (observation?.kind === 'statement' || observation?.kind === 'environment') return [];
    const [rank, text] = wordsOf(item, observation);
    return text === '' ? [] : [{ rank, text: shorten(inertLine(text), 400), observation }];
  });
  const sorted = found.toSorted((a, b) => a.rank - b.rank);
  const texts = new Set<string>();
  return sorted
    .filter(({ text }) => !texts.has(text) && texts.add(text))
    .slice(0, MAX_ERRORS)
    .map(({ text, observation }) => ({ text, observation }));
}

function wordsOf(item: Evidence, observation: Observation | undefined): readonly [number, string] {
  const said =
    observation === undefined
      ? ''
      : (failureText(observation) ?? serverWords(observation, item.pointer) ?? '');
  return said === '' ? [1, namedValue(item)] : [0, said];
}

/** `550 5.7.1 blocked (rejected, negotiate)`, `ECONNREFUSED (connection_refused, connect)`. */
function failureText({ failure, durationMs }: Observation): string | undefined {
  if (failure === undefined) return undefined;
  const code = `${failure.code}, ${failure.operation}`;
  if (failure.detail !== '') return `${failure.detail} (${code})`;
  return failure.code === 'timed_out'
    ? `timed_out (${failure.operation}, ${Math.round(durationMs)} ms)`
    : code;
}

/** RFC 5321 and 959 codes, RFC 1939 `-ERR`, RFC 9051 `NO`, `BAD` and `BYE`. */
const refusal = /^(?:[45]\d\d[ -]|-ERR\b|(?:[A-Za-z]\w{0,10}|\*) (?:NO|BAD|BYE)\b)/u;

function serverWords(observation: Observation, pointer: string): string | undefined {
  switch (observation.kind) {
    case 'http': {
      const { status, httpVersion } = observation.data;
      return status !== undefined && status >= 400 ? `HTTP/${httpVersion ?? '1.1'} ${status}` : undefined;
    }
    case 'delivery-status':
      return observation.data.recipients.find(({ words }) => words !== '')?.words;
    case 'ftp': {
      const passive = pointer.includes('/passive/') ? observation.data.passive.at(-1)?.reply : undefined;
      return passive ?? lastRefusal(observation.data.transcript);
    }
    case 'smtp':
    case 'imap':
    case 'pop3':
    case 'sieve':
      return lastRefusal(observation.data.transcript);
    default:
      return undefined;
  }
}

const lastRefusal = (
  lines: readonly { readonly direction: string; readonly text: string }[],
): string | undefined =>
  lines.findLast(({ direction, text }) => direction === 'received' && refusal.test(text))?.text;

/** Fields that hold words of a server: their name says nothing. */
const ofWords: ReadonlySet<string> = new Set([
  'data',
  'text',
  'words',
  'greeting',
  'reply',
  'detail',
  'value',
  'loginReply',
]);

/** `notAfter = 2026-11-01T00:00:00Z` */
function namedValue({ pointer, excerpt }: Evidence): string {
  if (excerpt === '') return '';
  const name = pointer.split('/').findLast((part) => part !== '' && !/^\d+$/u.test(part));
  return name === undefined || ofWords.has(name) ? excerpt : `${name} = ${excerpt}`;
}
