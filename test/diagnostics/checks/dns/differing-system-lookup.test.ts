import { describe, expect, it } from 'vitest';
import { differingSystemLookup } from '../../../../diagnostics/checks/dns/differing-system-lookup.ts';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import { aRecord, fromSystem } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, aTarget, twice } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const name = 'www.example.test';
const request = {
  services: ['web'],
  target: aTarget({ domain: name, registrableDomain: 'example.test' }),
} as const;
const raw = fromSystem(name, 'A', [aRecord(name, 'A', '45.0.3.3')]);
const rawNothing = [fromSystem(name, 'A', []), fromSystem(name, 'AAAA', [])];
const finds = (...addresses: readonly string[]) =>
  anObservation('system-lookup', { id: `system-lookup/${name}`, input: { name }, data: { addresses } });
const loses = (code: FailureCode) =>
  twice(
    anObservation('system-lookup', {
      id: `system-lookup/${name}`,
      input: { name },
      failure: aFailure(code, 'resolve'),
    }),
  );
const entry = anEnvironment({ hostsEntries: [{ name, address: '45.0.3.9', file: '/etc/hosts' }] });

describe('differing-system-lookup', () => {
  it.each([
    ['passes when one address is shared', [raw, finds('45.0.3.3', '2a00:3::3')], 'passed'],
    ['fails when nothing is shared', [raw, finds('45.0.3.9')], 'failed'],
    ['says when the hosts file explains it', [raw, finds('45.0.3.9'), entry], 'failed.hosts-file'],
    ['fails when programs find nothing', [raw, ...loses('name_not_found')], 'failed.missing'],
    [
      'cannot tell when the lookup failed for an unknown reason',
      [raw, ...loses('name_lookup_failed')],
      'cantTell',
    ],
    [
      'fails when programs find what DNS does not have',
      [...rawNothing, finds('45.0.3.9')],
      'failed.unpublished',
    ],
    ['cannot tell when only one family was asked', [rawNothing[1]!, finds('45.0.3.9')], 'cantTell'],
    ['passes when neither finds anything', [...rawNothing, ...loses('name_not_found')], 'passed'],
    ['is untested without a raw query', [finds('45.0.3.3')], 'untested'],
    ['is untested without a lookup', [raw], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(differingSystemLookup, aFacts({ request, observations }))).toEqual([`${expected} ${name}`]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        differingSystemLookup,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
