import { describe, expect, it } from 'vitest';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { aFacts, anObservation } from '../../../support/factories.ts';
import { assertionsOf, judgeAll, sentence } from '../../../support/judge.ts';
import { aMailDialogue, aPage, aSecurePage, aSession, FOUR } from '../../../support/service-factories.ts';

describe('certificate-name-mismatch', () => {
  it.each([
    ['passes when an alternative name is the host', [aSecurePage()], ['passed example.test:443']],
    [
      'passes for a wildcard that stands for one label',
      [aPage('https://www.example.test/', { data: { tls: aSession({ dnsNames: ['*.example.test'] }) } })],
      ['passed www.example.test:443'],
    ],
    [
      'fails when no alternative name is the host',
      [aSecurePage(aSession({ dnsNames: ['server.hoster.test'], commonName: 'server.hoster.test' }))],
      ['failed example.test:443'],
    ],
    [
      'fails although the common name is the host, and says so',
      [aSecurePage(aSession({ dnsNames: ['other.test'] }))],
      ['failed.only_common_name example.test:443'],
    ],
    [
      'leaves a certificate for the www twin to another check',
      [aSecurePage(aSession({ dnsNames: ['www.example.test'] }))],
      ['inapplicable.sibling example.test:443'],
    ],
    [
      'calls it a note where servers hand mail to each other, who do not look at the name',
      [aMailDialogue('smtp', 25, { tls: aSession({ dnsNames: ['server.hoster.test'], commonName: '' }) })],
      ['failed.exchange mail.example.test:25'],
    ],
    [
      'calls it a note where the certificate is for the mail server’s own name',
      [
        aMailDialogue('imap', 993, { tls: aSession({ dnsNames: ['server.hoster.test'] }) }),
        anObservation('system-lookup', {
          id: 'system-lookup/server.hoster.test',
          input: { name: 'server.hoster.test' },
          data: { addresses: [FOUR] },
        }),
      ],
      ['failed.server_name mail.example.test:993'],
    ],
    ['looks at no control', [aSecurePage(aSession({ dnsNames: ['other.test'] }), { control: 'C8' })], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(certificateNameMismatch, observations)).toEqual(expected);
  });

  it('calls the common name obsolete for deciding, in every language', () => {
    const facts = aFacts({
      observations: [aSecurePage(aSession({ dnsNames: ['other.test'], commonName: 'shared.test' }))],
    });
    const { message } = assertionsOf(certificateNameMismatch, facts)[0]!;
    expect(message.values).toEqual({
      subject: 'example.test:443',
      host: 'example.test',
      names: 'other.test',
      commonName: 'shared.test',
    });
    expect(sentence('en', message)).toContain('shared.test, is shown for information only: it is obsolete');
    expect(sentence('fr', message)).toContain('pour information : il est obsolète');
    expect(sentence('nl', message)).toContain('ter informatie bij: die is verouderd');
  });
});
