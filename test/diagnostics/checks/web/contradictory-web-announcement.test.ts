import { describe, expect, it } from 'vitest';
import { contradictoryWebAnnouncement } from '../../../../diagnostics/checks/web/contradictory-web-announcement.ts';
import { anHttpsRecord, aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anOffer, aSecurePage, FOUR, SIX } from '../../../support/service-factories.ts';

const header = (value: string) => aSecurePage(undefined, { data: { headers: [{ name: 'alt-svc', value }] } });
const address = fromPublic('example.test', 'A', [aRecord('example.test', 'A', FOUR)]);

describe('contradictory-web-announcement', () => {
  it.each([
    ['has nothing to compare', [anOffer()], ['inapplicable example.test']],
    ['passes for a record that fits', [anOffer(), anHttpsRecord({ alpn: 'h2' })], ['passed example.test']],
    [
      'notes HTTP/3 in the record',
      [anOffer(), anHttpsRecord({ alpn: 'h3,h2' })],
      ['passed.http3 example.test'],
    ],
    [
      'notes HTTP/3 in the header',
      [anOffer(), header('h3=":443"; ma=86400, h3-29=":443"')],
      ['passed.http3 example.test'],
    ],
    [
      'takes no other service for HTTP/3',
      [anOffer(), header('h2="alt.test:443"')],
      ['inapplicable example.test'],
    ],
    [
      'fails where the server declines what the record names',
      [anOffer({ alpn: 'http/1.1' }), anHttpsRecord({ alpn: 'h2' })],
      ['failed example.test'],
    ],
    [
      'fails for addresses of another server',
      [address, anOffer(), anHttpsRecord({ alpn: 'h2', ipv4hint: '198.51.100.7' })],
      ['failed.address example.test'],
    ],
    [
      'takes one address that fits for the same server',
      [address, anOffer(), anHttpsRecord({ ipv4hint: `${FOUR},198.51.100.7`, ipv6hint: SIX })],
      ['passed example.test'],
    ],
    [
      'leaves an alias to another host alone',
      [anOffer({ alpn: 'http/1.1' }), anHttpsRecord({ priority: 0, target: 'other.test' })],
      ['inapplicable example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(contradictoryWebAnnouncement, observations)).toEqual(expected);
  });
});
