/** Compares two reports on one target: what differs between the two seats, and what that decides. */
import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import { findingId } from '../model/finding.ts';
import type { Message } from '../model/message.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { readFacts, type Facts } from '../model/view/facts.ts';
import { connectionTries, portState } from '../model/view/sessions.ts';
import type { ProviderPack } from '../scope/index.ts';
import { judge, type Levels } from './judge.ts';
import { withReportsBeside } from './merge-views.ts';

export interface CompareOptions {
  readonly packs: readonly ProviderPack[];
  readonly levels: Levels;
  readonly toolVersion: string;
  /** When it is asked, RFC 3339. */
  readonly now: string;
}

export type CompareResult =
  | { readonly ok: true; readonly value: Comparison }
  | { readonly ok: false; readonly error: Message };

const factsOf = ({ request, networkData, observations }: Report): Facts =>
  readFacts({ request, networkData, observations, provider: null });

const seatOf = ({ id, startedAt, finishedAt, status, vantage }: Report): Comparison['first'] => ({
  report: id,
  startedAt,
  finishedAt,
  status,
  vantage,
});

/** Ports of the target, controls left out, that one seat got through to and the other did not. */
function differingPorts(first: Facts, second: Facts): Comparison['ports'] {
  const tried = [first, second].flatMap((facts) =>
    connectionTries(facts).filter((each) => each.control === undefined),
  );
  const places = new Map(
    tried.flatMap(({ endpoint: { address, port } }) =>
      address === undefined || port === undefined ? [] : [[`${address} ${port}`, { address, port }] as const],
    ),
  );
  return [...places.values()]
    .map(({ address, port }) => ({
      address,
      port,
      first: portState(first, address, port),
      second: portState(second, address, port),
    }))
    .filter((each) => each.first !== each.second && [each.first, each.second].includes('open'))
    .filter((each) => each.first !== 'unknown' && each.second !== 'unknown')
    .sort((a, b) => (a.address < b.address ? -1 : Number(a.address > b.address)) || a.port - b.port);
}

/** `passed` and `inapplicable` are both no trouble: a difference between them is none. */
const isTrouble = (outcome: Finding['outcome'] | null): boolean => outcome === 'failed';

function differingFindings(first: Report, second: Report): Comparison['findings'] {
  const byId = ({ findings }: Report) => new Map(findings.map((each) => [findingId(each), each]));
  const [mine, theirs] = [byId(first), byId(second)];
  return [...new Map([...mine, ...theirs])].flatMap(([id, { check, subject }]) => {
    const [a, b] = [mine.get(id)?.outcome ?? null, theirs.get(id)?.outcome ?? null];
    return isTrouble(a) === isTrouble(b) ? [] : [{ check, subject, first: a, second: b }];
  });
}

/** The same thing, said as surely of the same side. */
const isSaidAlready = (problem: Problem, alone: readonly Problem[]): boolean =>
  alone.some(
    (each) =>
      each.rootCause === problem.rootCause &&
      each.subject === problem.subject &&
      each.faultDomain === problem.faultDomain &&
      each.confidence === problem.confidence,
  );

/** Both are judged by today's rules; nothing of their stored verdicts is used. */
export function compareReports(first: Report, second: Report, options: CompareOptions): CompareResult {
  const laid = withReportsBeside(first, [second]);
  if (!laid.ok) return laid;
  const bare = (report: Report): Report => ({
    ...report,
    observations: report.observations.filter((each) => each.view === undefined),
  });
  const [alone, other] = [judge(bare(first), options), judge(bare(second), options)];
  const merged = judge(laid.value, options);
  const view = merged.views?.[0];
  return {
    ok: true,
    value: {
      schemaVersion: 1,
      target: first.request.target.displayName,
      first: seatOf(alone),
      second: seatOf(other),
      standing: view?.standing ?? 'offline',
      gapMs: view?.gapMs ?? 0,
      ports: differingPorts(factsOf(alone), factsOf(other)),
      findings: differingFindings(alone, other),
      decided: merged.problems.flatMap((problem, index) =>
        isSaidAlready(problem, alone.problems) ? [] : [index],
      ),
      merged,
    },
  };
}
