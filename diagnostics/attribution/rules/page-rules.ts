/** Rules about what a page itself says: its database, a firewall in its place, parts that browsers refuse. */
import type { ObservationOf } from '../../model/observation.ts';
import { asBrowser, firewallOf, type FirewallKind } from '../../model/view/firewall-pages.ts';
import { pointAt } from '../../model/view/pointing.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import type { Finding } from '../../model/finding.ts';
import { stated } from '../../model/view/statements.ts';
import { notIntercepted } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { oneForTwins } from '../twins.ts';

type Page = ObservationOf<'http'>;

const pagesBehind = (world: RuleWorld, finding: Finding): readonly Page[] =>
  world.behind(finding).filter((each): each is Page => each.kind === 'http');

/** Findings about the same pages that say no more than "it is an error". */
const plainErrors = (world: RuleWorld, pages: readonly Page[]): readonly Finding[] =>
  world
    .open('server-error-page', 'client-error-page')
    .filter((finding) =>
      pagesBehind(world, finding).some((page) =>
        pages.some((each) => each.endpoint.name === page.endpoint.name),
      ),
    );

/** R81: one site without its database has a wrong password, name or quota; when several have none, the database server is down. */
const databaseError = defineRule({
  id: 'R81',
  rootCause: 'web.database_error',
  match: (world) =>
    oneForTwins(
      world.open('database-error-page').map((finding): Match => {
        const others = stated(world.facts, 'other_sites_fail', 'yes');
        const isEverywhere = others.length > 0;
        return {
          subject: finding.subject,
          service: 'web',
          ...(isEverywhere
            ? {
                accused: 'hosting_provider',
                variant: 'several_sites',
                basis: 'one_vantage',
                rivals: [
                  {
                    faultDomain: 'site_application',
                    control: 'C4',
                    excludedBy: others,
                    id: 'only_this_database',
                  },
                ],
              }
            : {
                accused: 'site_application',
                basis: 'own_words',
                rivals: [
                  {
                    faultDomain: 'hosting_provider',
                    control: 'C4',
                    excludedBy: stated(world.facts, 'other_sites_fail', 'no'),
                    id: 'database_server_down',
                  },
                ],
                questions: ['other_sites_fail'],
              }),
          evidence: evidenceOf([finding]),
          explains: [finding, ...plainErrors(world, pagesBehind(world, finding))],
        };
      }),
    ),
});

const firewallVariants = ['server', 'plug_in', 'edge'] as const satisfies readonly FirewallKind[];
const firewallOwner: Readonly<Record<FirewallKind, FaultDomain>> = {
  server: 'hosting_provider',
  plug_in: 'site_application',
  edge: 'customer_configuration',
};

function firewallBehind(
  world: RuleWorld,
  finding: Finding,
): { readonly kind: FirewallKind; readonly page: Page } | undefined {
  const page = pagesBehind(world, finding).find((each) => firewallOf(each) !== undefined);
  const kind = firewallVariants.find((each) => page && each === firewallOf(page));
  return page && kind && { kind, page };
}

/** R84: the firewall's own page names it. What it says to tools alone was left out by the check. */
const requestBlocked = defineRule({
  id: 'R84',
  rootCause: 'web.request_blocked',
  match: (world) =>
    groupBy(
      world.open('blocked-request-page'),
      (finding) => firewallBehind(world, finding)?.kind ?? '',
    ).flatMap(([, findings]): readonly Match[] => {
      const found = firewallBehind(world, findings[0]!);
      if (!found) return [];
      const { kind, page } = found;
      const browser = asBrowser(world.facts, page);
      return [
        {
          subject: findings.map((finding) => finding.subject).join(', '),
          service: 'web',
          accused: firewallOwner[kind],
          variant: kind,
          basis: 'one_vantage',
          values: { status: page.data.status ?? 0 },
          rivals: [
            {
              faultDomain: firewallOwner[kind],
              control: 'C3',
              excludedBy: browser && firewallOf(browser) ? [pointAt(browser, '/data/status')] : [],
              id: 'only_tools_blocked',
            },
            {
              faultDomain: 'customer_network',
              control: 'C5',
              excludedBy: stated(world.facts, 'works_elsewhere', 'no'),
              id: 'only_this_address_blocked',
              isDeciding: false,
            },
          ],
          evidence: evidenceOf(findings),
          explains: [
            ...findings,
            ...plainErrors(
              world,
              findings.flatMap((finding) => pagesBehind(world, finding)),
            ),
          ],
        },
      ];
    }),
});

/** R86: browsers refuse scripts and styles that an https page takes over http (W3C Mixed Content). */
const mixedContent = defineRule({
  id: 'R86',
  rootCause: 'web.mixed_content',
  match: (world) =>
    oneForTwins(
      world.open('mixed-content').map((finding): Match => ({
        subject: finding.subject,
        service: 'web',
        accused: 'site_application',
        basis: 'own_words',
        values: { part: String(finding.message.values?.['part'] ?? '') },
        rivals: [
          {
            faultDomain: 'customer_network',
            control: 'C8',
            excludedBy: notIntercepted(world.facts, pagesBehind(world, finding)[0]),
            id: 'page_rewritten',
          },
        ],
        evidence: evidenceOf([finding]),
        explains: [finding],
      })),
    ),
});

export const pageRules: readonly Rule[] = [databaseError, requestBlocked, mixedContent];
