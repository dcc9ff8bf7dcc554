/** Rules about a site that stands in two places: a move that was half done, and an old server that still answers. */
import type { Finding } from '../../model/finding.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere, isProviderAddress } from '../../model/view/provider-addresses.ts';
import { stated } from '../../model/view/statements.ts';
import { pagesAt } from '../../model/view/web-places.ts';
import { namesAddress } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';

const textOf = (finding: Finding, value: string): string => String(finding.message.values[value] ?? '');

/** Errors of one of the two names, at its own addresses. */
const errorsOf = (world: RuleWorld, host: string): readonly Finding[] =>
  world
    .open()
    .filter(
      (each) =>
        each.level === 'error' &&
        world.behind(each).length > 0 &&
        world.behind(each).every(({ endpoint }) => endpoint.name === host && endpoint.address !== undefined),
    );

/** R56 says the same of this name, with what came of it: the certificate was not renewed. */
const isNamedByRenewal = (world: RuleWorld, name: string): boolean =>
  world.open('covered-name-elsewhere').some((each) => textOf(each, 'name') === name);

/** R30: one name of the site was moved to the provider and the other was not, and one of them fails. */
const halfMoved = defineRule({
  id: 'R30',
  rootCause: 'dns.move_unfinished',
  match: (world) =>
    world.open('split-web-hosts').flatMap((finding): readonly Match[] => {
      const away = textOf(finding, 'away');
      if (isNamedByRenewal(world, away)) return [];
      const errors = errorsOf(world, away);
      const moving = stated(world.facts, 'migration_running', 'yes');
      if (errors.length === 0 && moving.length === 0) return [];
      return [
        {
          subject: away,
          service: 'dns',
          accused: 'customer_configuration',
          basis: 'one_vantage',
          values: { ...finding.message.values, address: trueAddresses(world.facts, away).join(', ') },
          rivals: [
            {
              faultDomain: 'undetermined',
              control: 'C9',
              excludedBy: errors.length > 0 ? evidenceOf(errors).slice(0, 2) : moving,
              id: 'kept_apart_on_purpose',
            },
          ],
          evidence: [...finding.evidence, ...evidenceOf(errors)].slice(0, 8),
          explains: [finding, ...errors],
        },
      ];
    }),
});

/** Certificates tell the servers apart already: then other rules have spoken. */
const hasOtherTrouble = (world: RuleWorld, addresses: readonly string[]): boolean =>
  world.findings.some(
    (each) =>
      each.outcome === 'failed' &&
      each.level === 'error' &&
      addressesBehind(world, each).some((address) => addresses.includes(address)),
  );

/** R85: the zone gives both addresses, and they show two different sites. */
const oldContent = defineRule({
  id: 'R85',
  rootCause: 'dns.address_elsewhere',
  match: (world) =>
    world.open('differing-page-content').flatMap((finding): readonly Match[] => {
      const addresses = [textOf(finding, 'one'), textOf(finding, 'other')];
      const away = addresses.find((address) => isElsewhere(world.facts, address));
      const home = addresses.find((address) => isProviderAddress(world.facts, address));
      const inZone = addresses.map((address) => namesAddress(world.facts, finding.subject, address));
      if (inZone.some((each) => each.length === 0) || hasOtherTrouble(world, addresses)) return [];
      const homePage = home === undefined ? undefined : pagesAt(world.facts, finding.subject, home)[0];
      return [
        {
          subject: finding.subject,
          service: 'web',
          accused: 'customer_configuration',
          basis: 'one_vantage',
          variant: 'content',
          values: {
            host: finding.subject,
            address: away ?? addresses.join(', '),
            good: home ?? addresses.find((address) => address !== away) ?? '',
          },
          isOpenQuestion: true,
          rivals: [
            {
              faultDomain: 'dns_operator',
              control: 'C6',
              excludedBy: inZone.flatMap((each) => each.slice(0, 1)),
              id: 'wrong_address',
            },
            {
              faultDomain: 'hosting_provider',
              control: 'C9',
              excludedBy: away !== undefined && homePage ? [pointAt(homePage, '/endpoint/address')] : [],
              id: 'two_own_servers',
            },
          ],
          evidence: finding.evidence,
          explains: [finding],
        },
      ];
    }),
});

/** Before what fails at the other place is charged to anybody. */
export const moveRules: readonly Rule[] = [halfMoved];
export const contentRules: readonly Rule[] = [oldContent];
