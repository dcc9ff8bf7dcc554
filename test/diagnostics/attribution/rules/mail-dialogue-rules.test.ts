import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aSession,
  at,
  ELSEWHERE,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  told,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';

describe('R95: refused in the server’s own words', () => {
  const refusal = (words: string, port = 587, address = SERVER): Observation =>
    anObservation('smtp', {
      id: `smtp/${address}/${port}`,
      endpoint: at(address, port),
      input: { security: port === 465 ? 'implicit' : 'starttls', serverName: HOST },
      data: {
        connectMs: 10,
        upgrade: 'not_tried',
        transcript: [],
        greeting: words,
        ...(port === 465 ? { tls: aSession() } : {}),
      },
      failure: aFailure('rejected', 'greet', words),
    });
  const refused = (...refusals: readonly Observation[]): World => ({
    provider: pack,
    observations: refusals,
    findings: refusals.map((each) =>
      aFinding('rejecting-mail-server', `${HOST}:${each.endpoint.port}`, [each], { level: 'warning' }),
    ),
  });
  const verdict = { cause: 'mail.client_rejected.listed', subject: `${HOST} (587)` } as const;

  fires(
    'R95',
    'a block list: whether everybody is refused, only another place can tell',
    refused(refusal('550 Your address is on a block list')),
    {
      ...verdict,
      ...nobody,
      missing: ['C8 words_of_somebody_on_the_way', 'C5 only_this_address_refused', 'C5 works_elsewhere'],
      explains: [`rejecting-mail-server ${HOST}:587`],
    },
  );
  fires(
    'R95',
    'the same on every port is one problem, and what was said inside TLS is the server’s own',
    refused(
      refusal('550 Your address is on a block list', 25),
      refusal('550 Your address is on a block list', 587),
      refusal('550 Your address is on a block list', 465),
    ),
    {
      ...verdict,
      subject: `${HOST} (465, 587)`,
      ...nobody,
      missing: ['C5 only_this_address_refused', 'C5 works_elsewhere'],
      explains: [25, 587, 465].map((port) => `rejecting-mail-server ${HOST}:${port}`),
    },
  );
  fires(
    'R95',
    'another connection is turned away too: the server does it to everybody',
    {
      ...refused(refusal('550 Your address is on a block list', 465)),
      request: told({ works_elsewhere: 'no' }),
    },
    {
      cause: 'mail.client_rejected.listed',
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
    },
  );
  fires(
    'R95',
    'a server that reports its own trouble',
    refused(refusal('421 Too busy, come back later', 465)),
    {
      cause: 'mail.client_rejected.busy',
      subject: `${HOST} (465)`,
      domain: 'hosting_provider',
      confidence: 'proven',
      missing: [],
    },
  );
  fires(
    'R95',
    'trouble of a server that is not the provider’s',
    refused(refusal('421 Too busy, come back later', 465, ELSEWHERE)),
    { cause: 'mail.client_rejected.busy', domain: 'mail_operator', confidence: 'proven', missing: [] },
  );
  trap('R95', 'port 25 turns homes away on purpose', refused(refusal('554 no dial-up lines', 25)), []);
});

describe('R101: no login for outgoing mail', () => {
  const session = (address: string, tls = aSession()): Observation =>
    anObservation('smtp', {
      endpoint: at(address, 465),
      input: { security: 'implicit', serverName: HOST },
      data: {
        connectMs: 10,
        upgrade: 'not_tried',
        transcript: [],
        tls,
        capabilitiesAfterTls: ['SIZE'],
        authMechanismsAfterTls: [],
      },
    });
  const silent = (observation: Observation, outcome: 'failed' | 'passed' = 'failed'): World => ({
    provider: pack,
    observations: [observation],
    findings: [
      aFinding('missing-authentication', `${HOST}:465`, [observation], { level: 'warning', outcome }),
    ],
  });
  fires('R101', 'the server itself offers none', silent(session(SERVER)), {
    cause: 'mail.login_not_offered',
    subject: `${HOST} (465)`,
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
    explains: [`missing-authentication ${HOST}:465`],
  });
  fires('R101', 'another company’s server', silent(session(ELSEWHERE)), { domain: 'mail_operator' });
  fires(
    'R101',
    'a shield on the way may have taken the offer away',
    silent(
      session(SERVER, aSession({ trust: { bundled: { trusted: false, reason: 'self_signed' } } as never })),
    ),
    { confidence: 'possible', missing: ['C8 words_of_somebody_on_the_way'] },
  );
  trap('R101', 'a login is offered', silent(session(SERVER), 'passed'), []);
});
