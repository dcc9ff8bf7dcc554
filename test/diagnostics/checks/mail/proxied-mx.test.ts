import { describe, expect, it } from 'vitest';
import { proxiedMx } from '../../../../diagnostics/checks/mail/proxied-mx.ts';
import { at, closed, open } from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, host, front] = ['example.test', 'mail.example.test', '45.0.7.9'];
const exchanger = (name = host) => fromPublic(domain, 'MX', [mx(domain, 10, name)]);
const leads = (address: string, name = host) => fromPublic(name, 'A', [aRecord(name, 'A', address)]);

describe('proxied-mx', () => {
  it.each([
    ['fails inside a proxy network', [exchanger(), leads(front), ...closed(at(front, 25))], `failed ${host}`],
    ['fails before the port was tried', [exchanger(), leads(front)], `failed ${host}`],
    [
      'passes where mail is taken there',
      [exchanger(), leads(front), open(at(front, 25))],
      `passed.open ${host}`,
    ],
    [
      'passes for the network’s mail service',
      [exchanger('a.mx.shield.test'), leads(front, 'a.mx.shield.test')],
      'passed a.mx.shield.test',
    ],
    ['passes anywhere else', [exchanger(), leads('45.0.3.9')], `passed ${host}`],
    [
      'cannot tell after a lookup error',
      [
        exchanger(),
        fromPublic(host, 'A', { failure: aFailure('timed_out', 'exchange') }),
        fromPublic(host, 'AAAA', { failure: aFailure('timed_out', 'exchange') }),
      ],
      `cantTell ${host}`,
    ],
    [
      'does not apply without mail',
      [fromPublic(domain, 'MX', [mx(domain, 0, '.')])],
      `inapplicable.domain ${domain}`,
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(proxiedMx, aFacts({ observations }))).toEqual([expected]);
  });
});
