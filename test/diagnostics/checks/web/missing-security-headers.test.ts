import { describe, expect, it } from 'vitest';
import { missingSecurityHeaders } from '../../../../diagnostics/checks/web/missing-security-headers.ts';
import { aFailure, aFacts } from '../../../support/factories.ts';
import { assertionsOf, judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

const withHeaders = (headers: Readonly<Record<string, string>>) =>
  aPage('https://example.test/', {
    data: { headers: Object.entries(headers).map(([name, value]) => ({ name, value })) },
  });
const careful = {
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

describe('missing-security-headers', () => {
  it.each([
    ['passes with all, the frame policy inside the content policy', withHeaders(careful), 'passed'],
    ['fails without any', aPage('https://example.test/'), 'failed'],
    [
      'cannot tell from a redirect',
      aRedirect('https://example.test/', 'https://www.example.test/'),
      'cantTell',
    ],
    [
      'stays untested without an answer',
      aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') }),
      'untested',
    ],
  ])('%s', (_, page, outcome) => {
    expect(judgeAll(missingSecurityHeaders, [page])).toEqual([`${outcome} example.test`]);
  });

  it('names what is missing, and takes a header with another value for missing', () => {
    const page = withHeaders({
      ...careful,
      'x-content-type-options': 'sniff',
      'content-security-policy': '',
    });
    const [assertion] = assertionsOf(missingSecurityHeaders, aFacts({ observations: [page] }));
    expect(assertion!.message.values['headers']).toBe(
      'Content-Security-Policy, X-Content-Type-Options, X-Frame-Options',
    );
  });
});
