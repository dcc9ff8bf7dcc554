/** The board without its words: how a client stands, what changed, who shares a cause. */
import { describe, expect, it } from 'vitest';
import type { DomainTrend } from '../../../../diagnostics/model/domain-trend.ts';
import type { RunSummary } from '../../../../diagnostics/model/run-summary.ts';
import type { BoardFilter } from '../../../../main/contract/board.ts';
import { arrange, flat, sharedCauses, type Line } from '../../../../main/engine-process/board/arrange.ts';
import { trendOf } from '../../../../diagnostics/index.ts';
import {
  boardClient as clientOf,
  changeOf,
  worstFirst,
  type BoardClient,
} from '../../../../main/engine-process/board/board-client.ts';
import { passes } from '../../../../main/engine-process/board/filter.ts';
import { STARTED_AT } from '../../../support/factories.ts';
import { aRunSummary, aSummarisedProblem, ownProblem } from '../../../support/summary-factories.ts';

/** The runs of one domain, the newest first, an hour apart. */
function inTime(now: RunSummary, before: RunSummary | null): readonly RunSummary[] {
  const hour = (hours: number): string => new Date(Date.parse(STARTED_AT) + hours * 3_600_000).toISOString();
  return before === null
    ? [now]
    : [
        { ...now, startedAt: hour(1) },
        { ...before, startedAt: hour(0) },
      ];
}
function trendAfter(now: RunSummary, before: RunSummary | null): DomainTrend {
  const trend = trendOf(inTime(now, before));
  if (trend === null) throw new Error('no runs');
  return trend;
}
const boardClient = (now: RunSummary, before: RunSummary | null = null): BoardClient =>
  clientOf(now, trendAfter(now, before));
const said = { key: 'report.status.could_not_diagnose', values: {} };

const healthy = aRunSummary();
const expired = aSummarisedProblem();
const listed = aSummarisedProblem({
  rootCause: 'mail.sender_listed',
  sharedCauseKey: 'mail.sender_listed address 192.0.2.1',
});
const unsure = aSummarisedProblem({
  side: 'undetermined',
  faultDomain: 'undetermined',
  confidence: 'possible',
});
const failed = aRunSummary({ report: null, status: 'could_not_diagnose', undiagnosed: said });
const unclear = aRunSummary({ status: 'could_not_diagnose', undiagnosed: said });
const cut = aRunSummary({ status: 'incomplete', ending: 'cancelled', undiagnosed: said });
const withProblems = (...problems: RunSummary['problems']): RunSummary => aRunSummary({ problems });

describe('how a client stands', () => {
  it.each([
    ['healthy', healthy],
    ['broken', withProblems(expired)],
    ['broken', withProblems(unsure, expired)],
    ['suspected', withProblems(unsure)],
    ['suspected', withProblems(aSummarisedProblem({ confidence: 'possible' }))],
    ['failed', failed],
    ['could_not_tell', unclear],
    ['not_tested', cut],
    ['broken', { ...cut, problems: [expired] }],
  ] as const)('%s', (state, summary) => {
    expect(boardClient(summary).state).toBe(state);
  });

  it('names the worst problem first, and keeps its number in the report', () => {
    const { problems } = boardClient(withProblems(unsure, expired));
    expect(problems.map(({ index, rank }) => [index, rank])).toEqual([
      [1, 0],
      [0, 3],
    ]);
  });
});

describe('the change since the run before', () => {
  it.each([
    ['first', withProblems(expired), null],
    ['new', withProblems(expired), healthy],
    ['worse', withProblems(expired, listed), withProblems(expired)],
    ['worse', withProblems(listed), withProblems(expired)],
    ['better', withProblems(expired), withProblems(expired, listed)],
    ['gone', healthy, withProblems(expired)],
    ['same', withProblems(expired), withProblems({ ...expired, confidence: 'likely' })],
    ['same', healthy, healthy],
    ['moved', withProblems({ ...expired, side: 'customer' }), withProblems(expired)],
    ['unknown', unclear, withProblems(expired)],
    ['unknown', cut, healthy],
    ['unknown', healthy, failed],
    ['unknown', withProblems(expired), unclear],
  ] as const)('%s', (change, now, before) => {
    expect(changeOf(trendAfter(now, before))).toBe(change);
  });
});

/** Lines as short words, so that a whole list can be compared at a glance. */
const inShort = (line: Line): string => {
  if (line.type === 'client') return `${line.isBelow ? '  ' : ''}${line.client.summary.domain}`;
  const fold = line.isOpen ? '-' : '+';
  return line.type === 'cause'
    ? `${fold} ${line.cause.key}: ${line.cause.clients.length}, ${line.listed} here`
    : `${fold} ${line.state}: ${line.listed}`;
};

const board = [
  aRunSummary({ domain: 'fine.test' }),
  aRunSummary({ domain: 'both.test', problems: [listed, expired] }),
  aRunSummary({ domain: 'a.test', problems: [expired] }),
  aRunSummary({ domain: 'b.test', problems: [expired] }),
  aRunSummary({ domain: 'c.test', problems: [{ ...listed, confidence: 'likely' }] }),
  aRunSummary({ domain: 'alone.test', problems: [ownProblem('alone.test')] }),
  aRunSummary({ domain: 'unsure.test', problems: [unsureOf('unsure.test')] }),
  { ...failed, domain: 'no domain' },
  { ...unclear, domain: 'silent.test' },
  { ...cut, domain: 'cut.test' },
].map((summary) => boardClient(summary));
board.sort(worstFirst);

function unsureOf(domain: string) {
  return ownProblem(domain, { side: 'undetermined', confidence: 'possible' });
}

describe('the list', () => {
  it('goes from the worst to the best', () => {
    expect(flat(board).map(inShort)).toEqual([
      'both.test',
      'a.test',
      'alone.test',
      'b.test',
      'c.test',
      'unsure.test',
      'no domain',
      'silent.test',
      'cut.test',
      'fine.test',
    ]);
  });

  it('puts every client once, under the worst cause that it shares', () => {
    const lines = arrange({ shown: board, causes: sharedCauses(board), closed: new Set() });
    expect(lines.map(inShort)).toEqual([
      '- tls.certificate.expired certificate AA:BB: 3, 3 here',
      '  both.test',
      '  a.test',
      '  b.test',
      '- mail.sender_listed address 192.0.2.1: 2, 1 here',
      '  c.test',
      '- broken: 1',
      '  alone.test',
      '- suspected: 1',
      '  unsure.test',
      '- failed: 1',
      '  no domain',
      '- could_not_tell: 1',
      '  silent.test',
      '- not_tested: 1',
      '  cut.test',
      '- healthy: 1',
      '  fine.test',
    ]);
  });

  it('leaves a client that has something worse of its own where that belongs', () => {
    const own = boardClient(
      aRunSummary({
        domain: 'own.test',
        problems: [ownProblem('own.test'), { ...listed, confidence: 'likely' }],
      }),
    );
    const all = [...board, own].sort(worstFirst);
    const lines = arrange({ shown: all, causes: sharedCauses(all), closed: new Set() }).map(inShort);
    expect(lines.slice(lines.indexOf('- broken: 2'), lines.indexOf('- suspected: 1'))).toEqual([
      '- broken: 2',
      '  own.test',
      '  alone.test',
    ]);
    expect(lines.filter((line) => line.startsWith('- mail'))).toEqual([
      '- mail.sender_listed address 192.0.2.1: 3, 2 here',
    ]);
  });

  it('hides what is folded, and counts a cause whole whatever the filter shows', () => {
    const shown = board.filter(
      ({ summary }) => summary.domain === 'a.test' || summary.domain === 'fine.test',
    );
    const lines = arrange({ shown, causes: sharedCauses(board), closed: new Set(['rest:healthy']) });
    expect(lines.map(inShort)).toEqual([
      '- tls.certificate.expired certificate AA:BB: 3, 1 here',
      '  a.test',
      '+ healthy: 1',
    ]);
  });

  it('counts a client once for a cause that it has twice', () => {
    const twice = boardClient(withProblems(expired, { ...expired, subject: 'mail.host.test:465' }));
    expect(sharedCauses([twice])).toEqual([]);
  });
});

describe('the filter', () => {
  const all: BoardFilter = {
    text: '',
    state: null,
    change: null,
    provider: null,
    side: null,
    service: null,
    tag: null,
  };
  const client = boardClient(
    aRunSummary({ provider: 'webcanyon', tags: ['shops', 'gold'], problems: [expired] }),
    healthy,
  );
  it.each<[boolean, Partial<BoardFilter>]>([
    [true, {}],
    [
      true,
      {
        state: 'broken',
        change: 'new',
        provider: 'webcanyon',
        side: 'provider',
        service: 'mail',
        tag: 'gold',
      },
    ],
    [false, { state: 'healthy' }],
    [false, { change: 'gone' }],
    [false, { provider: 'other' }],
    [false, { side: 'customer' }],
    [false, { service: 'web' }],
    [false, { tag: 'silver' }],
    [true, { text: '  Expired  BAKERY ' }],
    [false, { text: 'bakery florist' }],
  ])('%s: %j', (expected, filter) => {
    expect(passes(client, { ...all, ...filter }, () => 'bakery.test certificate expired')).toBe(expected);
  });
});
