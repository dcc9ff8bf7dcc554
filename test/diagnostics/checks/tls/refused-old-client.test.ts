import { describe, expect, it } from 'vitest';
import { refusedOldClient } from '../../../../diagnostics/checks/tls/refused-old-client.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { withStatements } from '../../../../diagnostics/model/view/statements.ts';
import { aFailure, anObservation, aRequest, STARTED_AT } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession, at } from '../../../support/service-factories.ts';

const greeting = (partial: object = {}): Observation =>
  anObservation('tls', {
    endpoint: at('example.test', 443),
    control: 'C0',
    input: { serverName: 'example.test', newestVersion: 'TLSv1.1' },
    data: { connectMs: 5, tls: aSession({}, { protocolVersion: 'TLSv1.1' }) },
    ...partial,
  });
const refused = greeting({
  failure: aFailure('tls_alert', 'tls_handshake', 'protocol_version'),
  data: { connectMs: 5 },
});
const unconnected = greeting({ failure: aFailure('timed_out'), data: {} });
const young = aSession(
  {},
  { trust: { bundled: { trusted: true, reason: 'trusted', name: 'CN=GTS Root R4, C=US' }, system: null } },
);

const judged = (answer: string, observations: readonly Observation[]): readonly string[] => {
  const facts = { old_device: answer };
  return judgeAll(refusedOldClient, withStatements(observations, facts, STARTED_AT), {
    request: aRequest({ facts }),
  });
};

describe('refused-old-client', () => {
  it.each([
    [
      'fails when the old greeting is refused and the current one is not',
      [aSecurePage(), refused],
      'failed example.test:443',
    ],
    [
      'fails when old devices lack the root',
      [aSecurePage(young), greeting()],
      'failed.root example.test:443',
    ],
    ['passes when the old greeting is accepted', [aSecurePage(), greeting()], 'passed example.test:443'],
    ['cannot tell when no connection stood', [aSecurePage(), unconnected], 'cantTell example.test:443'],
    ['does not apply where nobody gets through', [refused], 'inapplicable example.test:443'],
  ])('%s', (_, observations, expected) => {
    expect(judged('yes', observations)).toEqual([expected]);
  });

  it('does not apply when newer devices fail as well', () => {
    expect(judged('no', [aSecurePage(), refused])).toEqual(['inapplicable example.test']);
  });
});
