import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aSession,
  at,
  fires,
  HOST,
  nobody,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, aRequest } from '../../../support/factories.ts';
import { answered, ftpWorld, PER_ADDRESS, SUBJECT, turnedAway } from '../../../support/ftp-rule-factories.ts';
import { brokenListing, listed, refusedListing } from '../../../support/service-factories.ts';

const data = (...tries: Parameters<typeof listed>): World =>
  ftpWorld('failed-ftp-data-tls', [listed(tries[0], tries[1], { endpoint: at(SERVER, 21) })]);
const demand = (partial: Partial<World> = {}): World =>
  ftpWorld(
    'required-ftp-session-reuse',
    [
      listed({ resumed: 'works', full: refusedListing('522 session reuse required') }, true, {
        endpoint: at(SERVER, 21),
      }),
    ],
    partial,
  );

describe('R72: encrypted data connections', () => {
  fires('R72', 'a reset can come from either end', data({ resumed: brokenListing, full: brokenListing }), {
    cause: 'ftp.data_tls.failed',
    subject: SUBJECT,
    ...nobody,
    missing: ['C5 data_tls_broken_on_the_way', 'C5 works_elsewhere'],
    explains: [`failed-ftp-data-tls ${SUBJECT}`],
  });
  fires(
    'R72',
    'the server itself refuses what it agreed to',
    data({ resumed: refusedListing('425 no'), full: refusedListing('425 no') }),
    { cause: 'ftp.data_tls.failed.said', domain: 'hosting_provider', confidence: 'proven', missing: [] },
  );
  fires('R72', 'only programs without session reuse are refused', demand(), {
    cause: 'ftp.data_tls.reuse_required',
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C0 what_the_program_says', 'C0 ftp_program_says'],
  });
  trap('R72', 'nobody came for file transfer: a policy is no problem', demand({ request: aRequest() }), []);
  const bad = [turnedAway(PER_ADDRESS)];
  const both = demand();
  trap(
    'R72',
    'something else of file transfer failed, which explains more',
    {
      ...both,
      observations: [...both.observations!, ...bad],
      findings: [...both.findings, aFinding('refused-ftp-session', `${HOST}:990`, bad)],
    },
    ['R73'],
  );
  fires(
    'R72',
    'the program says that the session must be reused',
    answered(demand(), { ftp_program_says: 'session_reuse' }),
    {
      cause: 'ftp.data_tls.reuse_required',
      domain: 'customer_device',
      confidence: 'likely',
    },
  );
});

const inClear = (loginReply: string): Observation =>
  anObservation('ftp', {
    id: 'ftp-clear/21',
    control: 'C3',
    endpoint: at(SERVER, 21),
    input: { security: 'plain', serverName: null, login: 'name_only' },
    data: {
      connectMs: 10,
      loginReply,
      upgrade: 'not_tried',
      login: 'not_tried',
      passive: [],
      transcript: [],
    },
    failure: aFailure('rejected', 'authenticate', loginReply),
  });
const secured = anObservation('ftp', {
  endpoint: at(SERVER, 21),
  data: { connectMs: 10, upgrade: 'done', tls: aSession(), login: 'not_tried', passive: [], transcript: [] },
});
const policy = (partial: Partial<World> = {}): World =>
  ftpWorld('required-ftp-tls', [inClear('530 must use encryption'), secured], partial);

describe('R74: no login in clear', () => {
  fires('R74', 'the program may be set to plain FTP', policy(), {
    cause: 'ftp.tls_required',
    subject: SUBJECT,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C0 what_the_program_says', 'C0 ftp_program_says'],
    explains: [`required-ftp-tls ${SUBJECT}`],
  });
  trap('R74', 'nobody came for file transfer: a policy is no problem', policy({ request: aRequest() }), []);
  fires(
    'R74',
    'the program says that encryption is wanted',
    answered(policy(), { ftp_program_says: 'encryption_wanted' }),
    {
      domain: 'customer_device',
      confidence: 'likely',
      missing: [],
    },
  );
});
