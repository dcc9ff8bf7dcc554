import { describe, expect, it } from 'vitest';
import { incompleteCertificateChain } from '../../../../diagnostics/checks/tls/incomplete-certificate-chain.ts';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

type Trust = NonNullable<TlsSession['trust']>;
const missing: Trust['bundled'] = { trusted: false, reason: 'issuer_missing', name: 'CN=Good CA' };
const good: Trust['bundled'] = { trusted: true, reason: 'trusted', name: 'CN=Good Root' };
const path = (bundled: Trust['bundled'], system: Trust['system']) =>
  aSession({}, { trust: { bundled, system } });

describe('incomplete-certificate-chain', () => {
  it.each([
    ['passes when the chain leads to a known root', [aSecurePage()], ['passed example.test:443']],
    ['fails when an issuer is missing', [aSecurePage(path(missing, missing))], ['failed example.test:443']],
    [
      'fails as well when this system fills the gap',
      [aSecurePage(path(missing, good))],
      ['failed.hidden_by_system example.test:443'],
    ],
    [
      'does not apply to another fault of the chain',
      [aSecurePage(path({ ...missing, reason: 'root_unknown' }, null))],
      ['inapplicable example.test:443'],
    ],
    [
      'stays untested when no chain was built',
      [aSecurePage(aSession({}, { trust: undefined }))],
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(incompleteCertificateChain, observations)).toEqual(expected);
  });
});
