import { describe } from 'vitest';
import { zoneContactOddity } from '../../../../diagnostics/checks/dns/zone-contact-oddity.ts';
import type { DnsRecord } from '../../../../diagnostics/model/observations/dns.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aZone, NS2, soa } from '../../../support/dns-factories.ts';

const withFields = (fields: Readonly<Record<string, string | number>>): DnsRecord => {
  const record = soa('example.test');
  return { ...record, fields: { ...record.fields, ...fields } };
};
const zone = (fields: Readonly<Record<string, string | number>>) =>
  aZone({ soa: () => [withFields(fields)] });

describe('zone-contact-oddity', () => {
  checkCases(zoneContactOddity, [
    ['passes for usual data', aZone(), 'passed'],
    ['finds an @ in the contact', zone({ rname: 'admin@example.test' }), 'failed.at-sign'],
    ['finds a contact without a domain', zone({ rname: 'root' }), 'failed.no-contact'],
    ['finds a first server that is no name', zone({ mname: 'localhost' }), 'failed.no-master'],
    [
      'finds servers that state different contacts',
      aZone({ soa: (address) => [withFields(address === NS2 ? { rname: 'old.example.test' } : {})] }),
      'failed.differing',
    ],
    [
      'leaves serial numbers to another check',
      aZone({ soa: (address) => [withFields(address === NS2 ? { serial: 7 } : {})] }),
      'passed',
    ],
    ['is untested where no server answered', aZone({ soa: () => null }), 'untested'],
    ['is untested without a delegation', [], 'untested'],
  ]);
});
