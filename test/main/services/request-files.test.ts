import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedByOf, requestDigest } from '../../../diagnostics/index.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { requestLink } from '../../../diagnostics/model/request-link.ts';
import { loadRequest, makeRequest, requestFileText } from '../../../main/services/request-files.ts';
import { keepRequest, keptRequests, receivedFor } from '../../../main/services/request-store.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { translatorOf } from '../../diagnostics/report/translators.ts';
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
      'a link that only fills in a form',
      'faultline://check?target=example.org',
      ['request.refused.form_link', { domain: 'example.org' }],
    ],
    ['another link', 'faultline://run?x=1', ['request.refused.no_request_link', {}]],
    [
      'a link of which nothing is a request',
      'faultline://check?x=1',
      ['request.refused.no_request_link', {}],
    ],
    ['a link without parts', 'faultline://check', ['request.refused.no_request_link', {}]],
    ['a link that was cut off', link.slice(0, -30), ['request.refused.cut_link', { place: 'nonce' }]],
    [
      'a link that was cut off early',
      link.slice(0, link.indexOf('&symptom')),
      ['request.refused.cut_link', { place: 'symptom' }],
    ],
    [
      'a link that was cut off in its last part',
      link.slice(0, -3),
      ['request.refused.invalid', { place: 'nonce' }],
    ],
    [
      'a link without its version',
      link.replace('v=1&', ''),
      ['request.refused.cut_link', { place: 'schemaVersion' }],
    ],
    ['a newer link', link.replace('v=1', 'v=2'), ['request.refused.newer', { version: 2, known: 1 }]],
    [
      'a link of a version that never was',
      link.replace('v=1', 'v=0'),
      ['request.refused.version', { version: '0', known: 1 }],
    ],
    [
      'a link whose version is no number',
      link.replace('v=1', 'v=one'),
      ['request.refused.version', { version: 'one', known: 1 }],
    ],
    [
      'a link that asks for more hosts',
      `${link}&host=10.0.0.1`,
      ['request.refused.unknown_part', { parts: 'host' }],
    ],
    ['a link that brings consent', `${link}&yes=1`, ['request.refused.unknown_part', { parts: 'yes' }]],
    [
      'a link that reaches for the prototype',
      `${link}&__proto__=1`,
      ['request.refused.unknown_part', { parts: '__proto__' }],
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
      ['request.refused.unknown_part', { parts: 'resolvers' }],
    ],
    [
      'one without an end',
      JSON.stringify({ ...request, expires: 'never' }),
      ['request.refused.invalid', { place: 'expires' }],
    ],
    [
      'one without a version',
      JSON.stringify({ ...request, schemaVersion: undefined }),
      ['request.refused.incomplete', { place: 'schemaVersion' }],
    ],
    [
      'one of a version in words',
      JSON.stringify({ ...request, schemaVersion: ['1'] }),
      ['request.refused.version', { version: '?', known: 1 }],
    ],
    [
      'one without a domain',
      JSON.stringify({ ...request, domain: undefined }),
      ['request.refused.incomplete', { place: 'domain' }],
    ],
    [
      'one that is valid for too long',
      JSON.stringify({ ...request, expires: '2099-01-01T00:00:00.000Z' }),
      ['request.refused.invalid', { place: 'expires' }],
    ],
    [
      'one with an unknown service',
      JSON.stringify({ ...request, services: ['telnet'] }),
      ['request.refused.invalid', { place: 'services' }],
    ],
    ['an endless one', ' '.repeat(20_000), ['request.refused.too_large', {}]],
  ])('refuses a file with %s', async (_what, content, error) => {
    expect(await keyOf(fileWith(content))).toEqual(error);
  });
});

describe('what is said of a request that is refused', () => {
  const refusals = async () => {
    const whole = Object.keys(request);
    const withoutOne = whole.map((field) => JSON.stringify({ ...request, [field]: undefined }));
    const withOneWrong = whole.map((field) => JSON.stringify({ ...request, [field]: [7] }));
    const files = [...withoutOne, ...withOneWrong, JSON.stringify({ ...request, hosts: [] })].map(fileFor);
    const links = ['faultline://check?x=1', 'faultline://check?target=a.org', link.slice(0, -30)];
    const read = await Promise.all([...files, ...links].map((each) => loadRequest(each)));
    return read.flatMap((each) => (each.ok ? [] : [each.error]));
  };
  let count = 0;
  const fileFor = (content: string): string => {
    const path = join(folder, `refused-${(count += 1)}.faultline-request`);
    writeFileSync(path, content);
    return path;
  };

  it.each(languages)(
    'names no part by the word of the file, and says what to do next: %s',
    async (language) => {
      const t = translatorOf(language);
      const said = (await refusals()).map((each) => t(each));
      expect(said.length).toBeGreaterThan(20);
      expect(
        said.filter((each) => /schemaVersion|\bnonce\b|expires\b|request\.refused|[{}]/u.test(each)),
      ).toEqual([]);
      expect(said.filter((each) => each.split('. ').length < 2)).toEqual([]);
    },
  );
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
