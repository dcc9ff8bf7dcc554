/** Rules about what the web server answers: suspended accounts, server errors, loops. */
import type { Evidence } from '../../model/message.ts';
import type { Observation, ObservationOf } from '../../model/observation.ts';
import { belongsToProvider, namesAddress } from '../controls.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';
import { oneForTwins } from '../twins.ts';
import { isErrorOfSite } from './proxy-rule.ts';

/** R79: the page says that the account is suspended. A look-alike page of a plug-in is excluded by the pack's own print of it. */
const accountSuspended = defineRule({
  id: 'R79',
  rootCause: 'web.account_suspended',
  match(world) {
    const findings = world.open('suspended-account-page');
    if (findings.length === 0) return [];
    const pages = findings
      .flatMap((finding) => world.behind(finding))
      .filter((each): each is ObservationOf<'http'> => each.kind === 'http');
    const prints = world.facts.provider?.suspendedPagePrints ?? [];
    const byPrint = pages.filter((page) =>
      prints.some((print) => (page.data.bodyStart ?? '').includes(print)),
    );
    const hosts = new Set(pages.map((page) => page.endpoint.name));
    const consequences = world
      .open('server-error-page', 'client-error-page')
      .filter((finding) => world.behind(finding).some((each) => hosts.has(each.endpoint.name)));
    return [
      {
        subject: world.facts.request.target.domain,
        service: 'web',
        accused: 'customer_configuration',
        basis: 'own_words',
        rivals: [
          {
            faultDomain: 'site_application',
            control: 'C9',
            excludedBy: byPrint.slice(0, 2).map((page) => pointAt(page, '/data/bodyStart')),
            id: 'look_alike_page',
          },
        ],
        evidence: evidenceOf(findings),
        explains: [...findings, ...consequences],
      },
    ];
  },
});

interface ErrorControls {
  readonly staticWorks: readonly Evidence[];
  readonly staticFails: readonly Evidence[];
  readonly serverWorks: readonly Evidence[];
  readonly serverFails: readonly Evidence[];
}

/** C3 and C4 of rule R80: a static file of the same site, and the server's own page. */
function errorControls(world: RuleWorld, pages: readonly ObservationOf<'http'>[]): ErrorControls {
  const addresses = new Set(pages.map((page) => page.endpoint.address));
  const answered = (control: 'C3' | 'C4') =>
    world.facts
      .jobs('http')
      .map((job) => job.best)
      .filter(
        (each) =>
          each.control === control && addresses.has(each.endpoint.address) && each.data.status !== undefined,
      );
  const asEvidence = (each: ObservationOf<'http'>): Evidence => pointAt(each, '/data/status');
  const split = (control: 'C3' | 'C4', isError: boolean): readonly Evidence[] =>
    answered(control)
      .filter((each) => (each.data.status ?? 0) >= 500 === isError)
      .map(asEvidence);
  return {
    staticWorks: split('C3', false),
    staticFails: split('C3', true),
    serverWorks: split('C4', false),
    serverFails: split('C4', true),
  };
}

type ErrorVerdict = Pick<Match, 'accused' | 'variant' | 'isOpenQuestion' | 'rivals' | 'evidenceAgainst'>;

/** The server's own page fails as well: it is not this site alone. */
function wholeServerFails(
  world: RuleWorld,
  pages: readonly ObservationOf<'http'>[],
  controls: ErrorControls,
): ErrorVerdict {
  const endpoints = pages.map((page) => ({
    name: page.endpoint.name ?? '',
    address: page.endpoint.address ?? '',
  }));
  const named = endpoints
    .flatMap(({ name, address }) => namesAddress(world.facts, name, address))
    .slice(0, 2);
  const own = endpoints.flatMap(({ address }) => belongsToProvider(world.facts, address)).slice(0, 1);
  return {
    accused: 'hosting_provider',
    variant: 'whole_server',
    isOpenQuestion: false,
    evidenceAgainst: controls.staticWorks,
    rivals: [
      {
        faultDomain: 'site_application',
        control: 'C4',
        excludedBy: controls.serverFails,
        id: 'only_this_web_site',
      },
      { faultDomain: 'customer_configuration', control: 'C6', excludedBy: named, id: 'wrong_address' },
      {
        faultDomain: 'customer_configuration',
        control: 'C9',
        excludedBy: own,
        id: 'record_points_elsewhere',
      },
    ],
  };
}

/** Only this site fails: its code when plain files load, else nobody can be named. */
function oneSiteFails(controls: ErrorControls): ErrorVerdict {
  const isDynamic = controls.staticWorks.length > 0;
  return {
    accused: 'site_application',
    variant: isDynamic ? 'only_dynamic' : 'site',
    isOpenQuestion: !isDynamic,
    evidenceAgainst: controls.staticFails,
    rivals: [
      {
        faultDomain: 'hosting_provider',
        control: 'C3',
        excludedBy: controls.staticWorks,
        id: 'web_server_broken',
      },
      {
        faultDomain: 'hosting_provider',
        control: 'C4',
        excludedBy: controls.serverWorks,
        id: 'all_sites_fail',
      },
      {
        faultDomain: 'hosting_provider',
        control: 'C5',
        excludedBy: [],
        id: 'plan_limit_or_runtime',
        isDeciding: false,
      },
    ],
  };
}

function errorVerdict(
  world: RuleWorld,
  pages: readonly ObservationOf<'http'>[],
  controls: ErrorControls,
): ErrorVerdict {
  return controls.serverFails.length > 0 ? wholeServerFails(world, pages, controls) : oneSiteFails(controls);
}

/** Where an error page came from: straight from the server, or through the proxy of this seat. */
const hostOf = (page: Observation): string =>
  (page.kind === 'proxied-page' ? page.input.host : page.endpoint.name) ?? '';

/** R80: a 5xx answer is the server's own word; whose fault it is depends on what else of the server works. */
const serverError = defineRule({
  id: 'R80',
  rootCause: 'web.server_error',
  match(world) {
    const findings = [
      ...world.open('server-error-page'),
      ...world.open('failing-proxy').filter((finding) => isErrorOfSite(finding)),
    ];
    if (findings.length === 0) return [];
    const seen = findings.flatMap((finding) => world.behind(finding));
    const pages = seen.filter((each): each is ObservationOf<'http'> => each.kind === 'http');
    const proxied = seen.filter((each) => each.kind === 'proxied-page');
    const hosts = [...new Set([...pages, ...proxied].map(hostOf))].sort().join(', ');
    return [
      {
        subject: hosts,
        service: 'web',
        basis: 'one_vantage',
        values: {
          status: (pages[0] ?? proxied[0])?.data.status ?? 0,
          host: hosts,
          address: [...new Set(pages.map((page) => page.endpoint.address ?? ''))].join(', '),
        },
        evidence: evidenceOf(findings),
        explains: findings,
        ...errorVerdict(world, pages, errorControls(world, pages)),
      },
    ];
  },
});

/** R83: the chain of redirects comes back to where it was. */
const redirectLoop = defineRule({
  id: 'R83',
  rootCause: 'web.redirect_loop',
  match: (world) =>
    oneForTwins(
      world.open('redirect-loop').map((finding): Match => ({
        subject: finding.subject,
        service: 'web',
        accused: 'customer_configuration',
        basis: 'own_words',
        rivals: [
          {
            faultDomain: 'cdn_operator',
            control: 'C9',
            excludedBy: world
              .behind(finding)
              .flatMap((each) => belongsToProvider(world.facts, each.endpoint.address ?? ''))
              .slice(0, 1),
            id: 'edge_redirects',
          },
        ],
        evidence: finding.evidence,
        explains: [finding],
      })),
    ),
});

export const webRules: readonly Rule[] = [accountSuspended, serverError, redirectLoop];
