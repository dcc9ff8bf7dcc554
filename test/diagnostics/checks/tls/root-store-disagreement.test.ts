import { describe, expect, it } from 'vitest';
import { rootStoreDisagreement } from '../../../../diagnostics/checks/tls/root-store-disagreement.ts';
import type { TrustPath } from '../../../../diagnostics/model/observations/tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

const trusted: TrustPath = { trusted: true, reason: 'trusted', name: 'CN=Good Root' };
const unknown: TrustPath = { trusted: false, reason: 'root_unknown', name: 'CN=Good Root' };
const page = (bundled: TrustPath, system: TrustPath | null) =>
  aSecurePage(aSession({}, { trust: { bundled, system } }));

describe('root-store-disagreement', () => {
  it.each([
    ['passes when both lists trust the chain', page(trusted, trusted), 'passed'],
    ['fails when only the public list knows the root', page(trusted, unknown), 'failed'],
    ['does not apply where the public list does not know it either', page(unknown, unknown), 'inapplicable'],
    [
      'does not apply where this computer alone trusts, as with interception',
      page(unknown, trusted),
      'inapplicable',
    ],
    ['stays untested where the list of the system cannot be read', page(trusted, null), 'untested'],
  ])('%s', (_, observation, outcome) => {
    expect(judgeAll(rootStoreDisagreement, [observation])).toEqual([`${outcome} example.test:443`]);
  });
});
