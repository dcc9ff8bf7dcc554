/** A report as a page of facts: pure, so that a report from anywhere can be put beside others. */
import { findingId } from '../../model/finding.ts';
import { message, type Message } from '../../model/message.ts';
import type { Problem } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import {
  RUN_SUMMARY_VERSION,
  type Expiry,
  type RunSummary,
  type SummarisedProblem,
} from '../../model/run-summary.ts';
import type { Level } from '../../model/vocabulary.ts';
import { readFacts, type Facts } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { registrationOf } from '../../model/view/registration.ts';
import { sessionsWithCertificates } from '../../model/view/sessions.ts';
import { sharedCause } from './shared-cause.ts';

/** What a reseller's list says of a client beside the domain. */
export interface ClientFacts {
  readonly client?: string | null;
  readonly tags?: readonly string[];
}

export function summarise(report: Report, { client = null, tags = [] }: ClientFacts = {}): RunSummary {
  const { request } = report;
  const { domain, displayName } = request.target;
  const byId = new Map(report.observations.map((each) => [each.id, each]));
  return {
    schemaVersion: RUN_SUMMARY_VERSION,
    report: report.id,
    domain,
    displayName,
    client,
    tags,
    provider: report.provider?.id ?? request.provider,
    product: request.product,
    services: request.services,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    status: report.status,
    ending: report.ending,
    problems: report.problems.map((problem) =>
      summarisedProblem(problem, { ...sharedCause(report, problem, byId), level: levelOf(report, problem) }),
    ),
    expiries: expiriesOf(readFacts({ ...report, provider: null })),
    undiagnosed: undiagnosedBecause(report),
  };
}

/** A line of a list for which there is no report at all: the domain is none, or the run failed. */
export interface Unreported extends ClientFacts {
  readonly domain: string;
  readonly provider?: string | null;
  readonly product?: string | null;
  /** RFC 3339. */
  readonly at: string;
  readonly because: Message;
}

export const summariseUnreported = ({
  domain,
  client = null,
  tags = [],
  provider = null,
  product = null,
  at,
  because,
}: Unreported): RunSummary => ({
  schemaVersion: RUN_SUMMARY_VERSION,
  report: null,
  domain: domain.slice(0, 300),
  displayName: domain.slice(0, 300),
  client,
  tags,
  provider,
  product,
  services: [],
  startedAt: at,
  finishedAt: at,
  status: 'could_not_diagnose',
  ending: 'completed',
  problems: [],
  expiries: [],
  undiagnosed: because,
});

const summarisedProblem = (
  { scope, ...problem }: Problem,
  more: Pick<SummarisedProblem, 'sharedIn' | 'sharedCauseKey' | 'level'>,
): SummarisedProblem => ({
  rule: problem.rule,
  rootCause: problem.rootCause,
  topic: problem.topic,
  subject: problem.subject,
  service: problem.service,
  side: problem.side,
  faultDomain: problem.faultDomain,
  confidence: problem.confidence,
  headline: problem.headline,
  decision: scope.decision,
  responsible: scope.responsible,
  clause: scope.clause?.section ?? null,
  firstAnswerDue: scope.firstAnswerDue,
  ...more,
});

/** A problem that explains no finding stands on measurements alone, and counts as an error. */
function levelOf({ findings }: Report, { symptoms }: Problem): Level {
  const explained = new Set(symptoms);
  const levels = findings.filter((each) => explained.has(findingId(each))).map(({ level }) => level);
  if (levels.length === 0 || levels.includes('error')) return 'error';
  return levels.includes('warning') ? 'warning' : 'note';
}

/** The weightiest reason first: a run that was stopped tells little, whatever its status. */
function undiagnosedBecause({ ending, status, vantage }: Report): Message | null {
  if (ending !== 'completed') return message(`history.undiagnosed.${ending}`);
  if (status === 'problems_found' || status === 'healthy') return null;
  const seat = (['offline', 'captive_portal'] as const).find((each) => vantage.stamps.includes(each));
  return message(`history.undiagnosed.${seat ?? status}`);
}

const NAMES_AT_MOST = 20;

function expiriesOf(facts: Facts): readonly Expiry[] {
  const certificates = new Map<string, Expiry>();
  for (const { session, subject } of sessionsWithCertificates(facts)) {
    const leaf = session.chain[0]!;
    const known = certificates.get(leaf.fingerprint256);
    certificates.set(leaf.fingerprint256, {
      kind: 'certificate',
      at: leaf.notAfter,
      names: leaf.dnsNames.slice(0, NAMES_AT_MOST),
      shownBy: [...new Set([...(known?.shownBy ?? []), subject])],
      fingerprint: leaf.fingerprint256,
    });
  }
  return [...certificates.values(), ...registrationExpiry(facts)].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function registrationExpiry(facts: Facts): readonly Expiry[] {
  const registration = registrationOf(facts);
  if (registration.status !== 'present' || registration.expiresAt === undefined) return [];
  return [
    {
      kind: 'domain',
      at: new Date(registration.expiresAt).toISOString(),
      names: [mailDomain(facts)],
      shownBy: [],
      fingerprint: null,
    },
  ];
}
