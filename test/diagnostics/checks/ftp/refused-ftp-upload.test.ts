import { describe, expect, it } from 'vitest';
import { refusedFtpUpload } from '../../../../diagnostics/checks/ftp/refused-ftp-upload.ts';
import type { FtpUpload } from '../../../../diagnostics/model/observations/dialogues.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

const session = (upload?: Partial<FtpUpload>, uploads = true) =>
  anFtpSession(
    {
      login: 'accepted',
      ...(upload === undefined
        ? {}
        : { upload: { file: 'faultline-test-0.txt', removal: 'removed', ...upload } }),
    },
    { input: { security: 'starttls', serverName: null, login: 'given', ...(uploads ? { uploads } : {}) } },
  );
const refused = (reply: string) => session({ reply, failure: aFailure('rejected', 'exchange', reply) });
const at = 'ftp.example.test:21';

describe('refused-ftp-upload', () => {
  it.each([
    ['passes when the file was taken', session({ reply: '226 done' }), `passed ${at}`],
    ['does not apply without consent', session(undefined, false), `inapplicable ${at}`],
    ['is untested where the login or the lists failed', session(), `untested ${at}`],
    // what ProFTPD, Pure-FTPd and vsftpd say, as seen in the lab
    ['quota in words', refused('552 Transfer aborted. Disk quota exceeded'), `failed.quota ${at}`],
    ['a full disk', refused('452 Transfer aborted. No space left on device'), `failed.disk ${at}`],
    ['552 without a word of use', refused('552 Action aborted.'), `failed.disk ${at}`],
    ['vsftpd at a full disk', refused('451 Failure writing to local file.'), `failed.writing ${at}`],
    [
      'Pure-FTPd at a full disk',
      refused('451-Error during write to file\n451 Transfer aborted'),
      `failed.writing ${at}`,
    ],
    ['ProFTPD without rights', refused('550 x.txt: Permission denied'), `failed.permission ${at}`],
    [
      'Pure-FTPd without rights',
      refused("553 Can't open that file: Permission denied"),
      `failed.permission ${at}`,
    ],
    ['vsftpd without rights', refused('553 Could not create file.'), `failed.name ${at}`],
    ['a folder that is not there', refused('550 x/y.txt: No such file or directory'), `failed.said ${at}`],
    ['the data connection in words', refused('425 Cannot build data connection'), `failed.data ${at}`],
    [
      'the data connection without a word',
      session({ failure: aFailure('connection_reset', 'data_connect') }),
      `failed.data ${at}`,
    ],
    ['other words', refused('554 Virus found'), `failed.said ${at}`],
  ])('%s', (_, observation, expected) => {
    expect(judgeAll(refusedFtpUpload, [observation])).toEqual([expected]);
  });
});
