import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aCertificate,
  addressInZone,
  aFinding,
  aSession,
  at,
  controlSites,
  fires,
  HOST,
  open,
  pack,
  samePortClosed,
  samePortOpen,
  SERVER,
  stations,
  trap,
  trust,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf, timedAlone } from '../../../support/network-factories.ts';

/** A port that connects after this time. */
const openAfter = (ms: number, port = 993, partial: Parameters<typeof open>[1] = {}): Observation =>
  open(at(SERVER, port), { data: { connectMs: ms }, ...partial });
/** Two refusals of the submission port, of which the second is the faster one. */
const refusedAfter = (ms: number, address = SERVER): readonly Observation[] =>
  twice(
    anObservation('smtp', {
      endpoint: at(address, 587),
      durationMs: ms,
      failure: aFailure('connection_refused'),
    }),
  ).map((each, index) => ({ ...each, durationMs: ms + 30 * (1 - index) }));

const far = [openAfter(45), openAfter(45, 25), ...timedAlone(41, 25)];
const refused = (ms: number, others: readonly Observation[]): World => {
  const tries = refusedAfter(ms);
  return {
    observations: [tries, others, anchorsOf(4)],
    findings: [aFinding('unreachable-submission-port', `${HOST}:587`, tries)],
  };
};
const submission = [`unreachable-submission-port ${HOST}:587`];

describe('R48, refusals that come too early', () => {
  fires(
    'R48',
    'a refusal within the house names this network',
    refused(0.4, [...far, ...samePortOpen(587)]),
    {
      cause: 'network.refused_nearby',
      subject: `${HOST} (587)`,
      domain: 'customer_network',
      confidence: 'likely',
      missing: [],
      explains: submission,
    },
  );
  fires('R48', 'a refusal on the way names nobody', refused(7, far), {
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C5 box_of_access_provider'],
  });
  trap('R48', 'the refusal took the whole way', refused(39, [...far, ...samePortOpen(587)]), ['R93']);
  trap('R48', 'the server is as near as the refusal', refused(1, [openAfter(12), ...timedAlone(12, 25)]));
  trap(
    'R48',
    'the way was not measured alone, and a busy machine may have blurred it',
    refused(0.4, far.slice(0, 2)),
    ['R93'],
  );
  trap(
    'R48',
    'the way was measured alone too seldom to be believed',
    refused(0.4, [...far.slice(0, 2), ...timedAlone(41, 25).slice(1)]),
    ['R93'],
  );
  trap('R93', 'the refusal took less than half of the way', refused(16, [...far, ...samePortOpen(587)]), [
    'R42',
  ]);
  trap(
    'R48',
    'the access provider closes the port to everybody',
    refused(7, [...far, ...samePortClosed(587)]),
    ['R46'],
  );
});

/** A web port that refuses after this time, beside others of the server that connect after that time. */
const webRefused = (ms: number, others: readonly Observation[]): World => {
  const tries = twice(
    anObservation('http', {
      endpoint: at(SERVER, 443),
      durationMs: ms,
      failure: aFailure('connection_refused'),
    }),
  );
  return {
    provider: pack,
    observations: [tries, others, samePortOpen(443), anchorsOf(4), addressInZone()],
    findings: [aFinding('unreachable-web-port', `${HOST}:443`, tries)],
  };
};
const stopped = { cause: 'service.stopped', subject: `${HOST} (443)` } as const;

describe('R93, refusals where no budget was left to time the way', () => {
  fires('R93', 'they look too early for the server: nobody is named', webRefused(2, [openAfter(121, 80)]), {
    ...stopped,
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C5 box_nearby_refuses', 'C5 works_elsewhere'],
  });
  fires('R93', 'they took the whole way', webRefused(118, [openAfter(121, 80)]), {
    ...stopped,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  fires(
    'R93',
    'the server is so near that an early refusal cannot be told from its own',
    webRefused(2, [openAfter(12, 80)]),
    { ...stopped, domain: 'hosting_provider', confidence: 'likely' },
  );
  fires(
    'R93',
    'stations elsewhere are refused as well',
    webRefused(2, [openAfter(121, 80), stations(443, 'refused', 'refused')]),
    { ...stopped, domain: 'hosting_provider', confidence: 'likely' },
  );
});

const shield = { chain: [aCertificate({ issuer: 'CN=Shield', fingerprint256: 'BB' })] } as const;
const imap = (ms: number, how: keyof typeof trust, address = SERVER): Observation =>
  anObservation('imap', {
    endpoint: at(address, 993),
    data: {
      connectMs: ms,
      upgrade: 'not_tried',
      transcript: [],
      tls: aSession({ ...shield, trust: trust[how] }),
    },
  });
const neutralMail = (issuer: string): Observation =>
  anObservation('tls', {
    control: 'C2',
    endpoint: { operator: 'alpha', name: 'listener.alpha.test', address: '45.0.4.1', family: 4, port: 993 },
    data: {
      connectMs: 20,
      tls: aSession({ chain: [aCertificate({ issuer })], trust: trust.nobody }),
    },
  });
const signedBy = (session: Observation, others: readonly Observation[]): World => ({
  observations: [session, others, controlSites('everybody')],
  findings: [aFinding('untrusted-certificate', `${HOST}:993`, [session])],
});
const explains = [`untrusted-certificate ${HOST}:993`];

describe('R68, a mail shield', () => {
  fires(
    'R68',
    'names this computer, which trusts who signs unrelated mail servers as well',
    signedBy(imap(20, 'systemOnly'), [neutralMail('CN=Shield')]),
    {
      cause: 'mail.intercepted.trusted_here',
      subject: `${HOST} (993)`,
      domain: 'customer_device',
      confidence: 'proven',
      missing: [],
      explains,
    },
  );
  fires(
    'R68',
    'names this network when the answer is from within the house',
    signedBy(imap(0.5, 'nobody'), timedAlone(40, 443)),
    { cause: 'mail.intercepted.untrusted', domain: 'customer_network', confidence: 'proven' },
  );
  trap(
    'R68',
    'the way only looked long while this machine was busy',
    signedBy(imap(2, 'nobody'), [openAfter(40, 443, { control: 'C3' }), ...timedAlone(3, 443)]),
    ['R96'],
  );
  trap(
    'R68',
    'the way was not measured alone',
    signedBy(imap(2, 'nobody'), [openAfter(40, 443, { control: 'C3' })]),
    ['R96'],
  );
  fires(
    'R68',
    'names nobody when only the signer is the same',
    signedBy(imap(20, 'nobody'), [neutralMail('CN=Shield')]),
    {
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 intercepted_further_out'],
    },
  );
  trap(
    'R68',
    'the mail server is as far as its other ports, and others are signed by somebody else',
    signedBy(imap(40, 'nobody'), [openAfter(38, 443, { control: 'C3' }), neutralMail('CN=Other')]),
    ['R96'],
  );
  trap(
    'R68',
    'the web is opened as well, which says more',
    {
      observations: [imap(20, 'systemOnly'), neutralMail('CN=Shield'), controlSites('systemOnly')],
      findings: [
        aFinding('intercepted-connection', 'local', controlSites('systemOnly')),
        aFinding('untrusted-certificate', `${HOST}:993`, [imap(20, 'systemOnly')]),
      ],
    },
    ['R6'],
  );
});
