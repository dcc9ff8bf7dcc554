import { describe } from 'vitest';
import type { Finding } from '../../../../diagnostics/model/finding.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Symptom } from '../../../../diagnostics/model/vocabulary.ts';
import {
  aFinding,
  at,
  fires,
  HOST,
  nobody,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { anObservation, aRequest } from '../../../support/factories.ts';

const server = (kind: 'imap' | 'smtp', port: number, mechanisms: readonly string[]): Observation =>
  anObservation(kind, {
    endpoint: at(SERVER, port),
    data: {
      connectMs: 10,
      greeting: 'ready',
      upgrade: 'done',
      transcript: [],
      authMechanismsAfterTls: mechanisms,
    },
  });
const passed = (check: string, seen: Observation): Finding =>
  aFinding(check, HOST, [seen], { outcome: 'passed', level: 'error' });

interface Told {
  readonly symptom?: Symptom;
  readonly facts: Readonly<Record<string, string>>;
  readonly findings?: readonly Finding[];
  readonly mechanisms?: readonly string[];
}

/** A mailbox whose servers answer, and what its owner tells. */
function mailbox({
  symptom = 'mail_app_cannot_connect',
  facts,
  findings = [],
  mechanisms = ['PLAIN'],
}: Told): World {
  const [imap, smtp] = [server('imap', 993, mechanisms), server('smtp', 587, mechanisms)];
  return {
    provider: pack,
    request: aRequest({ symptom, facts }),
    observations: [imap, smtp],
    findings: [
      passed('unreachable-imap-port', imap),
      passed('unreachable-submission-port', smtp),
      ...(mechanisms.includes('PLAIN')
        ? []
        : [aFinding('modern-sign-in-only', `${HOST}:587`, [smtp], { level: 'note' })]),
      ...findings,
    ],
  };
}

describe('R43: the right password is refused', () => {
  const password = { app_error: 'password' } as const;
  const verdict = { subject: HOST, explains: [] } as const;
  fires(
    'R43',
    'it works from another connection: a guard',
    mailbox({ facts: { ...password, works_elsewhere: 'yes' } }),
    {
      ...verdict,
      cause: 'mail.login_refused.guard',
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
    },
  );
  fires(
    'R43',
    'a second step is switched on',
    mailbox({
      facts: { ...password, two_factor_on: 'yes', works_elsewhere: 'no', password_known_good: 'yes' },
    }),
    {
      ...verdict,
      cause: 'mail.login_refused.second_factor',
      domain: 'customer_device',
      confidence: 'likely',
    },
  );
  fires(
    'R43',
    'the webmail takes it: the program holds something else',
    mailbox({ facts: { ...password, webmail_login_works: 'yes' } }),
    {
      ...verdict,
      cause: 'mail.login_refused.program',
      domain: 'customer_device',
      confidence: 'possible',
    },
  );
  fires(
    'R43',
    'refused everywhere: locked or wrong',
    mailbox({ facts: { ...password, webmail_login_works: 'no', works_elsewhere: 'no' } }),
    {
      ...verdict,
      cause: 'mail.login_refused.account',
      domain: 'customer_configuration',
      confidence: 'possible',
    },
  );
  fires('R43', 'nothing more is told: the questions are asked', mailbox({ facts: password }), {
    ...verdict,
    ...nobody,
    cause: 'mail.login_refused.unknown',
    missing: ['C5 webmail_login_works', 'C5 works_elsewhere', 'C5 password_known_good', 'C9 two_factor_on'],
  });
  trap('R43', 'the message speaks of something else', mailbox({ facts: { app_error: 'timeout' } }), ['R15']);
  trap('R43', 'the person came for the website', mailbox({ symptom: 'site_down', facts: password }), []);
  trap('R43', 'the server takes no passwords at all', mailbox({ facts: password, mechanisms: ['XOAUTH2'] }), [
    'R90',
  ]);
});

describe('R90: only a sign-in through the browser', () => {
  const verdict = {
    cause: 'mail.modern_sign_in',
    subject: `${HOST} (587)`,
    explains: [`modern-sign-in-only ${HOST}:587`],
  } as const;
  const tokens = { mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } as const;
  fires('R90', 'the program sends a password', mailbox({ ...tokens, facts: { app_error: 'password' } }), {
    ...verdict,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  fires('R90', 'what the program says is not told', mailbox({ ...tokens, facts: {} }), {
    ...verdict,
    domain: 'hosting_provider',
    confidence: 'possible',
    missing: ['C0 program_signs_in_by_browser', 'C0 app_error'],
  });
  trap('R90', 'nobody complains of mail', mailbox({ ...tokens, symptom: 'everything', facts: {} }), []);
  trap(
    'R90',
    'a password is taken as well',
    mailbox({ facts: { app_error: 'password' }, mechanisms: ['PLAIN', 'XOAUTH2'] }),
    ['R43'],
  );
});

describe('R15: everything answers and the program fails', () => {
  fires(
    'R15',
    'the program times out where the same connection stands',
    mailbox({ facts: { app_error: 'timeout' } }),
    {
      cause: 'device.app_settings',
      subject: HOST,
      domain: 'customer_device',
      confidence: 'likely',
      missing: [],
      explains: [],
    },
  );
  trap('R15', 'the literal error was not told', mailbox({ facts: {} }), []);
  trap(
    'R15',
    'the password is refused, which is another matter',
    mailbox({ facts: { app_error: 'password' } }),
    ['R43'],
  );
  const slow = anObservation('imap', { endpoint: at(SERVER, 143) });
  trap(
    'R15',
    'something of mail did fail',
    mailbox({
      facts: { app_error: 'timeout' },
      findings: [aFinding('missing-starttls', `${HOST}:143`, [slow], { level: 'warning' })],
    }),
  );
  trap(
    'R15',
    'something of mail could not be told',
    mailbox({
      facts: { app_error: 'timeout' },
      findings: [aFinding('unreachable-pop3-port', HOST, [slow], { outcome: 'cantTell' })],
    }),
    [],
  );
});
