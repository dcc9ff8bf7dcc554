import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure } from '../../../support/factories.ts';
import {
  cameForFtp,
  ftpWorld,
  PER_ADDRESS,
  SUBJECT,
  turnedAway,
} from '../../../support/ftp-rule-factories.ts';

const refusal = (greeting: string, partial: Partial<World> = {}): World =>
  ftpWorld('refused-ftp-session', [turnedAway(greeting)], partial);
const full = '421 There are too many connected users, please try later.';

describe('R73: connections turned away', () => {
  fires('R73', 'the server names the address, and old connections stay possible', refusal(PER_ADDRESS), {
    cause: 'ftp.connection_limit.address',
    subject: `${HOST} (21)`,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C5 dead_sessions_counted'],
    explains: [`refused-ftp-session ${SUBJECT}`],
  });
  fires('R73', 'the server is full for everybody, in its own words', refusal(full, { provider: pack }), {
    cause: 'ftp.connection_limit.server',
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
  });
  fires('R73', 'words that name no limit leave open whom they mean', refusal('421 Service not available.'), {
    cause: 'ftp.connection_limit.other',
    ...nobody,
    missing: ['C5 only_this_address_refused', 'C5 works_elsewhere'],
  });
  const overTls = {
    ...turnedAway(PER_ADDRESS),
    id: 'ftp/990',
    endpoint: at(SERVER, 990),
    input: { security: 'implicit', serverName: null, login: 'none' },
    failure: aFailure('tls_not_spoken', 'tls_handshake', PER_ADDRESS),
  } as Observation;
  fires(
    'R73',
    'the same words where TLS should begin are no broken handshake',
    {
      ...refusal(PER_ADDRESS),
      observations: [turnedAway(PER_ADDRESS), overTls],
      findings: [
        aFinding('refused-ftp-session', SUBJECT, [turnedAway(PER_ADDRESS)]),
        aFinding('refused-ftp-session', `${HOST}:990`, [overTls]),
        aFinding('failed-tls-handshake', `${HOST}:990`, [overTls]),
      ],
    },
    {
      subject: `${HOST} (21, 990)`,
      explains: [
        `refused-ftp-session ${SUBJECT}`,
        `refused-ftp-session ${HOST}:990`,
        `failed-tls-handshake ${HOST}:990`,
      ],
    },
  );
  trap(
    'R73',
    'one try was turned away and another taken: nothing failed',
    {
      request: cameForFtp(),
      observations: [turnedAway(PER_ADDRESS)],
      findings: [aFinding('refused-ftp-session', SUBJECT, [], { outcome: 'cantTell' })],
    },
    [],
  );
});
