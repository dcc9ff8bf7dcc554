import { describe, expect, it } from 'vitest';
import { requiredFtpSessionReuse } from '../../../../diagnostics/checks/ftp/required-ftp-session-reuse.ts';
import { judgeAll } from '../../../support/judge.ts';
import { brokenListing, listed, refusedListing } from '../../../support/service-factories.ts';

const refused = refusedListing('522 SSL connection failed: session reuse required');

describe('required-ftp-session-reuse', () => {
  it.each([
    [
      'fails when only a resumed session is taken',
      [listed({ resumed: 'works', full: refused })],
      ['failed ftp.example.test:21'],
    ],
    [
      'passes when both are taken',
      [listed({ resumed: 'works', full: 'works' })],
      ['passed ftp.example.test:21'],
    ],
    [
      'cannot tell from a connection that merely broke',
      [listed({ resumed: 'works', full: brokenListing })],
      ['cantTell ftp.example.test:21'],
    ],
    [
      'cannot tell when the server did not take the session up either',
      [listed({ resumed: 'works', full: refused }, false)],
      ['cantTell ftp.example.test:21'],
    ],
    [
      'stays untested when nothing comes through',
      [listed({ resumed: refused, full: refused })],
      ['untested ftp.example.test:21'],
    ],
    ['stays untested without a listing', [listed({})], ['untested ftp.example.test:21']],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(requiredFtpSessionReuse, observations)).toEqual(expected);
  });
});
