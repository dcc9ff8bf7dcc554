/** Rules about slips of the hand in the zone: the domain typed twice, quotation marks in a value, a wildcard in place of a name. */
import type { Finding } from '../../model/finding.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';
import { lookupFailed, recordsInvented } from './mail-parts.ts';

/** What a missing record of this type makes other checks say. */
const consequencesByType: Readonly<Record<string, readonly string[]>> = {
  A: ['missing-address-record', 'mx-without-address'],
  MX: ['missing-mx'],
  TXT: ['missing-spf', 'missing-dmarc', 'missing-dkim-key'],
};

/** A key is missed under the domain's name, other records under their own. */
function isConsequence(finding: Finding, name: string): boolean {
  const missed = String(finding.message.values['name'] ?? '');
  if (finding.check === 'missing-dkim-key') return missed.split(', ').includes(name);
  if (finding.check === 'missing-dmarc') return name === `_dmarc.${finding.subject}`;
  return finding.subject === name;
}

/** R32: the record is there, under a name that nobody asks for. */
const doubledName = defineRule({
  id: 'R32',
  rootCause: 'dns.name_doubled',
  match: (world) =>
    world.open('doubled-record-name').map((finding) => {
      const { name = '', type = '' } = finding.message.values;
      const missed = world
        .open(...(consequencesByType[String(type)] ?? []))
        .filter((each) => isConsequence(each, String(name)));
      return {
        subject: String(name),
        service: 'dns' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        values: finding.message.values,
        rivals: [lookupFailed(finding.evidence)],
        evidence: finding.evidence,
        explains: [finding, ...missed],
      };
    }),
});

/** R32: the text is there, spoilt by marks or by a lost space. */
const misquoted = defineRule({
  id: 'R32',
  rootCause: 'dns.text_misquoted',
  match: (world) =>
    world.open('misquoted-text-record').map((finding) => {
      const missed = world
        .open('missing-spf', 'missing-dmarc', 'missing-dkim-key', 'broken-spf')
        .filter((each) =>
          each.check === 'broken-spf'
            ? each.subject === finding.subject
            : isConsequence(each, finding.subject),
        );
      return {
        subject: finding.subject,
        service: 'mail' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        variant: finding.message.key.endsWith('.split') ? 'split' : 'quoted',
        values: finding.message.values,
        rivals: [lookupFailed(finding.evidence)],
        evidence: finding.evidence,
        explains: [finding, ...missed],
      };
    }),
});

/** Errors at the addresses of a host, and nowhere else. */
const errorsAt = (world: RuleWorld, host: string): readonly Finding[] => {
  const addresses = trueAddresses(world.facts, host);
  return world.open().filter((each) => {
    const behind = addressesBehind(world, each);
    return (
      each.level === 'error' &&
      behind.length > 0 &&
      behind.every((address) => addresses.includes(address)) &&
      world.behind(each).every((observation) => observation.endpoint.name === host)
    );
  });
};

/** R31: the name gets what every invented name gets, and that leads to a server where it fails. */
const wildcardHides = defineRule({
  id: 'R31',
  rootCause: 'dns.wildcard_answer',
  match: (world) =>
    world.open('wildcard-answer').flatMap((finding) => {
      const errors = errorsAt(world, finding.subject);
      if (errors.length === 0) return [];
      return [
        {
          subject: finding.subject,
          service: 'dns' as const,
          accused: 'customer_configuration' as const,
          basis: 'one_vantage' as const,
          values: {
            ...finding.message.values,
            address: trueAddresses(world.facts, finding.subject).join(', '),
          },
          rivals: [
            lookupFailed(finding.evidence),
            // a record of its own with the same content leads to the same place, and to the same remedy
            {
              faultDomain: 'undetermined' as const,
              control: 'C6' as const,
              excludedBy: [],
              id: 'own_record_alike',
              isDeciding: false,
            },
          ],
          evidence: [...finding.evidence, ...evidenceOf(errors)].slice(0, 8),
          explains: [finding, ...errors],
        },
      ];
    }),
});

/**
 * R107: the domain itself is an alias beside its other records. At a name below it one of the two is lost, which shows by itself where it
 * matters; here mail and everything else goes with it, by what a resolver has heard first.
 */
const aliasAtApex = defineRule({
  id: 'R107',
  rootCause: 'dns.alias_beside_records',
  match: (world) =>
    world
      .open('alias-beside-records')
      .filter(({ message }) => message.key.endsWith('.apex'))
      .map((finding) => ({
        subject: finding.subject,
        service: 'dns' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        values: finding.message.values,
        rivals: [recordsInvented(world, finding.evidence)],
        evidence: finding.evidence,
        explains: [finding],
      })),
});

export const zoneTypingRules: readonly Rule[] = [doubledName, misquoted, wildcardHides, aliasAtApex];
