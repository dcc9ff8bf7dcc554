import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { challengeUrl } from '../../../../diagnostics/model/view/renewal.ts';
import { at, closed, fires, HOST, SERVER, stations, trap } from '../../../support/attribution-factories.ts';
import { aFailure, aNetworkData, anObservation, twice } from '../../../support/factories.ts';
import { dnsElsewhere, endedPage, renewalWorld, expired } from '../../../support/renewal-rule-factories.ts';

/** What the challenge path answers at an address, with a redirect or without. */
const challenge = (status: number, address = SERVER, redirectsTo?: string): Observation => {
  const url = challengeUrl(HOST);
  return anObservation('http', {
    id: `http/${address}/${url}`,
    control: 'C3',
    endpoint: at(address, 80),
    input: { url, method: 'GET' },
    data: { connectMs: 5, status, ...(redirectsTo !== undefined && { redirectsTo }) },
  });
};

/** Test pages of neutral operators, which answer or refuse. */
const portals = (doStand: boolean): readonly Observation[] =>
  aNetworkData().captivePortals.flatMap(({ operator, name, url, expectStatus, expectBody }) => {
    const endpoint = { ...at('45.0.2.1', 80, name), operator };
    const answer = { connectMs: 10, status: expectStatus, bodyStart: expectBody };
    const came = doStand ? { data: answer } : { failure: aFailure('connection_refused') };
    return twice(anObservation('http', { control: 'C1', endpoint, input: { url, method: 'GET' }, ...came }));
  });

describe('R59', () => {
  fires(
    'R59',
    'port 80 is closed to this seat',
    renewalWorld([endedPage(), ...closed(at(SERVER, 80), 'connection_refused'), portals(true)], dnsElsewhere),
    {
      cause: 'tls.renewal.challenge_blocked.closed',
      subject: HOST,
      domain: 'hosting_provider',
      confidence: 'possible',
      missing: ['C5 only_from_here'],
      explains: [`blocked-challenge-path ${HOST}`, expired],
    },
  );
  const closed80 = closed(at(SERVER, 80), 'connection_refused');
  fires(
    'R59',
    'port 80 is closed to stations elsewhere too',
    renewalWorld([endedPage(), ...closed80, portals(true), stations(80, 'refused', 'refused')], dnsElsewhere),
    {
      cause: 'tls.renewal.challenge_blocked.closed',
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
    },
  );
  trap(
    'R59',
    'port 80 is open to a station elsewhere',
    renewalWorld([endedPage(), ...closed80, portals(true), stations(80, 'works')], dnsElsewhere),
    ['R55'],
  );
  fires(
    'R59',
    'a password stands before the whole site',
    renewalWorld([endedPage(), challenge(401)], dnsElsewhere),
    {
      cause: 'tls.renewal.challenge_blocked.refused',
      domain: 'customer_configuration',
      confidence: 'possible',
    },
  );
  fires(
    'R59',
    'a rule turns away, of the site or of the server',
    renewalWorld([endedPage(), challenge(403)]),
    {
      cause: 'tls.renewal.challenge_blocked.refused',
      domain: 'undetermined',
      confidence: 'possible',
    },
  );
  fires(
    'R59',
    'the site leads everybody to its sign-in',
    renewalWorld([endedPage(), challenge(302, SERVER, `http://${HOST}/wp-login.php?redirect_to=x`)]),
    {
      cause: 'tls.renewal.challenge_blocked.login',
      domain: 'customer_configuration',
      confidence: 'possible',
    },
  );
  trap(
    'R59',
    'this network closes port 80 towards everybody',
    renewalWorld([endedPage(), ...closed(at(SERVER, 80), 'connection_refused'), portals(false)]),
    ['R55'],
  );
  trap(
    'R59',
    'the whole site turns everybody away, as a suspended account does',
    renewalWorld([
      endedPage(),
      challenge(403),
      anObservation('http', { endpoint: at(SERVER, 80), data: { connectMs: 5, status: 403 } }),
    ]),
    ['R55'],
  );
  trap('R59', 'an invented token is not found', renewalWorld([endedPage(), challenge(404)]), ['R55']);
  trap(
    'R59',
    'http leads to https at the same place',
    renewalWorld([endedPage(), challenge(301, SERVER, challengeUrl(HOST).replace('http:', 'https:'))]),
    ['R55'],
  );
  trap(
    'R59',
    'a program that sends unknown addresses home',
    renewalWorld([endedPage(), challenge(302, SERVER, `http://${HOST}/`)]),
    ['R55'],
  );
});
