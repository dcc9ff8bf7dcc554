import { describe } from 'vitest';
import {
  at,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { answered, ftpWorld, SUBJECT } from '../../../support/ftp-rule-factories.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

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
  return ftpWorld('refused-ftp-upload', [session], partial);
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

const talking: World = {
  findings: [],
  observations: [
    anObservation('ftp', {
      endpoint: at(SERVER, 21),
      data: {
        connectMs: 10,
        greeting: '220 hello',
        upgrade: 'done',
        login: 'not_tried',
        passive: [],
        transcript: [],
      },
    }),
  ],
};

describe('R75: no room for uploads', () => {
  fires(
    'R75',
    'the program says that the disk is full',
    answered(talking, { ftp_program_says: 'disk_full' }),
    {
      cause: 'ftp.quota_reached',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 disk_of_the_server_full'],
      explains: [],
    },
  );
  trap('R75', 'it says something else', answered(talking, { ftp_program_says: 'other' }), []);
  trap(
    'R75',
    'the server did not even answer: the words are of another day',
    { ...answered(talking, { ftp_program_says: 'disk_full' }), observations: [] },
    [],
  );
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
