import { describe, expect, it } from 'vitest';
import { unresolvableMailServer } from '../../../../diagnostics/checks/mail/unresolvable-mail-server.ts';
import { aRecord, fromPublic, fromServer, fromSystem, mx, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, host] = ['example.test', 'mx.other.test'];
const exchanger = fromServer(NS1, domain, 'MX', [mx(domain, 10, host)]);
const timeOut = { failure: aFailure('timed_out', 'exchange') };
/** Both resolvers answer for the domain itself. */
const alive = [
  exchanger,
  fromPublic(domain, 'A', [aRecord(domain, 'A', '45.0.3.1')]),
  fromSystem(domain, 'A', [aRecord(domain, 'A', '45.0.3.1')]),
];
const publicFails = twice(fromPublic(host, 'A', timeOut));
const systemFails = twice(fromSystem(host, 'A', timeOut));

describe('unresolvable-mail-server', () => {
  it.each([
    [
      'fails when two resolvers fail that answer else',
      [...alive, ...publicFails, ...systemFails],
      `failed ${host}`,
    ],
    ['cannot tell from one resolver', [...alive, ...publicFails], `cantTell ${host}`],
    [
      'cannot tell from one try',
      [...alive, fromPublic(host, 'A', timeOut), fromSystem(host, 'A', timeOut)],
      `cantTell ${host}`,
    ],
    [
      'cannot tell from resolvers that answer nothing',
      [exchanger, ...publicFails, ...systemFails],
      `cantTell ${host}`,
    ],
    [
      'passes with an address',
      [...alive, fromPublic(host, 'A', [aRecord(host, 'A', '45.0.8.8')])],
      `passed ${host}`,
    ],
    ['is untested before the lookup', alive, `untested ${host}`],
    [
      'does not apply without mail',
      [fromServer(NS1, domain, 'MX', [mx(domain, 0, '.')])],
      `inapplicable.domain ${domain}`,
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(unresolvableMailServer, aFacts({ observations }))).toEqual([expected]);
  });
});
