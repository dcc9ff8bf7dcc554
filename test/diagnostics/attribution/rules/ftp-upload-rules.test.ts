import { describe } from 'vitest';
import {
  aFinding,
  at,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, aRequest } from '../../../support/factories.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

const SUBJECT = `${HOST}:21`;
const nobody = { domain: 'undetermined', confidence: 'possible' } as const;

const refused = (reply: string | undefined, partial: Partial<World> = {}): World => {
  const session = anFtpSession(
    {
      login: 'accepted',
      upload: {
        file: 'faultline-test-0.txt',
        removal: 'removed',
        ...(reply === undefined
          ? { failure: aFailure('connection_reset', 'data_connect') }
          : { reply, failure: aFailure('rejected', 'exchange', reply) }),
      },
    },
    { endpoint: at(SERVER, 21) },
  );
  return {
    request: aRequest({ symptom: 'ftp_cannot_connect' }),
    observations: [session],
    findings: [aFinding('refused-ftp-upload', SUBJECT, [session], { level: 'error' })],
    ...partial,
  };
};

describe('R75: a test file finds no room', () => {
  fires('R75', 'the server speaks of a quota', refused('552 Disk quota exceeded', { provider: pack }), {
    cause: 'ftp.quota_reached.quota',
    domain: 'customer_configuration',
    confidence: 'proven',
    missing: [],
    explains: [`refused-ftp-upload ${SUBJECT}`],
  });
  fires('R75', 'a full disk may be everybody’s', refused('452 No space left on device', { provider: pack }), {
    cause: 'ftp.quota_reached.disk',
    ...nobody,
    missing: ['C9 disk_of_the_server_full'],
  });
  fires('R75', 'a file that could not be written', refused('451 Failure writing to local file.'), {
    cause: 'ftp.quota_reached.writing',
    ...nobody,
  });
  trap('R75', 'rights are no quota', refused('550 Permission denied'), ['R100']);
});

describe('R100: a test file is not taken', () => {
  fires(
    'R100',
    'no rights: whose doing, nobody can see',
    refused('550 Permission denied', { provider: pack }),
    {
      cause: 'ftp.upload_refused.permission',
      ...nobody,
      missing: ['C9 rights_set_by_provider'],
      explains: [`refused-ftp-upload ${SUBJECT}`],
    },
  );
  fires('R100', '553 is about the name, or about rights', refused('553 Could not create file.'), {
    cause: 'ftp.upload_refused.name',
    ...nobody,
  });
  fires('R100', 'the data connection broke', refused(undefined), {
    cause: 'ftp.upload_refused.data',
    ...nobody,
  });
  fires('R100', 'other words', refused('554 Virus found'), { cause: 'ftp.upload_refused.said', ...nobody });
  trap('R100', 'a quota is told by R75', refused('552 Quota exceeded'), ['R75']);
});
