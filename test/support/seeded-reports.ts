/** Reports as an engine could hand them over before any redaction, with one secret seed at every place of one kind. */
import { message } from '../../diagnostics/model/message.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { Problem } from '../../diagnostics/model/problem.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import {
  sampleObservations,
  sampleProblem,
  sampleReport,
  sampleScope,
} from '../diagnostics/report/sample-report.ts';
import type { SecretSeed } from './secrets/seed.ts';

type Parts = Readonly<Record<string, unknown>>;

const observed = (kind: string, data: Parts, more: Parts = {}) => ({
  kind,
  endpoint: { name: 'x.example.test', address: '192.0.2.10', family: 4, port: 443 },
  attempt: 1,
  startedAt: '2026-11-21T13:03:12.000Z',
  durationMs: 5,
  input: {},
  data,
  ...more,
});

const dialogue = (more: Parts): Parts => ({ upgrade: 'not_tried', transcript: [], ...more });
const line = (direction: 'sent' | 'received', text: string): Parts => ({
  transcript: [{ direction, at: 1, text }],
});
const ftp = (more: Parts): Parts => dialogue({ login: 'not_tried', passive: [], ...more });
const sshProof: Parts = { method: 'password', hostKey: 'x' };
const dnsRecord = (record: Parts): Parts => ({
  messageBase64: Buffer.from(JSON.stringify(record)).toString('base64'),
  response: {
    rcode: 'NOERROR',
    flags: { aa: true, tc: false, rd: false, ra: false, ad: false, cd: false },
    answers: [{ name: 'example.test', type: 'TXT', ttl: 60, ...record }],
    authorities: [],
    additionals: [],
    edns: true,
    extendedErrors: [],
    size: 99,
  },
});

/** Everything that a probe, a file or a person can put into an observation as free text. */
const observations: Readonly<Record<string, (text: string) => Parts>> = {
  'words of a failure': (text) =>
    observed('tcp', {}, { failure: { code: 'rejected', operation: 'greet', detail: text.slice(0, 500) } }),
  'SMTP banner': (text) => observed('smtp', dialogue({ greeting: text })),
  'SMTP reply': (text) => observed('smtp', dialogue(line('received', text))),
  'SMTP command': (text) => observed('smtp', dialogue(line('sent', text))),
  'SMTP capability': (text) => observed('smtp', dialogue({ capabilities: [text] })),
  'IMAP reply': (text) => observed('imap', dialogue(line('received', text))),
  'POP3 banner': (text) => observed('pop3', dialogue({ greeting: text })),
  'FTP banner': (text) => observed('ftp', ftp({ greeting: text })),
  'FTP command': (text) => observed('ftp', ftp(line('sent', text))),
  'FTP reply to the login': (text) => observed('ftp', ftp({ loginReply: text })),
  'FTP feature': (text) => observed('ftp', ftp({ features: [text.slice(0, 500)] })),
  'FTP passive reply': (text) => observed('ftp', ftp({ passive: [{ command: 'PASV', reply: text }] })),
  'SSH identification': (text) =>
    observed('ssh', { identification: text.slice(0, 300) }, { input: { user: null } }),
  'SSH lines before it': (text) =>
    observed('ssh', { linesBefore: [text.slice(0, 500)] }, { input: { user: null } }),
  'SSH algorithm': (text) =>
    observed('ssh', { kexAlgorithms: [text.slice(0, 200)] }, { input: { user: null } }),
  'words of an SSH login': (text) =>
    observed('ssh-login', { login: 'refused', words: text.slice(0, 1000) }, { input: sshProof }),
  'words of a shell and of SFTP': (text) =>
    observed(
      'ssh-login',
      {
        login: 'accepted',
        shell: { state: 'ended', text: text.slice(0, 500) },
        sftp: { state: 'refused', text: text.slice(0, 500) },
      },
      { input: sshProof },
    ),
  'FTP reply to an upload': (text) =>
    observed('ftp', ftp({ upload: { file: 'x.txt', reply: text, removal: 'failed', removalReply: text } })),
  'HTTP body': (text) => observed('http', { bodyStart: `<html><p>${text}</p></html>` }),
  'HTTP header': (text) => observed('http', { headers: [{ name: 'x-debug', value: text }] }),
  'HTTP redirect': (text) => observed('http', { redirectsTo: `https://example.test/next?to=1&${text}` }),
  'HTTP address': (text) =>
    observed('http', {}, { input: { url: `https://example.test/?${text}`, method: 'GET' } }),
  'HTTP redirect as typed': (text) => observed('http', { redirectsTo: text }),
  'TXT record': (text) => observed('dns', dnsRecord({ value: text })),
  'fields of a record': (text) => observed('dns', dnsRecord({ value: 'x', fields: { value: text } })),
  'extended DNS error': (text) =>
    observed('dns', { response: { answers: [], extendedErrors: [{ code: 1, text }] } }),
  'registry entry': (text) => observed('rdap', { registrar: text.slice(0, 200) }),
  'status page': (text) => observed('status-feed', { incidents: [{ title: text.slice(0, 300), text }] }),
  'certificate subject': (text) => observed('tls', { tls: { chain: [{ subject: text }] } }),
  'proxy setting': (text) =>
    observed('environment', {
      ...sampleObservations[2]?.data,
      proxies: [{ source: 'env', value: text.slice(0, 500) }],
    }),
  'hosts file': (text) =>
    observed('environment', {
      ...sampleObservations[2]?.data,
      hostsEntries: [{ name: 'x', address: '192.0.2.1', file: text.slice(0, 300) }],
    }),
  'words of a bounce': (text) =>
    observed('delivery-status', {
      form: 'text',
      style: 'other',
      signedBy: [],
      authentication: [],
      recipients: [{ address: 'x@example.test', domain: 'example.test', action: 'failed', words: text }],
    }),
};

const request =
  (change: (text: string, sample: Report) => Partial<Report['request']>) =>
  (text: string): Partial<Report> => {
    const sample = sampleReport();
    return { request: { ...sample.request, ...change(text, sample) } };
  };
const inProblem =
  (change: (text: string) => Partial<Problem>) =>
  (text: string): Partial<Report> => ({
    problems: [sampleProblem(change(text))],
  });
const pack = (text: string): Parts => ({ en: text, fr: text, nl: text });

/** What is no observation: what the person typed, what rules quote, what a policy says. One report a seed. */
const elsewhere: Readonly<Record<string, (text: string) => Partial<Report>>> = {
  'typed target': request((text, { request: { target } }) => ({
    target: { ...target, typed: text.slice(0, 400) },
  })),
  'path of the target': request((text, { request: { target } }) => ({
    target: { ...target, path: `/?${text}` },
  })),
  'shown name of the target': request((text, { request: { target } }) => ({
    target: { ...target, displayName: text },
  })),
  'note on the target': request((text, { request: { target } }) => ({
    target: { ...target, notes: [message('x.note', { text })] },
  })),
  'answer for the ticket': request((text) => ({ facts: { 'ticket.tried': text, 'ticket.since': text } })),
  'other answer': request((text) => ({ facts: { anything: text } })),
  host: request((text) => ({ hosts: [text.slice(0, 255)] })),
  'mail setting': request((text) => ({
    mailSettings: [{ protocol: 'imap', host: text.slice(0, 255), port: 993, security: 'implicit' }],
  })),
  headline: inProblem((text) => ({ headline: message('report.title', { name: text, time: text }) })),
  'reason and next step': inProblem((text) => ({
    reason: message('report.title', { name: text, time: text }),
    nextStep: message('report.title', { name: text, time: text }),
    limits: message('report.title', { name: text, time: text }),
  })),
  'subject of a problem': inProblem((text) => ({ subject: text })),
  evidence: inProblem((text) => ({
    evidence: [
      {
        observation: sampleObservations[1]?.id ?? '',
        pointer: '/data/greeting',
        excerpt: text.slice(0, 500),
      },
    ],
    evidenceAgainst: [
      {
        observation: sampleObservations[1]?.id ?? '',
        pointer: '/data/greeting',
        excerpt: text.slice(0, 500),
      },
    ],
  })),
  'text of a policy': inProblem((text) => ({
    scope: sampleScope({
      clause: {
        rule: 'x',
        section: '1',
        alsoSections: [],
        text: pack(text),
        document: text.slice(0, 200),
        version: '1',
      },
      conditions: [pack(text)],
      firstStep: pack(text),
      whoMayAsk: pack(text),
      cost: { text: pack(text), amount: 1, currency: 'EUR' },
      priorityText: pack(text),
      missingFacts: [{ key: 'impact', question: pack(text), values: [], affects: 'priority' }],
    }),
  })),
  finding: (text) => ({
    findings: [
      {
        check: 'x',
        subject: text,
        outcome: 'failed',
        level: 'error',
        message: message('report.title', { name: text, time: text }),
        evidence: [],
      },
    ],
  }),
  remark: (text) => ({
    remarks: [
      { id: 'x', message: message('report.title', { name: text, time: text }), evidence: [] },
    ] as never,
  }),
};

export interface SeededPlace {
  readonly place: string;
  /** What the report holds at this place, for one seed: enough for a redactor, and quick. */
  part(seed: SecretSeed): unknown;
  /** Whole reports, each seed in one of them and cited by a problem, where the place lets several stand. */
  reports(seeds: readonly SecretSeed[]): readonly Report[];
}

const longest = ({ text }: SecretSeed): string => text.slice(0, 2000);

export const seededPlaces: readonly SeededPlace[] = [
  ...Object.entries(observations).map(([place, make]): SeededPlace => ({
    place,
    part: (seed) => ({ observations: [make(longest(seed))] }),
    reports: (seeds) => [
      sampleReport({
        observations: seeds.map(
          (seed, index) => ({ ...make(longest(seed)), id: `seed ${index}` }) as unknown as Observation,
        ),
        problems: seeds.map(({ text }, index) =>
          sampleProblem({
            evidence: [{ observation: `seed ${index}`, pointer: '/data/x', excerpt: text.slice(0, 500) }],
          }),
        ),
      }),
    ],
  })),
  ...Object.entries(elsewhere).map(([place, make]): SeededPlace => ({
    place,
    part: (seed) => make(longest(seed)),
    reports: (seeds) => seeds.map((seed) => sampleReport(make(longest(seed)))),
  })),
];
