import { describe, expect, it } from 'vitest';
import { failedFtpDataTls } from '../../../../diagnostics/checks/ftp/failed-ftp-data-tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { brokenListing, listed, refusedListing } from '../../../support/service-factories.ts';

describe('failed-ftp-data-tls', () => {
  it.each([
    ['passes when a list came', [listed({ resumed: 'works' })], ['passed ftp.example.test:21']],
    [
      'fails when TLS breaks on the data connection',
      [listed({ resumed: brokenListing, full: brokenListing })],
      ['failed ftp.example.test:21'],
    ],
    [
      'fails with the server’s words',
      [listed({ resumed: refusedListing('425 no'), full: refusedListing('425 no') })],
      ['failed.said ftp.example.test:21'],
    ],
    [
      'fails apart when only a resumed session breaks',
      [listed({ resumed: brokenListing, full: 'works' })],
      ['failed.resumed_only ftp.example.test:21'],
    ],
    [
      'passes when only a new session is refused',
      [listed({ resumed: 'works', full: refusedListing('522 no') })],
      ['passed ftp.example.test:21'],
    ],
    ['stays untested without a listing', [listed({})], ['untested ftp.example.test:21']],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(failedFtpDataTls, observations)).toEqual(expected);
  });
});
