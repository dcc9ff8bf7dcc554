import { describe, expect, it } from 'vitest';
import { tcpSilentNameServer } from '../../../../diagnostics/checks/dns/tcp-silent-name-server.ts';
import { aZone, fromServer, NS1, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget, twice } from '../../../support/factories.ts';
import { offline } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const servers = { 'ns1.example.test': [NS1] };
const subject = `ns1.example.test (${NS1})`;
const closed = fromServer(NS1, 'example.test', 'SOA', { failure: aFailure('connection_refused') }, 'tcp');
const overUdp = aZone({ servers });
const silentOverUdp = aZone({ servers, soa: () => null });

describe('tcp-silent-name-server', () => {
  it.each([
    [
      'passes when it answers over TCP',
      [...overUdp, fromServer(NS1, 'example.test', 'SOA', [soa('example.test')], 'tcp')],
      `passed ${subject}`,
    ],
    ['fails when it answers over UDP only', [...overUdp, ...twice(closed)], `failed ${subject}`],
    ['cannot tell after one try', [...overUdp, closed], `cantTell ${subject}`],
    [
      'leaves a server that is silent altogether to another check',
      [...silentOverUdp, ...twice(closed)],
      `untested.silent ${subject}`,
    ],
    ['is untested when it was not asked over TCP', overUdp, `untested ${subject}`],
    [
      'is untested when nothing is reachable',
      [...silentOverUdp, ...twice(closed), ...offline],
      `untested.no-path ${subject}`,
    ],
    ['is untested without a delegation', [], 'untested.no-servers example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(tcpSilentNameServer, aFacts({ observations }))).toEqual([expected]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        tcpSilentNameServer,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
