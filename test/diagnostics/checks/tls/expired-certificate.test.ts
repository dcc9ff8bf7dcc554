import { describe, expect, it } from 'vitest';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import { aFacts, anObservation } from '../../../support/factories.ts';
import { assertionsOf, judgeAll, sentence } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession, FOUR, SIX } from '../../../support/service-factories.ts';

const clock = (offsetMs: number) => anObservation('clock', { data: { offsetMs, roundTripMs: 10 } });

describe('expired-certificate', () => {
  it.each([
    ['passes before the end of its time', [aSecurePage()], ['passed example.test:443']],
    [
      'fails after the end of its time',
      [aSecurePage(aSession({ notAfter: '2026-03-01T00:00:00.000Z' }))],
      ['failed example.test:443'],
    ],
    [
      'judges by true time when the clock here runs ahead',
      [aSecurePage(aSession({ notAfter: '2026-03-01T00:00:00.000Z' })), clock(-3 * 86_400_000)],
      ['passed example.test:443'],
    ],
    ['says nothing where no certificate was seen', [aPage('http://example.test/')], []],
    [
      'names the address where a name has several',
      [aSecurePage(), aSecurePage(aSession(), { address: SIX })],
      [`passed example.test:443 (${SIX})`, `passed example.test:443 (${FOUR})`],
    ],
    [
      'speaks once for several pages of one endpoint',
      [aSecurePage(), aPage('https://example.test/shop', { data: { tls: aSession() } })],
      ['passed example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(expiredCertificate, observations)).toEqual(expected);
  });

  it('counts the days', () => {
    const facts = aFacts({ observations: [aSecurePage(aSession({ notAfter: '2026-02-20T00:00:00.000Z' }))] });
    const { message } = assertionsOf(expiredCertificate, facts)[0]!;
    expect(message.values['days']).toBe(10);
    expect(sentence('en', message)).toContain('10 days ago');
  });
});
