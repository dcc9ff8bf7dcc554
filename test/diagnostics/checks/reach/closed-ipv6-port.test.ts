import { describe, expect, it } from 'vitest';
import { closedIpv6Port } from '../../../../diagnostics/checks/reach/closed-ipv6-port.ts';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRequest, aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, at, FOUR, SIX } from '../../../support/service-factories.ts';

const page = (port: 80 | 443, address: string, code?: FailureCode): Observation =>
  aPage(port === 443 ? 'https://example.test/' : 'http://example.test/', {
    address,
    ...(code && { failure: aFailure(code) }),
  });
const overFour = [page(443, FOUR), page(80, FOUR)];
const closed = (port: 80 | 443, code: FailureCode = 'connection_refused') => twice(page(port, SIX, code));
const works = anchorsOf(6);
/** Only from a port of its own can it be seen that the machine lives. */
const shellAsControl = anObservation('tcp', { control: 'C3', endpoint: at('example.test', 22, SIX) });
const ftp = (address: string): Observation =>
  anObservation('ftp', { id: `ftp/${address}`, endpoint: at('example.test', 21, address) });
const closedFtp = twice({ ...ftp(SIX), data: {}, failure: aFailure('connection_refused') } as Observation);
const askedForFtp = { request: aRequest({ symptom: 'ftp_cannot_connect' }) };

describe('closed-ipv6-port', () => {
  it.each<readonly [string, readonly Observation[], readonly string[]]>([
    [
      'fails for a port that refuses over IPv6, answers over IPv4, beside another that answers over both',
      [...works, ...overFour, ...closed(443), page(80, SIX)],
      [`failed example.test:443 (${SIX})`],
    ],
    [
      'fails for a port that stays silent there',
      [...works, ...overFour, ...closed(443, 'timed_out'), page(80, SIX)],
      [`failed example.test:443 (${SIX})`],
    ],
    [
      'fails for plain http, which another port is no substitute for',
      [...works, ...overFour, ...closed(80), page(443, SIX)],
      [`failed example.test:80 (${SIX})`],
    ],
    [
      'fails for each port, where a control alone shows that the machine answers',
      [...works, ...overFour, ...closed(443), ...closed(80), shellAsControl],
      [`failed example.test:80 (${SIX})`, `failed example.test:443 (${SIX})`],
    ],
    [
      'passes once for all that answers over both',
      [...works, ...overFour, page(443, SIX), page(80, SIX)],
      ['passed example.test'],
    ],
    [
      'leaves an address where nothing answers to its own check',
      [...works, ...overFour, ...closed(443), ...closed(80)],
      ['inapplicable example.test'],
    ],
    [
      'leaves a port that fails over IPv4 as well to the check of its service',
      [...works, ...twice(page(443, FOUR, 'connection_refused')), ...closed(443), page(80, SIX)],
      ['inapplicable example.test'],
    ],
    [
      'says nothing where IPv6 does not work from here',
      [...overFour, ...closed(443), shellAsControl].filter((each) => each.control === undefined),
      ['inapplicable example.test'],
    ],
    [
      'cannot tell after one try',
      [...works, ...overFour, ...closed(443).slice(0, 1), page(80, SIX)],
      [`cantTell example.test:443 (${SIX})`],
    ],
    [
      'cannot tell what this machine itself refuses',
      [
        ...works,
        ...overFour,
        ...closed(443, 'permission_denied').map((each): Observation => ({ ...each, durationMs: 0.2 })),
        page(80, SIX),
      ],
      [`cantTell example.test:443 (${SIX})`],
    ],
    [
      'does not miss a service that nobody promised and nobody came for',
      [...works, ...overFour, page(443, SIX), ftp(FOUR), ...closedFtp],
      ['passed example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(closedIpv6Port, observations)).toEqual(expected);
  });

  it('misses a service that the person came for', () => {
    const observations = [...works, ...overFour, page(443, SIX), ftp(FOUR), ...closedFtp];
    expect(judgeAll(closedIpv6Port, observations, askedForFtp)).toEqual([`failed example.test:21 (${SIX})`]);
  });
});
