import { describe, expect, it } from 'vitest';
import {
  canonicalRequest,
  checkRequestSchema,
  requestStanding,
  type CheckRequest,
} from '../../../diagnostics/model/check-request.ts';
import { aCheckRequest } from '../../support/factories.ts';

describe('a request of a support desk', () => {
  it('is read as it was written', () => {
    expect(checkRequestSchema.parse(aCheckRequest())).toEqual(aCheckRequest());
  });

  it.each([
    ['a further host', { hosts: ['intranet.example.org'] }],
    ['a resolver', { resolvers: ['192.0.2.1'] }],
    ['an answer', { facts: { works_elsewhere: 'yes' } }],
    ['a consent', { outsideView: true }],
    ['a newer version', { schemaVersion: 2 }],
    ['another format', { format: 'faultline-report' }],
    ['an address', { domain: '192.0.2.1' }],
    ['a name without a zone', { domain: 'router' }],
    ['a name of the own network', { domain: 'printer.local' }],
    ['a name of the own network, deeper', { domain: 'a.b.internal' }],
    ['a page', { domain: 'example.org/admin' }],
    ['a name in capitals', { domain: 'Example.org' }],
    ['a line break in the reference', { reference: 'T-1\nrm -rf' }],
    ['a reversed name of who asks', { from: 'Desk \u202Egro.live' }],
    ['nobody who asks', { from: '  ' }],
    ['an endless reference', { reference: 'T'.repeat(61) }],
    ['a path as provider', { provider: '../x' }],
    ['no service', { services: [] }],
    ['a service twice', { services: ['web', 'web'] }],
    ['an unknown service', { services: ['telnet'] }],
    ['a guessable nonce', { nonce: '1' }],
    ['an end before its beginning', { expires: '2026-11-21T08:00:00.000Z' }],
    ['an end next year', { expires: '2027-11-21T08:00:00.000Z' }],
  ])('is refused with %s', (_what, part) => {
    expect(checkRequestSchema.safeParse({ ...aCheckRequest(), ...part }).success).toBe(false);
  });

  it('has one canonical text, whatever the order of its parts', () => {
    const request = aCheckRequest({ services: ['web', 'mail'] });
    const turned = Object.fromEntries(Object.entries(request).reverse()) as unknown as CheckRequest;
    expect(canonicalRequest({ ...turned, services: ['mail', 'web'] })).toBe(canonicalRequest(request));
    expect(canonicalRequest(aCheckRequest({ reference: 'T-2' }))).not.toBe(canonicalRequest(aCheckRequest()));
  });

  it.each([
    ['2026-11-22T09:00:00.000Z', 'current'],
    ['2026-11-21T09:00:00.000Z', 'current'],
    ['2026-11-20T07:00:00.000Z', 'not_yet'],
    ['2026-11-29T08:00:00.001Z', 'expired'],
  ])('at %s it is %s', (now, standing) => {
    expect(requestStanding(aCheckRequest(), Date.parse(now))).toBe(standing);
  });
});
