/** R22, R23, R24: what the registry itself says of a domain that the parent denies, or that leads to a registrar's own servers (RDAP). */
import type { Assertion } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { pointAt, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import {
  isPastExpiry,
  lapseOf,
  lapseValues,
  registrationOf,
  type Lapse,
  type Registration,
} from '../../model/view/registration.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'inactive-registration';

function registryEvidence(facts: Facts, registration: Registration): readonly Evidence[] {
  if (registration.status === 'absent') return [pointAt(registration.seenIn, '/data/httpStatus')];
  if (registration.status !== 'present') return [];
  const { seenIn } = registration;
  const expiry = seenIn.data.events?.findIndex(({ action }) => action === 'expiration') ?? -1;
  return [
    pointAt(seenIn, '/data/statuses'),
    ...(expiry >= 0 && isPastExpiry(facts, registration)
      ? [pointAt(seenIn, `/data/events/${expiry}/date`)]
      : []),
  ];
}

function delegationEvidence(facts: Facts): readonly Evidence[] {
  const { cut } = delegationOf(facts);
  if (!cut) return [];
  const { observation, records } = parentRecords(facts, cut);
  return observation ? pointAtRecords(observation, 'authorities', records) : [];
}

const sayLapsed = (facts: Facts, subject: string, lapse: Lapse, registration: Registration): Assertion =>
  failed({
    check,
    subject,
    variant: lapse,
    values: lapseValues(facts),
    evidence: [
      ...registryEvidence(facts, registration),
      ...(lapse === 'expired_servers' ? delegationEvidence(facts) : []),
    ],
  });

export const inactiveRegistration = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (facts.request.target.isAddress) return [inapplicable({ check, subject })];
    const registration = registrationOf(facts);
    const lapse = lapseOf(facts);
    if (lapse) return [sayLapsed(facts, subject, lapse, registration)];
    switch (registration.status) {
      case 'unasked':
        return [untested({ check, subject })];
      case 'no_service':
        return [cantTell({ check, subject, variant: 'no_service' })];
      case 'unreachable':
        return [
          cantTell({
            check,
            subject,
            variant: 'unreachable',
            evidence: [pointAtTrouble(registration.seenIn)],
          }),
        ];
      case 'absent':
        return [cantTell({ check, subject, evidence: registryEvidence(facts, registration) })];
      case 'present':
        return [
          passed({
            check,
            subject,
            values: lapseValues(facts),
            evidence: registryEvidence(facts, registration),
          }),
        ];
    }
  },
});
