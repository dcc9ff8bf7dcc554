import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedByOf, requestDigest } from '../../../diagnostics/index.ts';
import { requestLink } from '../../../diagnostics/model/request-link.ts';
import { loadRequest, makeRequest, requestFileText } from '../../../main/services/request-files.ts';
import { keepRequest, keptRequests, receivedFor } from '../../../main/services/request-store.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { aCheckRequest } from '../../support/factories.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-requests-'));
const fileWith = (content: string): string => {
  const path = join(folder, 'given.faultline-request');
  writeFileSync(path, content);
  return path;
};
const keyOf = async (given: string): Promise<unknown> => {
  const read = await loadRequest(given);
  return read.ok ? 'read' : [read.error.key, read.error.values];
};
const request = aCheckRequest({
  reference: 'Zaak 7 & <b>',
  from: 'Équipe d’aide',
  provider: 'webcanyon',
  product: 'shared-web-hosting',
  services: ['web', 'dns'],
});
const link = requestLink(request);

describe('a request in a file or a link', () => {
  it('is the same request, whichever way it came', async () => {
    const [fromFile, fromLink] = [
      await loadRequest(fileWith(requestFileText(request))),
      await loadRequest(link),
    ];
    expect(fromFile).toEqual({ ok: true, value: request });
    expect(fromLink).toEqual({ ok: true, value: { ...request, services: ['dns', 'web'] } });
    expect(fromLink.ok && requestDigest(fromLink.value)).toBe(requestDigest(request));
  });

  it('fits into a link with the longest names that it may have', () => {
    const long = {
      ...request,
      reference: 'é'.repeat(60),
      from: '語'.repeat(80),
      domain: `${'a'.repeat(60)}.`.repeat(4) + 'org',
    };
    expect(requestLink(long).length).toBeLessThan(2_000);
  });

  it.each<[string, string, unknown]>([
    [
      'a link without a request',
      'faultline://check?target=example.org',
      ['request.refused.invalid', { place: 'schemaVersion' }],
    ],
    ['another link', 'faultline://run?x=1', ['request.refused.no_request_link', {}]],
    ['a link that was cut off', link.slice(0, -30), ['request.refused.invalid', { place: 'nonce' }]],
    ['a newer link', link.replace('v=1', 'v=2'), ['request.refused.newer', { version: 2, known: 1 }]],
    [
      'a link that asks for more hosts',
      `${link}&host=10.0.0.1`,
      ['request.refused.invalid', { place: '?host' }],
    ],
    ['a link that brings consent', `${link}&yes=1`, ['request.refused.invalid', { place: '?yes' }]],
    [
      'a link that reaches for the prototype',
      `${link}&__proto__=1`,
      ['request.refused.invalid', { place: '?__proto__' }],
    ],
    ['a link with two domains', `${link}&target=b.org`, ['request.refused.no_request_link', {}]],
    [
      'a link to the own network',
      link.replace('target=example.org', 'target=192.168.1.1'),
      ['request.refused.invalid', { place: 'domain' }],
    ],
  ])('refuses %s', async (_what, given, error) => {
    expect(await keyOf(given)).toEqual(error);
  });

  it.each<[string, string, unknown]>([
    ['no JSON', 'hello', ['request.refused.no_request', {}]],
    ['a list', '[]', ['request.refused.no_request', {}]],
    ['null', 'null', ['request.refused.no_request', {}]],
    ['a report', '{"format":"faultline-report"}', ['request.refused.no_request', {}]],
    [
      'a newer one',
      requestFileText({ ...request, schemaVersion: 9 as 1 }),
      ['request.refused.newer', { version: 9, known: 1 }],
    ],
    [
      'one with a resolver',
      JSON.stringify({ ...request, resolvers: ['10.0.0.1'] }),
      ['request.refused.invalid', { place: 'resolvers' }],
    ],
    [
      'one without an end',
      JSON.stringify({ ...request, expires: 'never' }),
      ['request.refused.invalid', { place: 'expires' }],
    ],
    ['an endless one', ' '.repeat(20_000), ['request.refused.too_large', {}]],
  ])('refuses a file with %s', async (_what, content, error) => {
    expect(await keyOf(fileWith(content))).toEqual(error);
  });
});

describe('a request that is made', () => {
  const {
    domain: _domain,
    nonce: _nonce,
    made: _made,
    expires: _expires,
    format: _f,
    schemaVersion: _v,
    ...asked
  } = request;
  const now = Date.parse('2026-11-22T08:00:00.000Z');

  it('takes the domain out of what was typed, and a nonce of its own', () => {
    const make = () => makeRequest({ ...asked, domain: 'https://Bücher.example.org/a', days: 7 }, now);
    const [one, two] = [make(), make()];
    expect(one).toEqual({ ...request, domain: 'xn--bcher-kva.example.org', nonce: one.nonce });
    expect(one.nonce).not.toBe(two.nonce);
  });

  it.each([
    [{ domain: '192.0.2.1' }, 'request.unfit.domain'],
    [{ domain: 'nas.home.arpa' }, 'request.unfit.domain'],
    [{ reference: '' }, 'request.unfit.reference'],
    [{ reference: 'a\nb' }, 'request.unfit.reference'],
    [{ from: 'x'.repeat(81) }, 'request.unfit.from'],
    [{ services: [] }, 'request.unfit.other'],
    [{ days: 32 }, 'request.unfit.other'],
  ])('cannot be made with %j', (part, key) => {
    expect(() => makeRequest({ ...asked, domain: 'example.org', days: 7, ...part }, now)).toThrow(key);
  });

  it('is kept for its owner alone, and found again by the report that answers it', async () => {
    const id = await keepRequest(folder, 'made', request);
    await keepRequest(folder, 'received', request);
    const path = join(folder, 'requests', 'made', `${id}.json`);
    expect(process.platform === 'win32' ? 0o600 : statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(request);
    expect(await keptRequests(folder, 'made')).toEqual([{ id, request }]);
    expect(await receivedFor(folder, sampleReport({ askedBy: askedByOf(request) }))).toEqual(request);
    expect(
      await receivedFor(folder, sampleReport({ askedBy: { reference: 'x', request: 'a'.repeat(64) } })),
    ).toBeNull();
    expect(await receivedFor(folder, sampleReport())).toBeNull();
    writeFileSync(path, requestFileText({ ...request, reference: 'other' }));
    expect(await keptRequests(folder, 'made')).toEqual([]);
  });
});
