import { describe, expect, it } from 'vitest';
import { summarise } from '../../../diagnostics/index.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { RootCauseId } from '../../../diagnostics/model/root-causes.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { sampleProblem, sampleReport } from './sample-report.ts';

interface Case {
  readonly client: string;
  readonly rootCause: RootCauseId;
  readonly host?: string;
  readonly address?: string;
  readonly fingerprint?: string;
  readonly subject?: string;
  readonly kind?: 'tls' | 'dns';
}

/** One client’s report with one problem that rests on one measurement. */
function reportOf(each: Case): Report {
  const {
    client,
    rootCause,
    host = `www.${client}`,
    address = '192.0.2.10',
    fingerprint,
    kind = 'tls',
  } = each;
  const seen = {
    id: 'the-measurement',
    kind,
    endpoint: { name: host, address, family: address.includes(':') ? 6 : 4, port: kind === 'dns' ? 53 : 443 },
    attempt: 1,
    startedAt: '2026-11-21T13:03:12.000Z',
    durationMs: 10,
    input: kind === 'dns' ? { name: client, type: 'SOA' } : { serverName: host },
    data:
      fingerprint === undefined
        ? {}
        : {
            connectMs: 1,
            tls: {
              serverName: host,
              chainSource: 'wire',
              chain: [
                {
                  fingerprint256: fingerprint,
                  dnsNames: ['mail.provider.test'],
                  notAfter: '2026-12-01T00:00:00.000Z',
                },
              ],
            },
          },
  } as unknown as Observation;
  const base = sampleReport();
  const target = { ...base.request.target, domain: client, displayName: client, registrableDomain: client };
  return sampleReport({
    request: { ...base.request, target },
    observations: [seen],
    problems: [
      sampleProblem({
        rootCause,
        subject: each.subject ?? host,
        service: 'web',
        evidence: [{ observation: 'the-measurement', pointer: '', excerpt: '' }],
      }),
    ],
  });
}

const keyOf = (each: Case): string => summarise(reportOf(each)).problems[0]?.sharedCauseKey ?? '';
type Part = Omit<Case, 'client' | 'rootCause'>;

describe('the key of a shared cause', () => {
  const here: Part = { address: '192.0.2.10' };
  it.each<[string, RootCauseId, Part, Part]>([
    [
      'the same certificate under two names',
      'tls.certificate.expired',
      { host: 'mail.a.test', fingerprint: 'AA' },
      { host: 'mail.b.test', fingerprint: 'AA' },
    ],
    ['the same machine', 'server.down', here, here],
    ['the same service of a machine', 'service.stopped', here, here],
    [
      'the same server by its own name',
      'tls.certificate.name_mismatch',
      { host: 'mx.provider.test' },
      { host: 'MX.provider.test' },
    ],
    [
      'the same name servers',
      'dns.server_silent',
      { kind: 'dns', host: 'ns1.provider.test' },
      { kind: 'dns', host: 'ns1.provider.test' },
    ],
    [
      'the same address on a list',
      'mail.sender_listed',
      { subject: '192.0.2.99' },
      { subject: '192.0.2.99' },
    ],
    ['this computer', 'network.port_filtered', here, { address: '192.0.2.77' }],
  ])('is equal for two clients of %s', (_, rootCause, one, other) => {
    expect(keyOf({ client: 'a.test', rootCause, ...one })).toBe(
      keyOf({ client: 'b.test', rootCause, ...other }),
    );
  });

  it.each<[string, RootCauseId, Part, Part]>([
    ['two certificates', 'tls.certificate.expired', { fingerprint: 'AA' }, { fingerprint: 'BB' }],
    ['two machines', 'server.down', here, { address: '192.0.2.11' }],
    ['names of their own on one server', 'tls.certificate.name_mismatch', here, here],
    [
      'name servers of their own',
      'dns.server_silent',
      { kind: 'dns', host: 'ns.a.test' },
      { kind: 'dns', host: 'ns.b.test' },
    ],
    ['records of their own zones', 'mail.spf.missing', here, here],
    ['pages of their own on one server', 'web.server_error', here, here],
  ])('differs for %s', (_, rootCause, one, other) => {
    expect(keyOf({ client: 'a.test', rootCause, ...one })).not.toBe(
      keyOf({ client: 'b.test', rootCause, ...other }),
    );
  });

  it('differs for two root causes in one thing', () => {
    const part = { client: 'a.test', address: '192.0.2.10' };
    expect(keyOf({ ...part, rootCause: 'server.down' })).not.toBe(
      keyOf({ ...part, rootCause: 'server.client_blocked' }),
    );
  });
});

describe('a summary', () => {
  it('names what is shared in words for people', () => {
    const { problems } = summarise(
      reportOf({ client: 'a.test', rootCause: 'tls.certificate.expired', fingerprint: 'AA' }),
    );
    expect(problems[0]?.sharedIn).toEqual({ kind: 'certificate', name: 'mail.provider.test' });
  });

  it.each([
    ['completed', 'healthy', null],
    ['completed', 'problems_found', null],
    ['completed', 'could_not_diagnose', 'history.undiagnosed.could_not_diagnose'],
    ['completed', 'incomplete', 'history.undiagnosed.incomplete'],
    ['cancelled', 'problems_found', 'history.undiagnosed.cancelled'],
    ['deadline_exceeded', 'healthy', 'history.undiagnosed.deadline_exceeded'],
  ] as const)('of a run that ended %s as %s: why there is no whole diagnosis', (ending, status, key) => {
    expect(summarise(sampleReport({ ending, status })).undiagnosed?.key ?? null).toBe(key);
  });

  it('carries the client of the list', () => {
    expect(summarise(sampleReport(), { client: 'Bakery', tags: ['gold'] })).toMatchObject({
      client: 'Bakery',
      tags: ['gold'],
    });
  });
});
