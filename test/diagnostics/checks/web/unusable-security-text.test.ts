import { describe, expect, it } from 'vitest';
import { unusableSecurityText } from '../../../../diagnostics/checks/web/unusable-security-text.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anOffer } from '../../../support/service-factories.ts';
import { processorMs } from '../../../support/processor-time.ts';

const answer = (bodyStart: string, status = 200, type = 'text/plain; charset=utf-8') =>
  anOffer({
    data: {
      securityText: {
        path: '/.well-known/security.txt',
        status,
        bodyStart,
        headers: [{ name: 'content-type', value: type }],
      },
    },
  });
const good = 'Contact: mailto:security@example.test\r\nExpires: 2099-01-01T00:00:00.000Z\r\n';

describe('unusable-security-text', () => {
  it.each([
    ['passes for a contact with a date to come', answer(good), 'passed'],
    [
      'reads one that is signed',
      answer(`-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${good}-----BEGIN PGP SIGNATURE-----`),
      'passed',
    ],
    ['reads field names in any letter case', answer(good.toUpperCase()), 'passed'],
    [
      'is told where it has run out',
      answer('Contact: https://example.test/report\nExpires: 2020-01-01T00:00:00Z\n'),
      'failed.expired',
    ],
    [
      'is told without a contact',
      answer('# Contact: nobody\nExpires: 2099-01-01T00:00:00Z\n'),
      'failed.nobody',
    ],
    ['is told without a date', answer('Contact: mailto:a@b.test\n'), 'failed.undated'],
    ['is told with two dates', answer(`${good}Expires: 2098-01-01T00:00:00Z\n`), 'failed.undated'],
    ['is told where there is none', answer('Not found', 404), 'failed.missing'],
    [
      'takes a page that stands for everything for none',
      answer('<!doctype html><title>Bakery</title>', 200, 'text/html'),
      'failed.missing',
    ],
    ['cannot tell from a redirect', answer('', 301), 'cantTell'],
    ['cannot tell behind a firewall', answer('Forbidden', 403), 'cantTell'],
    ['cannot tell without an answer', anOffer(), 'cantTell'],
  ])('%s', (_, observation, outcome) => {
    expect(judgeAll(unusableSecurityText, [observation])).toEqual([`${outcome} example.test`]);
  });

  it('is soon done with a line of blanks as long as what is read of a page', () => {
    const page = answer(`Contact: a${' '.repeat(19_000)}b\n`.slice(0, 19_900));
    expect(processorMs(() => judgeAll(unusableSecurityText, [page]))).toBeLessThan(300);
  });
});
