import { describe, expect, it } from 'vitest';
import { leftTestFile } from '../../../../diagnostics/checks/ftp/left-test-file.ts';
import type { FtpUpload } from '../../../../diagnostics/model/observations/dialogues.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

const session = (removal?: FtpUpload['removal']) =>
  anFtpSession({
    login: 'accepted',
    ...(removal === undefined ? {} : { upload: { file: 'faultline-test-0.txt', removal } }),
  });

describe('left-test-file', () => {
  it.each([
    ['does not apply where none was written', session(), 'inapplicable'],
    ['passes when it was removed', session('removed'), 'passed'],
    ['passes when there was nothing to remove', session('not_needed'), 'passed'],
    ['fails when it may still be there', session('failed'), 'failed'],
  ])('%s', (_, observation, expected) => {
    expect(judgeAll(leftTestFile, [observation])).toEqual([`${expected} ftp.example.test:21`]);
  });
});
