import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  addressInZone,
  aFinding,
  at,
  closed,
  HOST,
  open,
  samePortClosed,
  samePortOpen,
  SERVER,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { fromPublic, fromServer, NS1 } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const recordFinding = (
  check: string,
  answer: Observation,
  partial: Parameters<typeof aFinding>[3] = {},
): World => ({ observations: [answer], findings: [aFinding(check, HOST, [answer], partial)] });
const nothing = fromServer(NS1, HOST, 'A', []);
const failedLookup = fromPublic(HOST, 'A', { failure: aFailure('dns_servfail', 'exchange') });

/** No MX record: mail goes to the domain's own address, and its port 25 is closed; the controls tell whether to everybody. */
function implicit(
  controls: readonly Observation[],
  port25: readonly Observation[] = closed(at(SERVER, 25)),
): World {
  const denial = fromServer(NS1, HOST, 'MX', []);
  return {
    observations: [denial, addressInZone(), port25, open(at(SERVER, 993)), controls, anchorsOf(4)],
    findings: [
      aFinding('missing-mx', HOST, [denial], { level: 'warning' }),
      aFinding('unreachable-imap-port', `${HOST}:993`, [], { outcome: 'passed' }),
    ],
  };
}

const customers = {
  subject: HOST,
  domain: 'customer_configuration',
  confidence: 'proven',
  missing: [],
} as const;
const mailLost = { ...customers, rule: 'R34', cause: 'mail.mx.missing' } as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R34 says that the mail server has no address',
    recordFinding('mx-without-address', nothing),
    {
      ...customers,
      rule: 'R34',
      cause: 'mail.mx.no_address.nothing',
      explains: [`mx-without-address ${HOST}`],
    },
  ],
  [
    'R34 says that the mail server is an alias',
    recordFinding('mx-alias', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.no_address.alias', explains: [`mx-alias ${HOST}`] },
  ],
  [
    'R34 says that the mail server is a number',
    recordFinding('mx-address-literal', nothing),
    {
      ...customers,
      rule: 'R34',
      cause: 'mail.mx.no_address.literal',
      explains: [`mx-address-literal ${HOST}`],
    },
  ],
  [
    'R34 takes no failed lookup for proof',
    recordFinding('mx-without-address', failedLookup),
    {
      ...customers,
      rule: 'R34',
      cause: 'mail.mx.no_address.nothing',
      confidence: 'possible',
      missing: ['C6 lookup_failed'],
      explains: [`mx-without-address ${HOST}`],
    },
  ],
  [
    'R34 says that no mail server is named',
    recordFinding('missing-mx', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.missing', explains: [`missing-mx ${HOST}`] },
  ],
  [
    'R34 takes a missing MX record for a loss when nobody takes mail at the domain itself',
    implicit(samePortOpen(25)),
    { ...mailLost, explains: [`missing-mx ${HOST}`] },
  ],
  [
    'R34 cannot see whether anybody takes mail while port 25 is closed here',
    implicit(samePortClosed(25)),
    {
      ...mailLost,
      confidence: 'possible',
      missing: ['C2 port_blocked_on_the_way'],
      explains: [`missing-mx ${HOST}`],
    },
  ],
];

describe('rules about mail servers in DNS', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    [
      'R34 keeps silent when a missing MX record is made up for',
      recordFinding('missing-mx', nothing, { level: 'note' }),
      'R34',
    ],
    [
      'R34 keeps silent when the domain itself takes mail',
      implicit(samePortOpen(25), [open(at(SERVER, 25))]),
      'R34',
    ],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});
