import { describe, expect, it } from 'vitest';
import { missingStapledStatus } from '../../../../diagnostics/checks/tls/missing-stapled-status.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('missing-stapled-status', () => {
  it.each([
    [
      'passes when what was promised came',
      aSession({ mustStaple: true }, { hasStapledStatus: true }),
      'passed',
    ],
    ['fails when it did not', aSession({ mustStaple: true }, { hasStapledStatus: false }), 'failed'],
    ['does not apply without a promise', aSession({}, { hasStapledStatus: false }), 'inapplicable'],
    ['does not apply where the wire could not be read', aSession({ mustStaple: true }), 'inapplicable'],
  ])('%s', (_, session, outcome) => {
    expect(judgeAll(missingStapledStatus, [aSecurePage(session)])).toEqual([`${outcome} example.test:443`]);
  });
});
