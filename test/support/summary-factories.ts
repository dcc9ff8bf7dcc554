/** Runs as the history keeps them; every factory takes a partial. */
import { message } from '../../diagnostics/model/message.ts';
import {
  RUN_SUMMARY_VERSION,
  type Expiry,
  type RunSummary,
  type SummarisedProblem,
} from '../../diagnostics/model/run-summary.ts';
import { services } from '../../diagnostics/model/vocabulary.ts';

export const aSummarisedProblem = (partial: Partial<SummarisedProblem> = {}): SummarisedProblem => ({
  rule: 'R55',
  rootCause: 'tls.certificate.expired',
  topic: 'tls.certificate.validity',
  subject: 'mail.provider.test (993)',
  service: 'mail',
  side: 'provider',
  faultDomain: 'hosting_provider',
  confidence: 'proven',
  level: 'error',
  headline: message('verdict.R55.headline', {
    host: 'mail.provider.test',
    names: '',
    notAfter: '',
    issuer: '',
  }),
  decision: 'supported',
  responsible: 'provider',
  clause: '3.2',
  firstAnswerDue: null,
  sharedIn: { kind: 'certificate', name: 'mail.provider.test' },
  sharedCauseKey: 'tls.certificate.expired certificate AA:BB',
  ...partial,
});

/** Lies in the domain itself, and is shared with nobody. */
export const ownProblem = (domain: string, partial: Partial<SummarisedProblem> = {}): SummarisedProblem =>
  aSummarisedProblem({
    rule: 'R22',
    rootCause: 'dns.no_delegation',
    topic: 'domain.registration',
    subject: domain,
    service: 'dns',
    side: 'third_party',
    faultDomain: 'registrar',
    headline: message('cause.dns.no_delegation.headline', { subject: domain }),
    sharedIn: { kind: 'domain', name: domain },
    sharedCauseKey: `dns.no_delegation domain ${domain}`,
    ...partial,
  });

export const anExpiry = (partial: Partial<Expiry> = {}): Expiry => ({
  kind: 'certificate',
  at: '2026-12-01T00:00:00.000Z',
  names: ['mail.provider.test'],
  shownBy: ['mail.provider.test:993'],
  fingerprint: 'AA:BB',
  ...partial,
});

/** Healthy, unless problems are given. */
export const aSummary = (partial: Partial<RunSummary> = {}): RunSummary => {
  const startedAt = partial.startedAt ?? '2026-11-20T06:00:00.000Z';
  return {
    schemaVersion: RUN_SUMMARY_VERSION,
    report: null,
    domain: 'client.test',
    displayName: partial.domain ?? 'client.test',
    client: null,
    tags: [],
    provider: 'example-hosting',
    product: null,
    services,
    startedAt,
    finishedAt: startedAt,
    status: (partial.problems ?? []).length > 0 ? 'problems_found' : 'healthy',
    ending: 'completed',
    problems: [],
    expiries: [],
    undiagnosed: null,
    ...partial,
  };
};

export const dayOf = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;

/** A run that came to a report. */
export const aRunSummary = (partial: Partial<RunSummary> = {}): RunSummary =>
  aSummary({ report: 'kept', ...partial });
