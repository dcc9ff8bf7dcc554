import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { webPlanner } from '../../../diagnostics/run/plan/service-planners.ts';
import { anObservation, aTarget } from '../../support/factories.ts';
import { WEB, lookup, keysOf } from '../../support/plan-factories.ts';

const page = (url: string, redirectsTo?: string, address = WEB): Observation => {
  const { hostname, protocol, port } = new URL(url);
  return anObservation('http', {
    id: `http/${address}/${url}`,
    endpoint: {
      name: hostname,
      address,
      family: address.includes(':') ? 6 : 4,
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
    },
    input: { url, method: 'GET' },
    data: {
      connectMs: 5,
      status: redirectsTo === undefined ? 200 : 302,
      headers: [],
      bodyStart: '',
      ...(redirectsTo !== undefined && { redirectsTo }),
    },
  });
};
const onlyApex = { target: aTarget({ domain: 'shop.example.test', registrableDomain: 'example.test' }) };
const apexLookup = lookup('shop.example.test', WEB);

describe('web planner', () => {
  it('asks each address of each family on both ports, with the path that was typed', () => {
    const request = { target: aTarget({ path: '/login' }) };
    expect(keysOf(webPlanner, { request, observations: [lookup('example.test', WEB, '2a00::3')] })).toEqual([
      `http/${WEB}/https://example.test/login`,
      'http/2a00::3/https://example.test/login',
      `http/${WEB}/http://example.test/login`,
      'http/2a00::3/http://example.test/login',
    ]);
  });

  it.each<readonly [string, string, string | undefined]>([
    [
      'to another port of the host',
      'https://shop.example.test:8443/',
      `http/${WEB}/https://shop.example.test:8443/`,
    ],
    ['to another host, looked up first', 'https://login.test/', 'system-lookup/login.test'],
    ['to a public address', 'http://45.0.8.8/', 'http/45.0.8.8/http://45.0.8.8/'],
    ['without its fragment', 'http://shop.example.test/new#2', `http/${WEB}/http://shop.example.test/new`],
    ['to a private address', 'http://192.168.1.1/admin', undefined],
    ['to this machine', 'http://127.0.0.1:631/', undefined],
    ['to this machine, disguised', 'http://2130706433/', undefined],
    ['to this machine over IPv6', 'http://[::1]/', undefined],
    ['to this machine, mapped', 'http://[::ffff:7f00:1]/', undefined],
    ['to a private address through a translator', 'http://[64:ff9b::a00:1]/', undefined],
    ['to the metadata service of a cloud', 'http://169.254.169.254/latest', undefined],
    ['to another protocol', 'ftp://shop.example.test/', undefined],
    ['to port 0', 'http://shop.example.test:0/', undefined],
    ['to itself', 'http://shop.example.test/', undefined],
    ['to a name that is too long', `http://${'a'.repeat(300)}.test/`, undefined],
    ['to nowhere', 'http://', undefined],
  ])('follows a redirect %s', (_, target, expected) => {
    const without = new Set(
      keysOf(webPlanner, {
        request: onlyApex,
        observations: [apexLookup, page('http://shop.example.test/')],
      }),
    );
    const after = keysOf(webPlanner, {
      request: onlyApex,
      observations: [apexLookup, page('http://shop.example.test/', target)],
    });
    expect(after.filter((key) => !without.has(key))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('dials no private address that a redirect leads to by name', () => {
    const observations = [
      apexLookup,
      page('http://shop.example.test/', 'http://router.test/'),
      lookup('router.test', '192.168.1.1', '::1'),
    ];
    expect(
      keysOf(webPlanner, { request: onlyApex, observations }).filter((key) => key.includes('router')),
    ).toEqual(['system-lookup/router.test']);
  });

  it('follows five hops and no further, whichever way the names sort', () => {
    const hop = (index: number) => `http://shop.example.test/${String.fromCharCode(122 - index)}`;
    const chain = [
      page('http://shop.example.test/', hop(0)),
      ...Array.from({ length: 20 }, (_, index) => page(hop(index), hop(index + 1))),
    ];
    expect(keysOf(webPlanner, { request: onlyApex, observations: [apexLookup, ...chain] }).slice(2)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `http/${WEB}/${hop(index)}`),
    );
  });

  it('gives long addresses a bounded key', () => {
    const observations = [
      apexLookup,
      page('http://shop.example.test/', `http://shop.example.test/?${'q'.repeat(3_000)}`),
    ];
    expect(
      Math.max(...keysOf(webPlanner, { request: onlyApex, observations }).map((key) => key.length)),
    ).toBeLessThan(400);
  });
});
