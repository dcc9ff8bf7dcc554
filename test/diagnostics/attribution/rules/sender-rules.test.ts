import { describe } from 'vitest';
import {
  aFinding,
  at,
  fires,
  HOST,
  open,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aZone, fromPublic, fromServer, mx, NS1 } from '../../../support/dns-factories.ts';

const name = `default._domainkey.${HOST}`;
const exchanger = fromServer(NS1, HOST, 'MX', [mx(HOST, 10, HOST)]);

function keyWorld(provider: World['provider'], variant = ''): World {
  const answer = fromPublic(name, 'TXT', { rcode: 'NXDOMAIN' });
  return {
    ...(provider && { provider }),
    observations: [...aZone(), exchanger, answer],
    findings: [
      aFinding('missing-dkim-key', HOST, [answer], {
        message: { key: `check.missing-dkim-key.failed${variant}`, values: { subject: HOST, name } },
      }),
    ],
  };
}
const elsewhere = { ...pack, nameServers: ['ns1.hoster.test'] };

describe('R37', () => {
  const missing = {
    cause: 'mail.dkim.key_missing',
    subject: HOST,
    confidence: 'possible',
    missing: ['C9 signing_switched_off'],
  } as const;
  fires('R37', 'in a zone that the provider keeps', keyWorld(pack), {
    ...missing,
    domain: 'hosting_provider',
  });
  fires('R37', 'in a zone that is kept elsewhere', keyWorld(elsewhere), {
    ...missing,
    domain: 'customer_configuration',
  });
  fires('R37', 'a key that was taken back', keyWorld(elsewhere, '.revoked'), {
    ...missing,
    cause: 'mail.dkim.key_missing.revoked',
    domain: 'customer_configuration',
  });
  trap(
    'R37',
    'the lookup failed',
    {
      ...keyWorld(pack),
      findings: [aFinding('missing-dkim-key', HOST, [], { outcome: 'cantTell' })],
    },
    [],
  );
});

const reverse = '1.3.0.45.in-addr.arpa';
function reverseWorld(provider: World['provider'], subject = SERVER, variant = ''): World {
  const answer = fromPublic(reverse, 'PTR', { rcode: 'NXDOMAIN' });
  return {
    ...(provider && { provider }),
    observations: [exchanger, answer, open(at(SERVER, 25))],
    findings: [
      aFinding('missing-reverse-name', subject, [answer], {
        level: 'warning',
        message: {
          key: `check.missing-reverse-name.failed${variant}`,
          values: { subject, host: HOST, name: 'out.hoster.test' },
        },
      }),
    ],
  };
}

describe('R40', () => {
  const nameless = { cause: 'mail.reverse_name_missing', subject: SERVER } as const;
  fires('R40', 'at the provider', reverseWorld(pack), {
    ...nameless,
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
  });
  fires('R40', 'at nobody known', reverseWorld(undefined, SERVER, '.unconfirmed'), {
    ...nameless,
    cause: 'mail.reverse_name_missing.unconfirmed',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 own_server'],
  });
  trap(
    'R40',
    'a mail server of somebody else, who does not send this mail',
    reverseWorld(pack, '45.0.8.8'),
    [],
  );
});
