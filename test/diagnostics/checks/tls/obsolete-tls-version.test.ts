import { describe, expect, it } from 'vitest';
import { obsoleteTlsVersion } from '../../../../diagnostics/checks/tls/obsolete-tls-version.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('obsolete-tls-version', () => {
  it.each([
    [
      'passes for TLS 1.2',
      [aSecurePage(aSession({}, { protocolVersion: 'TLSv1.2' }))],
      ['passed example.test:443'],
    ],
    [
      'fails for TLS 1.0',
      [aSecurePage(aSession({}, { protocolVersion: 'TLSv1' }))],
      ['failed example.test:443'],
    ],
    [
      'fails for TLS 1.1',
      [aSecurePage(aSession({}, { protocolVersion: 'TLSv1.1' }))],
      ['failed example.test:443'],
    ],
    [
      'cannot tell when the version was not seen',
      [aSecurePage(aSession({}, { protocolVersion: undefined }))],
      ['cantTell example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(obsoleteTlsVersion, observations)).toEqual(expected);
  });
});
