/** A name server that the parent names has no address, or lacks the glue without which it cannot be found (RFC 9471). */
import type { Assertion } from '../../model/finding.ts';
import { aliasOf } from '../../model/view/record-word.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { resolveFromRoot, type ZoneCut } from '../../model/view/resolver.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const check = 'name-server-without-address';

function judgeMissing(facts: Facts, cut: ZoneCut, subject: string): Assertion {
  const { observation, records } = parentRecords(facts, cut);
  const values = { zone: cut.zone };
  const evidence = observation
    ? pointAtRecords(
        observation,
        'authorities',
        records.filter((each) => each.value === subject),
      )
    : [];
  if (isWithin(subject, cut.zone)) {
    // A cut answer may have lost its glue on the way.
    const isWhole = observation?.data.response?.flags.tc === false;
    return isWhole
      ? failed({ check, subject, variant: 'no-glue', values, evidence })
      : cantTell({ check, subject, values, evidence });
  }
  const steps = (['A', 'AAAA'] as const).map((type) => resolveFromRoot(facts, subject, type));
  if (steps.some((step) => step.status === 'asking')) return untested({ check, subject, values, evidence });
  const denials = steps.flatMap((step) => (step.status === 'answered' ? [step.answer.best] : []));
  const isSure = denials.length === steps.length && !aliasOf(facts, subject)?.record;
  return isSure
    ? failed({ check, subject, values, evidence: [...evidence, ...denials.map(pointAtDenial)] })
    : cantTell({ check, subject, values, evidence });
}

function judge(facts: Facts, cut: ZoneCut, missing: readonly string[], subject: string): Assertion {
  if (missing.includes(subject)) return judgeMissing(facts, cut, subject);
  const { observation } = parentRecords(facts, cut);
  const glue = observation?.data.response?.additionals.filter((each) => each.name === subject) ?? [];
  return passed({
    check,
    subject,
    values: { zone: cut.zone },
    evidence: observation ? pointAtRecords(observation, 'additionals', glue) : [],
  });
}

export const nameServerWithoutAddress = zoneCheck(check, ({ facts, cut, delegation }) =>
  cut.nameServers.map((server) => judge(facts, cut, delegation.serversWithoutAddress, server)),
);
