import { describe } from 'vitest';
import { brokenMtaSts } from '../../../../diagnostics/checks/mail/broken-mta-sts.ts';
import type { DataOf } from '../../../../diagnostics/model/observation.ts';
import { controlSites } from '../../../support/attribution-factories.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aFailure } from '../../../support/factories.ts';
import { denied, exchangers, MX_HOST, texts, timedOut } from '../../../support/mail-record-factories.ts';
import { aPage, aSession } from '../../../support/service-factories.ts';

const name = '_mta-sts.example.test';
const host = 'mta-sts.example.test';
const record = texts(name, 'v=STSv1; id=20260301');
const lines = (mode: string, ...patterns: readonly string[]): string =>
  ['version: STSv1', `mode: ${mode}`, 'max_age: 604800', ...patterns.map((each) => `mx: ${each}`)].join(
    '\r\n',
  );
const own = aSession({ dnsNames: [host], commonName: host });
const page = (data: Partial<DataOf<'http'>>) =>
  aPage(`https://${host}/.well-known/mta-sts.txt`, { data: { tls: own, status: 200, ...data } });
const policy = (bodyStart: string) => [record, exchangers(MX_HOST), page({ bodyStart })];

describe('broken-mta-sts', () => {
  checkCases(brokenMtaSts, [
    ['passes where the policy names the mail server', policy(lines('enforce', MX_HOST)), 'passed'],
    ['lets a pattern stand for one label', policy(lines('enforce', '*.example.test')), 'passed'],
    [
      'does not let it stand for two',
      [record, exchangers('a.b.example.test'), page({ bodyStart: lines('enforce', '*.example.test') })],
      'failed.exchanger',
    ],
    [
      'fails for a mail server that the policy leaves out',
      policy(lines('testing', 'mx.elsewhere.test')),
      'failed.exchanger',
    ],
    ['passes for a policy that is taken back', policy(lines('none')), 'passed'],
    [
      'fails for a file without a mode',
      policy('version: STSv1\nmx: mx.example.test\nmax_age: 1'),
      'failed.policy',
    ],
    ['fails for a web page in its place', policy('<html>Not here</html>'), 'failed.policy'],
    ['fails for a redirect', [record, page({ status: 301 })], 'failed.status'],
    [
      'fails for a certificate of another name',
      [record, page({ tls: aSession({ dnsNames: ['www.example.test'], commonName: null }) })],
      'failed.certificate',
    ],
    [
      'fails for a certificate that ended',
      [record, page({ tls: aSession({ dnsNames: [host], notAfter: '2025-01-01T00:00:00Z' }) })],
      'failed.certificate',
    ],
    [
      'cannot tell where certificates are replaced near this seat',
      [record, ...controlSites('nobody'), page({ tls: aSession({ dnsNames: ['shield.test'] }) })],
      'cantTell',
    ],
    ['fails for a host without an address', [record, denied(host, 'A'), denied(host, 'AAAA')], 'failed.host'],
    [
      'is untested where the address of the host could not be looked up',
      [record, timedOut(host, 'A'), timedOut(host, 'AAAA')],
      'untested',
    ],
    ['fails for a record without an id', [texts(name, 'v=STSv1;')], 'failed.record'],
    ['fails for two records', [texts(name, 'v=STSv1; id=1', 'v=STSv1; id=2')], 'failed.several'],
    [
      'cannot tell where the file could not be fetched',
      [
        record,
        aPage(`https://${host}/.well-known/mta-sts.txt`, { data: {}, failure: aFailure('timed_out') }),
      ],
      'cantTell',
    ],
    ['is untested where it was not fetched', [record], 'untested'],
    ['does not apply without a record', [denied(name)], 'inapplicable.none'],
    ['cannot tell after a time-out', [timedOut(name)], 'cantTell'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
