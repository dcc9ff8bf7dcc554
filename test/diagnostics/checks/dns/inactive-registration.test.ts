import { describe, expect, it } from 'vitest';
import { inactiveRegistration } from '../../../../diagnostics/checks/dns/inactive-registration.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aZone } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';
import {
  daysAway,
  deniedBy,
  registered,
  registrySilent,
  unregistered,
  withRegistry,
} from '../../../support/registry-factories.ts';

const domain = 'example.test';
const denied = deniedBy(['45.0.0.1']);
const parked = aZone({ servers: { 'ns1.expired.test': ['45.0.1.1'] } });
const facts = (observations: readonly Observation[], networkData = withRegistry) =>
  aFacts({ observations, networkData });

describe('inactive-registration', () => {
  it.each<readonly [string, readonly Observation[], string]>([
    ['finds a name that nobody registered', [...denied, unregistered()], 'failed.unregistered'],
    [
      'finds a redemption period',
      [...denied, registered({ statuses: ['redemption period'] })],
      'failed.redemption',
    ],
    [
      'finds it in the spelling of EPP, beside pendingDelete',
      [...denied, registered({ statuses: ['pendingDelete', 'redemptionPeriod'] })],
      'failed.redemption',
    ],
    [
      'finds a coming deletion',
      [...denied, registered({ statuses: ['pending delete'] })],
      'failed.pending_delete',
    ],
    ['finds a hold of the registrar', [...denied, registered({ statuses: ['client hold'] })], 'failed.held'],
    ['finds a hold of the registry', [...denied, registered({ statuses: ['serverHold'] })], 'failed.held'],
    [
      'finds an entry without name servers',
      [...denied, registered({ statuses: ['inactive'], nameServers: [] })],
      'failed.no_servers',
    ],
    ['finds an entry that is not published', [...denied, registered()], 'failed.unpublished'],
    ['finds servers for domains that ran out', [...parked, registered()], 'failed.expired_servers'],
    ['finds them without the registry’s word', [...parked, registrySilent()], 'failed.expired_servers'],
    [
      'passes over locks, the grace after a renewal and a date that lags',
      [
        ...aZone(),
        registered({ statuses: ['auto renew period', 'server transfer prohibited'], expiresIn: -3 }),
      ],
      'passed',
    ],
    [
      'passes over a hold while the parent leads to the servers',
      [...aZone(), registered({ statuses: ['client hold'] })],
      'passed',
    ],
    ['cannot tell when the registry does not answer', [...denied, registrySilent()], 'cantTell.unreachable'],
    ['cannot tell when entry and servers differ', [...aZone(), unregistered()], 'cantTell'],
    ['is untested for a domain that works', aZone(), 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(inactiveRegistration, facts(observations))).toEqual([`${expected} ${domain}`]);
  });

  it('says when no registry can be asked', () => {
    expect(judge(inactiveRegistration, facts(denied, {}))).toEqual([`cantTell.no_service ${domain}`]);
  });

  it('gives the registry’s words, the day and the company', () => {
    const held = registered({ statuses: ['client hold'], expiresIn: -4 });
    const [said] = assertionsOf(inactiveRegistration, facts([...denied, held]));
    expect(said!.message.values).toEqual({
      subject: domain,
      lapse: 'held',
      status: 'client hold',
      day: daysAway(-4).slice(0, 10),
      isPast: true,
      by: 'registrar',
      registrar: 'Tulip Names B.V.',
      hasRegistrar: true,
      servers: '',
    });
  });

  it('has nothing to say of an address', () => {
    const request = { target: aTarget({ domain: '45.0.3.1', isAddress: true }) };
    expect(judge(inactiveRegistration, aFacts({ request }))).toEqual(['inapplicable 45.0.3.1']);
  });
});
