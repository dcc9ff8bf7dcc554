import { describe } from 'vitest';
import { aFinding, fires, HOST, pack, trap, type World } from '../../../support/attribution-factories.ts';
import {
  aZone,
  fromPublic,
  fromServer,
  fromSystem,
  mx,
  NS1,
  NS2,
  soa,
} from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

/** The second server keeps silent, or both do. */
function silentWorld(isSilent: (address: string) => boolean, provider?: World['provider']): World {
  const zone = aZone({ soa: (address) => (isSilent(address) ? null : [soa(HOST)]) });
  const findings = [NS1, NS2].map((address, index) =>
    aFinding(
      'silent-name-server',
      `ns${index + 1}.${HOST} (${address})`,
      zone.filter((each) => each.endpoint.address === address),
      { outcome: isSilent(address) ? 'failed' : 'passed', level: 'warning' },
    ),
  );
  return { ...(provider && { provider }), observations: [...zone, anchorsOf(4)], findings };
}

const one = {
  cause: 'dns.server_silent',
  subject: `ns2.${HOST} (${NS2})`,
  confidence: 'possible',
  explains: [`silent-name-server ns2.${HOST} (${NS2})`],
} as const;

describe('R28, some servers silent', () => {
  fires(
    'R28',
    'one of two, at a known provider',
    silentWorld((address) => address === NS2, pack),
    {
      ...one,
      domain: 'hosting_provider',
      missing: ['C5 one_server_from_here'],
    },
  );
  fires(
    'R28',
    'one of two, at nobody known',
    silentWorld((address) => address === NS2),
    {
      ...one,
      domain: 'undetermined',
    },
  );
  fires(
    'R28',
    'the silent one answers over the other family: the way to it may be broken',
    {
      ...silentWorld((address) => address === NS2, pack),
      findings: [
        ...silentWorld((address) => address === NS2, pack).findings,
        aFinding('silent-name-server', `ns2.${HOST} (2a00:3::53)`, [], { outcome: 'passed' }),
      ],
    },
    { ...one, domain: 'undetermined' },
  );
  trap(
    'R28',
    'all answer',
    silentWorld(() => false),
    [],
  );
});

const mailHost = 'mx.other.test';
const timeOut = { failure: aFailure('timed_out', 'exchange') };
const lost = [twice(fromPublic(mailHost, 'A', timeOut)), twice(fromSystem(mailHost, 'A', timeOut))].flat();

/** The mail server's name can be looked up by nobody. */
const lostMailServer = (provider?: World['provider']): World => ({
  ...(provider && { provider }),
  observations: [fromServer(NS1, HOST, 'MX', [mx(HOST, 10, mailHost)]), lost, anchorsOf(4)],
  findings: [aFinding('unresolvable-mail-server', mailHost, lost)],
});
const unresolvable = {
  cause: 'server.unreachable_here.unresolvable',
  subject: mailHost,
  confidence: 'possible',
  missing: ['C9 mail_server_given_up'],
} as const;

describe('R28, a mail server that cannot be looked up', () => {
  fires('R28', 'at another company', lostMailServer(), { ...unresolvable, domain: 'mail_operator' });
  fires('R28', 'at the provider', lostMailServer({ mailHosts: [mailHost] }), {
    ...unresolvable,
    domain: 'hosting_provider',
  });
  trap('R28', 'the lookup failed at one resolver alone', {
    ...lostMailServer(),
    findings: [aFinding('unresolvable-mail-server', mailHost, lost, { outcome: 'cantTell' })],
  });
});
