import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { withStatements } from '../../../../diagnostics/model/view/statements.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  samePortClosed,
  samePortOpen,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, fromServer, mx, NS1 } from '../../../support/dns-factories.ts';
import { aRequest, STARTED_AT } from '../../../support/factories.ts';

const customers = { domain: 'customer_configuration', confidence: 'proven', missing: [] } as const;
const exchanger = (name: string) => fromServer(NS1, HOST, 'MX', [mx(HOST, 10, name)]);
const waiting = aRequest({ symptom: 'mail_cannot_receive' });

describe('R34, a domain that takes no mail', () => {
  const refusal = exchanger('.');
  const world: World = {
    observations: [refusal],
    findings: [aFinding('null-mx', HOST, [refusal], { level: 'note' })],
  };
  fires(
    'R34',
    'somebody waits for mail',
    { ...world, request: waiting },
    { ...customers, cause: 'mail.mx.missing.refused' },
  );
  trap('R34', 'nobody waits for mail', world, []);
});

const [front, mail] = ['45.0.7.9', `mail.${HOST}`];

/** The mail server's name leads to a proxy network; port 25 there is silent, and elsewhere as given. */
function proxiedWorld(elsewhere: readonly Observation[]): World {
  const address = fromServer(NS1, mail, 'A', [aRecord(mail, 'A', front)]);
  const silent = closed(at(front, 25, mail));
  return {
    observations: [exchanger(mail), address, ...silent, ...elsewhere],
    findings: [
      aFinding('proxied-mx', mail, [address], {
        message: {
          key: 'check.proxied-mx.failed',
          values: { subject: mail, domain: HOST, network: 'shield', address: front },
        },
      }),
      aFinding('unreachable-smtp-port', `${mail}:25`, silent),
    ],
  };
}

describe('R35, a mail server behind a web proxy', () => {
  const proxied = {
    ...customers,
    cause: 'mail.mx.proxied',
    subject: mail,
    explains: [`proxied-mx ${mail}`, `unreachable-smtp-port ${mail}:25`],
  };
  fires('R35', 'port 25 works elsewhere', proxiedWorld(samePortOpen(25)), proxied);
  fires('R35', 'port 25 works nowhere from here', proxiedWorld(samePortClosed(25)), {
    ...proxied,
    confidence: 'possible',
    missing: ['C2 port_blocked_on_the_way'],
    explains: [`proxied-mx ${mail}`],
  });
  trap(
    'R35',
    'the network takes mail there',
    {
      ...proxiedWorld([]),
      findings: [aFinding('proxied-mx', mail, [], { outcome: 'passed' })],
    },
    [],
  );
});

const provider = { mailHosts: ['mail.hoster.test'] };
const service = `_imaps._tcp.${HOST}`;
const published = fromPublic(service, 'SRV', [
  aRecord(service, 'SRV', '0 1 993 mail.hoster.test', { target: 'mail.hoster.test', port: 993 }),
]);

function elsewhereWorld(
  more: readonly Observation[],
  given: Readonly<Record<string, string>> = {},
  symptom = waiting.symptom,
): World {
  const answer = exchanger('mx.other.test');
  return {
    provider,
    request: aRequest({ symptom, facts: given }),
    observations: withStatements([answer, ...more], given, STARTED_AT),
    findings: [
      aFinding('mail-delivered-elsewhere', HOST, [answer], {
        level: 'note',
        message: {
          key: 'check.mail-delivered-elsewhere.failed',
          values: { subject: HOST, servers: 'mx.other.test' },
        },
      }),
    ],
  };
}

describe('R33, mail delivered to another company', () => {
  const elsewhere = { ...customers, cause: 'mail.mx.elsewhere', subject: HOST };
  fires('R33', 'mail programs are sent to the provider', elsewhereWorld([published]), {
    ...elsewhere,
    confidence: 'possible',
    missing: ['C9 mail_filter_in_front', 'C9 uses_mail_filter'],
  });
  fires(
    'R33',
    'the person says so',
    elsewhereWorld([], { mailbox_at: 'hosting_provider', uses_mail_filter: 'no' }),
    { ...elsewhere, confidence: 'likely' },
  );
  trap('R33', 'nothing tells that the mailboxes are at the provider', elsewhereWorld([]), []);
  trap('R33', 'nobody waits for mail', elsewhereWorld([published], {}, 'mail_cannot_send'), []);
});
