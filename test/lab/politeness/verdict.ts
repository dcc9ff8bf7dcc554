// Is a run polite? At most three connections to one port of one address, one try to log in, and every conversation ended as
// its protocol wants. Pure.

import type { Connects } from './connects.ts';
import { isForQuestions } from './connects.ts';
import type { Visits } from './logs.ts';

export interface Politeness {
  readonly connects: readonly Connects[];
  readonly visits: readonly Visits[];
  /** Why the run itself gave no answer. */
  readonly failure: string | null;
}

const CONNECTS_AT_MOST = 3;
const LOGINS_AT_MOST = 1;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export interface Expectation {
  /** Servers of this world that break conversations off themselves, so that their visitor cannot end them. */
  readonly mayCut?: readonly string[];
  /** Servers that must have noticed the run: a log that nobody writes finds nobody rude. */
  readonly mustNotice?: readonly string[];
}

export function complaintsAbout(
  { connects, visits, failure }: Politeness,
  { mayCut = [], mustNotice = [] }: Expectation = {},
): readonly string[] {
  const logins = sum(visits.map((each) => each.logins));
  return [
    ...(failure === null ? [] : [`no answer: ${failure}`]),
    ...connects
      .filter((each) => each.count > CONNECTS_AT_MOST && !isForQuestions(each))
      .map(({ address, port, count }) => `${count} connections to ${address} port ${port}`),
    ...(logins > LOGINS_AT_MOST ? [`${logins} tries to log in`] : []),
    ...visits
      .filter(({ server, connects: seen }) => mustNotice.includes(server) && seen === 0)
      .map(({ server }) => `${server} noticed nothing: its log is not read`),
    ...visits
      .filter(({ server }) => !mayCut.includes(server))
      .flatMap(({ server, cut }) => cut.map((line) => `${server}: broken off: ${line}`)),
  ];
}

export function summaryOf({ connects, visits }: Politeness): string {
  const most = [...connects].filter((each) => !isForQuestions(each)).sort((a, b) => b.count - a.count)[0];
  const logged = sum(visits.map((each) => each.connects));
  const at = most === undefined ? 'none' : `${most.count} at ${most.address} port ${most.port}`;
  return `${sum(connects.map((each) => each.count))} connections (most: ${at}), ${logged} in the servers' logs, ${sum(visits.map((each) => each.logins))} logins`;
}
