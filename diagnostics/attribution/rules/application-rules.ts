/** Rules about what the services answer once they are reached: web pages, file transfer, handshakes. */
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { belongsToProvider, namesAddress, notIntercepted } from '../controls.ts';
import { isBogon } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** R71: an address that cannot be reached stands in the PASV answer. Over TLS no router on the way can have written it. */
const passiveAddress = defineRule({
  id: 'R71',
  rootCause: 'ftp.passive.private_address',
  match: (world) =>
    world.open('private-passive-address').map((finding): Match => {
      const session = world.behind(finding).find((each): each is ObservationOf<'ftp'> => each.kind === 'ftp');
      const overTls = session?.data.tls !== undefined && session.data.upgrade !== 'failed' ? [pointAt(session, '/data/tls/protocolVersion')] : [];
      return {
        subject: finding.subject, service: 'ftp', accused: 'hosting_provider', basis: 'own_words', values: { advertised: wrongAddress(session) },
        rivals: [{ faultDomain: 'customer_network', control: 'C3', excludedBy: overTls, id: 'router_rewrites_ftp' }],
        evidence: finding.evidence, explains: [finding],
      };
    }),
});

/** The address in a PASV answer that cannot be right: a special one, else one that is not the peer's. */
const wrongAddress = (session: ObservationOf<'ftp'> | undefined): string => {
  const stated = (session?.data.passive ?? []).flatMap((each) => each.advertisedAddress ?? []);
  return stated.find(isBogon) ?? stated.find((address) => address !== session?.endpoint.address) ?? '';
};

/** A refusal that took as long as the way to the server came from there; a silent drop can be anybody's. */
const refusedByServer = (session: ObservationOf<'ftp'> | undefined): readonly Evidence[] => {
  const passive = session?.data.passive ?? [];
  const index = passive.findIndex((each) => each.failure?.code === 'connection_refused');
  return session && index >= 0 ? [pointAt(session, `/data/passive/${index}/failure/code`)] : [];
};

/** R70: the control connection works and no announced data port answers; a firewall at either end does that. */
const passiveRange = defineRule({
  id: 'R70',
  rootCause: 'ftp.passive.range_closed',
  match: (world) =>
    world.open('closed-passive-port').map((finding): Match => {
      const session = world.behind(finding).find((each): each is ObservationOf<'ftp'> => each.kind === 'ftp');
      const dialled = session?.data.passive.filter((each) => each.failure !== undefined) ?? [];
      const ports = new Set(dialled.map((each) => each.port));
      return {
        subject: finding.subject, service: 'ftp', accused: 'hosting_provider', basis: 'one_vantage', isOpenQuestion: true, values: { ports: [...ports].join(', ') },
        rivals: [
          { faultDomain: 'internet_path', control: 'C3', excludedBy: session && ports.size >= 2 ? [pointAt(session, '/data/passive/0/reply')] : [], id: 'one_unlucky_port' },
          { faultDomain: 'customer_network', control: 'C5', excludedBy: refusedByServer(session), id: 'own_firewall_data_ports' },
        ],
        evidence: finding.evidence, explains: [finding],
      };
    }),
});

/** R79: the page says that the account is suspended. A look-alike page of a plug-in is excluded by the pack's own print of it. */
const accountSuspended = defineRule({
  id: 'R79',
  rootCause: 'web.account_suspended',
  match(world) {
    const findings = world.open('suspended-account-page');
    if (findings.length === 0) return [];
    const pages = findings.flatMap((finding) => world.behind(finding)).filter((each): each is ObservationOf<'http'> => each.kind === 'http');
    const prints = world.facts.provider?.suspendedPagePrints ?? [];
    const byPrint = pages.filter((page) => prints.some((print) => (page.data.bodyStart ?? '').includes(print)));
    const hosts = new Set(pages.map((page) => page.endpoint.name));
    const consequences = world.open('server-error-page', 'client-error-page').filter((finding) => world.behind(finding).some((each) => hosts.has(each.endpoint.name)));
    return [
      {
        subject: world.facts.request.target.domain, service: 'web', accused: 'customer_configuration', basis: 'own_words',
        rivals: [{ faultDomain: 'site_application', control: 'C9', excludedBy: byPrint.slice(0, 2).map((page) => pointAt(page, '/data/bodyStart')), id: 'look_alike_page' }],
        evidence: evidenceOf(findings), explains: [...findings, ...consequences],
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
    world.facts.jobs('http').map((job) => job.best).filter((each) => each.control === control && addresses.has(each.endpoint.address) && each.data.status !== undefined);
  const asEvidence = (each: ObservationOf<'http'>): Evidence => pointAt(each, '/data/status');
  const split = (control: 'C3' | 'C4', isError: boolean): readonly Evidence[] => answered(control).filter((each) => (each.data.status ?? 0) >= 500 === isError).map(asEvidence);
  return { staticWorks: split('C3', false), staticFails: split('C3', true), serverWorks: split('C4', false), serverFails: split('C4', true) };
}

/** What the controls leave: the whole server, the site's own code, or this site for a reason that cannot be told. */
function errorVerdict(world: RuleWorld, pages: readonly ObservationOf<'http'>[], controls: ErrorControls): Pick<Match, 'accused' | 'variant' | 'isOpenQuestion' | 'rivals' | 'evidenceAgainst'> {
  const named = pages.flatMap((page) => namesAddress(world.facts, page.endpoint.name ?? '', page.endpoint.address ?? '')).slice(0, 2);
  if (controls.serverFails.length > 0) {
    return {
      accused: 'hosting_provider', variant: 'whole_server', isOpenQuestion: false, evidenceAgainst: controls.staticWorks,
      rivals: [
        { faultDomain: 'site_application', control: 'C4', excludedBy: controls.serverFails, id: 'only_this_web_site' },
        { faultDomain: 'customer_configuration', control: 'C6', excludedBy: named, id: 'wrong_address' },
        { faultDomain: 'customer_configuration', control: 'C9', excludedBy: pages.flatMap((page) => belongsToProvider(world.facts, page.endpoint.address ?? '')).slice(0, 1), id: 'record_points_elsewhere' },
      ],
    };
  }
  const isDynamic = controls.staticWorks.length > 0;
  return {
    accused: 'site_application', variant: isDynamic ? 'only_dynamic' : 'site', isOpenQuestion: !isDynamic, evidenceAgainst: controls.staticFails,
    rivals: [
      { faultDomain: 'hosting_provider', control: 'C3', excludedBy: controls.staticWorks, id: 'web_server_broken' },
      { faultDomain: 'hosting_provider', control: 'C4', excludedBy: controls.serverWorks, id: 'all_sites_fail' },
      { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'plan_limit_or_runtime', isDeciding: false },
    ],
  };
}

/** R80: a 5xx answer is the server's own word; whose fault it is depends on what else of the server works. */
const serverError = defineRule({
  id: 'R80',
  rootCause: 'web.server_error',
  match(world) {
    const findings = world.open('server-error-page');
    if (findings.length === 0) return [];
    const pages = findings.flatMap((finding) => world.behind(finding)).filter((each): each is ObservationOf<'http'> => each.kind === 'http');
    return [
      {
        subject: [...new Set(pages.map((page) => page.endpoint.name ?? ''))].sort().join(', '), service: 'web', basis: 'one_vantage', values: { status: pages[0]?.data.status ?? 0, host: [...new Set(pages.map((page) => page.endpoint.name ?? ''))].join(', ') },
        evidence: evidenceOf(findings), explains: findings, ...errorVerdict(world, pages, errorControls(world, pages)),
      },
    ];
  },
});

/** R83: the chain of redirects comes back to where it was. */
const redirectLoop = defineRule({
  id: 'R83',
  rootCause: 'web.redirect_loop',
  match: (world) =>
    world.open('redirect-loop').map((finding): Match => ({
      subject: finding.subject, service: 'web', accused: 'customer_configuration', basis: 'own_words',
      rivals: [{ faultDomain: 'cdn_operator', control: 'C9', excludedBy: world.behind(finding).flatMap((each) => belongsToProvider(world.facts, each.endpoint.address ?? '')).slice(0, 1), id: 'edge_redirects' }],
      evidence: finding.evidence, explains: [finding],
    })),
});

/** R94: TCP stands and TLS does not come about, for every try. */
const handshakeFailed = defineRule({
  id: 'R94',
  rootCause: 'tls.handshake_failed',
  match: (world) =>
    groupBy(world.open('failed-tls-handshake'), (finding) => world.behind(finding)[0]?.failure?.code ?? '').map(([, findings]): Match => {
      const tries = findings.flatMap((finding) => world.behind(finding));
      const saidByServer = tries.filter((each) => each.failure?.code === 'tls_alert' || each.failure?.code === 'tls_not_spoken').map((each) => pointAt(each, '/failure/code'));
      const unalteredElsewhere = notIntercepted(world.facts, undefined);
      return {
        subject: endpointsInShort(tries), service: null, accused: 'hosting_provider', basis: 'one_vantage', isOpenQuestion: true,
        rivals: [{ faultDomain: 'customer_network', control: 'C5', excludedBy: unalteredElsewhere.length > 0 ? saidByServer.slice(0, 1) : [], id: 'handshake_cut_on_the_way' }],
        evidence: evidenceOf(findings), explains: findings,
      };
    }),
});

/** TLS from the first byte works on another mail port of the same address: the server has TLS, so the missing offer was taken away. */
const implicitTlsWorks = (world: RuleWorld, address: string | undefined): readonly Evidence[] =>
  (['smtp', 'imap', 'pop3'] as const)
    .flatMap((kind) => world.facts.jobs(kind))
    .filter((job) => job.best.endpoint.address === address && job.best.input.security === 'implicit' && job.best.data.tls?.protocolVersion !== undefined)
    .slice(0, 2)
    .map((job) => pointAt(job.best, '/data/tls/protocolVersion'));

/** R67: the upgrade is not offered although the server speaks TLS on its other ports; a mail shield on the way may hide it. */
const starttlsMissing = defineRule({
  id: 'R67',
  rootCause: 'mail.starttls_stripped',
  match(world) {
    const findings = world.open('missing-starttls').filter((finding) => implicitTlsWorks(world, world.behind(finding)[0]?.endpoint.address).length > 0);
    if (findings.length === 0) return [];
    const tries = findings.flatMap((finding) => world.behind(finding));
    return [
      {
        subject: endpointsInShort(tries), service: 'mail', accused: 'hosting_provider', basis: 'one_vantage', isOpenQuestion: true,
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C3', excludedBy: implicitTlsWorks(world, tries[0]?.endpoint.address), id: 'server_without_tls' },
          { faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'mail_shield' },
        ],
        evidence: evidenceOf(findings), explains: findings,
      },
    ];
  },
});

/** R97: an error that no rule explains is said as such, never blamed on anyone (law 1). */
const unexplained = defineRule({
  id: 'R97',
  rootCause: 'unexplained.failure',
  match: (world) =>
    world.open().filter((finding) => finding.level === 'error').map((finding): Match => ({
      subject: finding.subject, service: null, accused: 'undetermined', basis: 'one_vantage', rivals: [], values: { check: finding.check },
      evidence: finding.evidence, explains: [finding],
    })),
});

export const applicationRules: readonly Rule[] = [handshakeFailed, passiveAddress, passiveRange, accountSuspended, serverError, redirectLoop, starttlsMissing, unexplained];
