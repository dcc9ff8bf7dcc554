import { describe } from 'vitest';
import type { Finding } from '../../../../diagnostics/model/finding.ts';
import type { MailSetting } from '../../../../diagnostics/model/mail-setting.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Symptom } from '../../../../diagnostics/model/vocabulary.ts';
import type { ProviderFacts } from '../../../../diagnostics/model/view/facts.ts';
import { settingText } from '../../../../diagnostics/model/view/mail-settings.ts';
import {
  aCertificate,
  addressInZone,
  aFinding,
  aSession,
  at,
  ELSEWHERE,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { fromPublic } from '../../../support/dns-factories.ts';
import { aRecord } from '../../../support/dns-factories.ts';
import { aFailure, anObservation, aRequest, twice } from '../../../support/factories.ts';

const OWN_NAME = `mail.${HOST}`;
const SERVER_NAME = 'server.hoster.test';
const imaps = (host: string): MailSetting => ({ protocol: 'imap', host, port: 993, security: 'implicit' });

const dialled = (host: string, address: string, names: readonly string[]): Observation =>
  anObservation('imap', {
    id: `imap/${address}/993/implicit/${host}`,
    endpoint: at(address, 993, host),
    data: {
      connectMs: 10,
      greeting: '* OK',
      upgrade: 'not_tried',
      transcript: [],
      tls: aSession({ chain: [aCertificate({ dnsNames: names })] }),
    },
  });
const refused = (host: string, address: string): readonly Observation[] =>
  twice(
    anObservation('imap', {
      id: `imap/${address}/993/implicit/${host}`,
      endpoint: at(address, 993, host),
      failure: aFailure('connection_refused'),
    }),
  );

/** What the check says of the entered setting, in one of its ways. */
const said = (setting: MailSetting, how: string, behind: readonly Observation[]): Finding =>
  aFinding('unusable-mail-setting', `imap ${settingText(setting)}`, behind, {
    level: 'warning',
    message: { key: `check.unusable-mail-setting.failed.${how}`, values: {} },
  });

interface Entered {
  readonly host: string;
  readonly how: string;
  readonly tries: readonly Observation[];
  readonly recommended?: readonly MailSetting[];
  readonly others?: readonly Observation[];
  readonly findings?: readonly Finding[];
}

function entered({ host, how, tries, recommended, others = [], findings = [] }: Entered): World {
  const setting = imaps(host);
  const provider: Partial<ProviderFacts> = { ...pack, ...(recommended ? { mailSettings: recommended } : {}) };
  return {
    provider,
    request: aRequest({ symptom: 'mail_app_cannot_connect', mailSettings: [setting] }),
    observations: [...tries, ...others],
    findings: [said(setting, how, tries.slice(0, 1)), ...findings],
  };
}

describe('R91: another setting than those that work', () => {
  const website = { host: HOST, how: 'no_answer', tries: refused(HOST, ELSEWHERE) } as const;
  const advised = {
    recommended: [imaps('mail.{domain}')],
    others: [dialled(OWN_NAME, SERVER, [OWN_NAME])],
  } as const;
  const port = aFinding('unreachable-imap-port', `${HOST}:993`, website.tries);
  const verdict = {
    cause: 'mail.client_setting.other_works',
    subject: `${HOST}, 993, SSL/TLS`,
    explains: [`unusable-mail-setting imap ${HOST}, 993, SSL/TLS`],
  } as const;
  fires(
    'R91',
    'the website was entered, and the recommended server answers',
    entered({ ...website, ...advised }),
    {
      ...verdict,
      domain: 'customer_device',
      confidence: 'likely',
      missing: [],
    },
  );
  fires(
    'R91',
    'what else was seen of the entered server is explained with it',
    entered({ ...website, ...advised, findings: [port] }),
    {
      ...verdict,
      explains: [...verdict.explains, `unreachable-imap-port ${HOST}:993`],
    },
  );
  fires(
    'R91',
    'the zone tells the settings that work (RFC 6186)',
    entered({
      ...website,
      others: [
        dialled(OWN_NAME, SERVER, [OWN_NAME]),
        fromPublic(`_imaps._tcp.${HOST}`, 'SRV', [
          aRecord(`_imaps._tcp.${HOST}`, 'SRV', `0 1 993 ${OWN_NAME}`, { port: 993, target: OWN_NAME }),
        ]),
      ],
    }),
    { ...verdict, domain: 'customer_device', confidence: 'likely' },
  );
  fires('R91', 'nothing is known to work: the setting or the service', entered(website), {
    cause: 'mail.client_setting.unknown',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 mail_service_is_down', 'C0 app_error'],
  });
  trap(
    'R91',
    'the recommended setting was entered, and the service is down',
    entered({
      host: OWN_NAME,
      how: 'no_answer',
      tries: refused(OWN_NAME, SERVER),
      recommended: [imaps('mail.{domain}')],
    }),
    [],
  );
  trap('R91', 'another setting than the recommended works as well', {
    ...entered({ ...website, ...advised }),
    findings: [],
  });
});

describe('R63: the certificate is for the server’s own name', () => {
  const warned = {
    host: OWN_NAME,
    how: 'name',
    tries: [dialled(OWN_NAME, SERVER, [SERVER_NAME])],
  } as const;
  const zone = addressInZone(SERVER, OWN_NAME);
  const advised = {
    recommended: [imaps(SERVER_NAME)],
    others: [dialled(SERVER_NAME, SERVER, [SERVER_NAME]), zone],
  } as const;
  const mismatch = aFinding('certificate-name-mismatch', `${OWN_NAME}:993`, warned.tries);
  const verdict = {
    cause: 'mail.client_server_name',
    subject: OWN_NAME,
    domain: 'customer_device',
    explains: [
      `unusable-mail-setting imap ${OWN_NAME}, 993, SSL/TLS`,
      `certificate-name-mismatch ${OWN_NAME}:993`,
    ],
  } as const;
  fires(
    'R63',
    'the provider offers mail under the server’s name',
    entered({ ...warned, ...advised, findings: [mismatch] }),
    {
      ...verdict,
      confidence: 'likely',
      missing: [],
    },
  );
  fires(
    'R63',
    'what the provider offers is not known',
    entered({ ...warned, others: [zone], findings: [mismatch] }),
    {
      ...verdict,
      confidence: 'possible',
      missing: ['C9 name_is_promised', 'C0 app_error'],
    },
  );
  trap(
    'R63',
    'the provider promises the entered name',
    entered({ ...warned, recommended: [imaps('mail.{domain}')], others: [zone], findings: [mismatch] }),
    ['R61'],
  );
  trap(
    'R63',
    'nobody entered the name: a certificate of a mail server alone',
    {
      provider: pack,
      observations: [...warned.tries, zone],
      findings: [mismatch],
    },
    ['R61'],
  );
});

describe('R63: the customary name', () => {
  const shown = dialled(OWN_NAME, SERVER, [SERVER_NAME]);
  const zone = addressInZone(SERVER, OWN_NAME);
  const guessed = (symptom: Symptom, variant = '.server_name'): World => ({
    provider: pack,
    request: aRequest({ symptom }),
    observations: [shown, zone],
    findings: [
      aFinding('certificate-name-mismatch', `${OWN_NAME}:993`, [shown], {
        level: variant === '' ? 'error' : 'note',
        message: {
          key: `check.certificate-name-mismatch.failed${variant}`,
          values: { names: SERVER_NAME },
        },
      }),
    ],
  });
  fires('R63', 'the person complains of a mail program', guessed('mail_app_cannot_connect'), {
    cause: 'mail.client_server_name',
    subject: OWN_NAME,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C9 name_is_promised', 'C0 app_error'],
    explains: [`certificate-name-mismatch ${OWN_NAME}:993`],
  });
  trap('R63', 'nobody complains of mail: the server’s name may be in use', guessed('everything'), []);
  trap('R63', 'no name in the certificate leads to the server', guessed('mail_app_cannot_connect', ''), [
    'R61',
  ]);
});
