/** A small but complete report for the tests of rendering, bundles and tickets; every part can be replaced. */
import { message } from '../../../diagnostics/model/message.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Problem, Rival } from '../../../diagnostics/model/problem.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { ScopeDecision } from '../../../diagnostics/model/scope.ts';

export function sampleScope(part: Partial<ScopeDecision> = {}): ScopeDecision {
  return {
    decision: 'supported',
    responsible: 'provider',
    provider: 'example-hosting',
    product: 'shared-web',
    tier: null,
    topic: 'tls.certificate.validity',
    clause: {
      rule: 'certificates',
      section: '3.2',
      alsoSections: [],
      text: {
        en: 'We renew certificates that we issued.',
        fr: 'Nous renouvelons les certificats que nous avons émis.',
        nl: 'Wij vernieuwen certificaten die wij uitgaven.',
      },
      document: 'Support policy',
      version: '2026-01-01',
    },
    reading: null,
    conditions: [],
    firstStep: null,
    whoMayAsk: null,
    missingFacts: [],
    outcomes: [],
    cost: null,
    channel: {
      id: 'portal',
      kind: 'ticket',
      text: {
        en: 'Ticket in the client area',
        fr: 'Ticket dans l’espace client',
        nl: 'Ticket in de klantenzone',
      },
      address: 'https://my.example-hosting.test/tickets',
      hours: null,
      price: null,
    },
    otherChannels: [],
    priority: 'high',
    priorityText: {
      en: 'High: a service is down',
      fr: 'Haute : un service est en panne',
      nl: 'Hoog: een dienst ligt plat',
    },
    firstAnswerDue: '2026-11-21T15:00:00.000Z',
    dueReason: null,
    promises: [],
    slaCredit: null,
    ...part,
  };
}

export const sampleObservations: readonly Observation[] = [
  {
    id: 'tls www.example.test 192.0.2.10 443',
    kind: 'tls',
    endpoint: { name: 'www.example.test', address: '192.0.2.10', family: 4, port: 443 },
    attempt: 1,
    startedAt: '2026-11-21T13:03:12.000Z',
    durationMs: 41,
    input: { serverName: 'www.example.test' },
    data: { connectMs: 10 },
  },
  {
    id: 'smtp mail.example.test 192.0.2.25 587',
    kind: 'smtp',
    endpoint: { name: 'mail.example.test', address: '192.0.2.25', family: 4, port: 587 },
    attempt: 1,
    startedAt: '2026-11-21T13:03:13.000Z',
    durationMs: 80,
    input: { security: 'starttls', serverName: 'mail.example.test' },
    data: { greeting: '220 mail.example.test ESMTP', upgrade: 'done', transcript: [] },
  },
  {
    id: 'environment',
    kind: 'environment',
    endpoint: {},
    attempt: 1,
    startedAt: '2026-11-21T13:03:10.000Z',
    durationMs: 5,
    input: { hostNames: ['www.example.test'] },
    data: {
      platform: 'linux 6.1',
      runtime: 'node 24',
      tlsLibrary: 'openssl 3',
      interfaces: [],
      defaultRoutes: [],
      resolvers: ['192.0.2.53'],
      searchDomains: [],
      hostsEntries: [],
      proxies: [],
    },
  },
];

export const aRival = (excluded: boolean): Rival => ({
  faultDomain: 'customer_device',
  excluded,
  because: message('The clock of this computer is right.'),
  evidence: [],
});

export function sampleProblem(part: Partial<Problem> = {}): Problem {
  return {
    rule: 'R45',
    rootCause: 'tls.certificate.expired',
    subject: 'www.example.test:443',
    service: 'web',
    faultDomain: 'hosting_provider',
    side: 'provider',
    confidence: 'proven',
    headline: message('The certificate of www.example.test expired on 1 November.'),
    reason: message(
      'The server sends a certificate whose end date has passed; the clock of this computer is right.',
    ),
    nextStep: message('Send the ticket to the provider.'),
    limits: message('Whether an automatic renewal failed or none is set up.'),
    symptoms: ['expired-certificate www.example.test:443'],
    evidence: [
      {
        observation: 'tls www.example.test 192.0.2.10 443',
        pointer: '/data/tls/chain/0/notAfter',
        excerpt: '2026-11-01T00:00:00Z',
      },
    ],
    evidenceAgainst: [],
    missingControls: [],
    rivals: [aRival(true)],
    topic: 'tls.certificate.validity',
    scope: sampleScope(),
    ...part,
  };
}

export function sampleReport(part: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    id: 'fl-20261121-abc123',
    tool: { name: 'faultline', version: '0.1.0', rules: '2026-11-21' },
    status: 'problems_found',
    vantage: {
      ipv4: 'works',
      ipv6: 'absent',
      stamps: [],
      resolvers: ['192.0.2.53'],
      clockOffsetMs: 12,
      platform: 'linux 6.1',
      runtime: 'node 24',
      tlsLibrary: 'openssl 3',
    },
    provider: { id: 'example-hosting', version: '2026-01-01', recognisedBy: null },
    request: {
      target: {
        typed: 'example.test',
        domain: 'example.test',
        displayName: 'example.test',
        registrableDomain: 'example.test',
        isAddress: false,
        path: '/',
        user: null,
        notes: [],
      },
      symptom: 'everything',
      services: [],
      hosts: [],
      resolvers: [],
      provider: 'example-hosting',
      product: 'shared-web',
      tier: null,
      facts: {},
    },
    startedAt: '2026-11-21T13:03:10.000Z',
    finishedAt: '2026-11-21T13:03:15.000Z',
    ending: 'completed',
    problems: [sampleProblem()],
    findings: [
      {
        check: 'expired-certificate',
        subject: 'www.example.test:443',
        outcome: 'failed',
        level: 'error',
        message: message('The certificate ended on 1 November.'),
        evidence: sampleProblem().evidence,
      },
      {
        check: 'missing-smtp-greeting',
        subject: 'mail.example.test:587',
        outcome: 'passed',
        level: 'error',
        message: message('mail.example.test greets.'),
        evidence: [
          { observation: 'smtp mail.example.test 192.0.2.25 587', pointer: '/data/greeting', excerpt: '220' },
        ],
      },
      {
        check: 'unreachable-port',
        subject: 'mail.example.test:993',
        outcome: 'untested',
        level: 'error',
        message: message('Port 993 was not tried.'),
        evidence: [],
      },
    ],
    networkData: {
      schemaVersion: 1,
      rootServers: [],
      publicResolvers: [],
      anchors: [],
      anchorNames: [],
      portListeners: [],
      captivePortals: [],
      timeSources: [],
      tlsControlSites: [],
      trustAnchors: [],
      rdapServers: [],
      expiredNameServers: [],
    },
    observations: sampleObservations,
    redactions: [],
    ...part,
  };
}
