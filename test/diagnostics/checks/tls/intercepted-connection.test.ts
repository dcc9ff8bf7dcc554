import { describe, expect, it } from 'vitest';
import { interceptedConnection } from '../../../../diagnostics/checks/tls/intercepted-connection.ts';
import { anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

const replaced = aSession(
  { issuer: 'CN=Office Proxy' },
  { trust: { bundled: { trusted: false, reason: 'root_unknown', name: 'CN=Office Proxy' }, system: null } },
);
const site = (operator: string, isTrusted: boolean) =>
  anObservation('tls', {
    id: `tls/${operator}`,
    control: 'C8',
    endpoint: { operator, address: '45.0.7.1', family: 4, port: 443 },
    data: { connectMs: 10, tls: isTrusted ? aSession() : replaced },
  });

describe('intercepted-connection', () => {
  it.each([
    [
      'fails when two unrelated sites are signed by nobody known',
      [site('alpha', false), site('beta', false)],
      ['failed local'],
    ],
    [
      'passes when two unrelated sites show their own',
      [site('alpha', true), site('beta', true)],
      ['passed local'],
    ],
    ['cannot tell from one site', [site('alpha', true)], ['cantTell local']],
    ['cannot tell when the sites disagree', [site('alpha', true), site('beta', false)], ['cantTell local']],
    ['stays untested without a control', [aSecurePage()], ['untested local']],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(interceptedConnection, observations)).toEqual(expected);
  });
});
