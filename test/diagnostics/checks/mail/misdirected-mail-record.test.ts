import { describe } from 'vitest';
import { misdirectedMailRecord } from '../../../../diagnostics/checks/mail/misdirected-mail-record.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { denied, timedOut } from '../../../support/mail-record-factories.ts';

const name = '_imaps._tcp.example.test';
const target = 'mail.example.test';
const srv = (host: string) =>
  fromPublic(name, 'SRV', [
    aRecord(name, 'SRV', `0 1 993 ${host}`, { priority: 0, weight: 1, port: 993, target: host }),
  ]);
const address = fromPublic(target, 'A', [aRecord(target, 'A', '45.0.1.10')]);
const alias = fromPublic(target, 'A', [
  aRecord(target, 'CNAME', 'mx.host.test'),
  aRecord('mx.host.test', 'A', '45.0.1.10'),
]);

describe('misdirected-mail-record', () => {
  checkCases(misdirectedMailRecord, [
    ['passes for a server with an address', [srv(target), address], `passed ${name}`],
    [
      'passes for a service that is refused on purpose (RFC 6186 section 3.4)',
      [srv('.')],
      `passed.refused ${name}`,
    ],
    [
      'fails for a name without addresses',
      [srv(target), denied(target, 'A'), denied(target, 'AAAA')],
      `failed.nowhere ${name}`,
    ],
    ['fails for an alias', [srv(target), alias], `failed.alias ${name}`],
    [
      'cannot tell where the address could not be looked up',
      [srv(target), timedOut(target, 'A'), timedOut(target, 'AAAA')],
      `cantTell ${name}`,
    ],
    ['cannot tell where the record could not be looked up', [timedOut(name, 'SRV')], `cantTell ${name}`],
    ['is untested where the address was not asked for', [srv(target)], `untested ${name}`],
    ['does not apply without records', [denied(name, 'SRV')], 'inapplicable.none'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
