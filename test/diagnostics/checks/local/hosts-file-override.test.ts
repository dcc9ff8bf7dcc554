import { describe, expect, it } from 'vitest';
import { hostsFileOverride } from '../../../../diagnostics/checks/local/hosts-file-override.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const entry = anEnvironment({
  hostsEntries: [{ name: 'www.example.test', address: '45.0.3.3', file: '/etc/hosts' }],
});
const published = (address: string) =>
  fromPublic('www.example.test', 'A', [aRecord('www.example.test', 'A', address)]);
const denied = [
  fromPublic('www.example.test', 'A', { rcode: 'NXDOMAIN' }),
  fromPublic('www.example.test', 'AAAA', { rcode: 'NXDOMAIN' }),
];

describe('hosts-file-override', () => {
  it.each([
    ['fails when the entry differs from DNS', [entry, published('45.0.3.4')], 'failed www.example.test'],
    ['fails when DNS denies the name', [entry, ...denied], 'failed.unpublished www.example.test'],
    [
      'passes with a note when the entry equals DNS',
      [entry, published('45.0.3.3')],
      'passed.same www.example.test',
    ],
    ['cannot tell without DNS truth', [entry], 'cantTell www.example.test'],
    ['does not apply without an entry', [anEnvironment()], 'inapplicable example.test'],
    ['is untested when the machine was not read', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(hostsFileOverride, aFacts({ observations }))).toEqual([expected]);
  });

  it('points at the entry', () => {
    expect(assertionsOf(hostsFileOverride, aFacts({ observations: [entry, published('45.0.3.4')] }))).toEqual(
      [
        {
          subject: 'www.example.test',
          outcome: 'failed',
          message: {
            key: 'check.hosts-file-override.failed',
            values: {
              subject: 'www.example.test',
              address: '45.0.3.3',
              file: '/etc/hosts',
              truth: '45.0.3.4',
            },
          },
          evidence: [
            { observation: 'environment', pointer: '/data/hostsEntries/0/address', excerpt: '45.0.3.3' },
          ],
        },
      ],
    );
  });
});
