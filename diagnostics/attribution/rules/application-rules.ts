/** Rules about what the services answer once they are reached: web pages, file transfer, handshakes. */
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { belongsToProvider, namesAddress, notIntercepted, point } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** R71: an address that cannot be reached stands in the PASV answer. Over TLS no router on the way can have written it. */
const passiveAddress = defineRule({
  id: 'R71',
  rootCause: 'ftp.passive.private_address',
  match: (world) =>
    world.open('private-passive-address').map((finding): Match => {
      const session = world.behind(finding).find((each): each is ObservationOf<'ftp'> => each.kind === 'ftp');
      const overTls = session?.data.tls !== undefined && session.data.upgrade !== 'failed' ? [point(session, '/data/tls/protocolVersion', session.data.tls.protocolVersion ?? 'TLS')] : [];
      return {
        subject: finding.subject, service: 'ftp', accused: 'hosting_provider', basis: 'own_words', values: { advertised: session?.data.passive.find((each) => each.advertisedAddress !== undefined)?.advertisedAddress ?? '' },
        rivals: [{ faultDomain: 'customer_network', control: 'C3', excludedBy: overTls, id: 'router_rewrites_ftp' }],
        evidence: finding.evidence, explains: [finding],
      };
    }),
});

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
        subject: finding.subject, service: 'ftp', accused: 'hosting_provider', basis: 'one_vantage', values: { ports: [...ports].join(', ') },
        rivals: [
          { faultDomain: 'internet_path', control: 'C3', excludedBy: session && ports.size >= 2 ? [point(session, '/data/passive', `${ports.size} data ports failed`)] : [], id: 'one_unlucky_port' },
          { faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'own_firewall_data_ports' },
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
        rivals: [{ faultDomain: 'site_application', control: 'C9', excludedBy: byPrint.slice(0, 2).map((page) => point(page, '/data/bodyStart', 'page of the provider')), id: 'look_alike_page' }],
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
  const asEvidence = (each: ObservationOf<'http'>): Evidence => point(each, '/data/status', each.data.status ?? '');
  const split = (control: 'C3' | 'C4', isError: boolean): readonly Evidence[] => answered(control).filter((each) => (each.data.status ?? 0) >= 500 === isError).map(asEvidence);
  return { staticWorks: split('C3', false), staticFails: split('C3', true), serverWorks: split('C4', false), serverFails: split('C4', true) };
}

/** R80: a 5xx answer is the server's own word; whose fault it is depends on what else of the server works. */
const serverError = defineRule({
  id: 'R80',
  rootCause: 'web.server_error',
  match(world) {
    const findings = world.open('server-error-page');
    if (findings.length === 0) return [];
    const pages = findings.flatMap((finding) => world.behind(finding)).filter((each): each is ObservationOf<'http'> => each.kind === 'http');
    const controls = errorControls(world, pages);
    const isApplication = controls.staticWorks.length > 0;
    const isWholeServer = !isApplication && controls.serverFails.length > 0;
    const rivals: readonly RivalTest[] = isApplication
      ? [
          { faultDomain: 'hosting_provider', control: 'C3', excludedBy: controls.staticWorks, id: 'web_server_broken' },
          { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'plan_limit_or_runtime', isDeciding: false },
        ]
      : [
          { faultDomain: 'site_application', control: 'C4', excludedBy: controls.serverFails, id: 'only_this_web_site' },
          { faultDomain: 'customer_configuration', control: 'C6', excludedBy: pages.flatMap((page) => namesAddress(world.facts, page.endpoint.name ?? '', page.endpoint.address ?? '')).slice(0, 2), id: 'wrong_address' },
        ];
    return [
      {
        subject: [...new Set(findings.map((each) => each.subject))].join(', '), service: 'web', accused: isApplication ? 'site_application' : isWholeServer ? 'hosting_provider' : 'site_application', basis: 'one_vantage',
        variant: isApplication ? 'only_dynamic' : isWholeServer ? 'whole_server' : 'site', isOpenQuestion: !isApplication && !isWholeServer, values: { status: pages[0]?.data.status ?? 0 },
        rivals, evidence: evidenceOf(findings), evidenceAgainst: isApplication ? controls.serverFails : controls.serverWorks, explains: findings,
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
      const saidByServer = tries.filter((each) => each.failure?.code === 'tls_alert' || each.failure?.code === 'tls_not_spoken').map((each) => point(each, '/failure', each.failure!.code));
      return {
        subject: endpointsInShort(tries), service: null, accused: 'hosting_provider', basis: 'one_vantage', isOpenQuestion: true,
        rivals: [{ faultDomain: 'customer_network', control: 'C5', excludedBy: saidByServer.slice(0, 1), id: 'handshake_cut_on_the_way' }],
        evidence: evidenceOf(findings), explains: findings,
      };
    }),
});

/** R67: the upgrade is offered nowhere although this kind of server has it; a mail shield on the way may hide it. */
const starttlsMissing = defineRule({
  id: 'R67',
  rootCause: 'mail.starttls_stripped',
  match: (world) =>
    world.open('missing-starttls').filter((finding) => finding.level !== 'note').map((finding): Match => ({
      subject: finding.subject, service: 'mail', accused: 'hosting_provider', basis: 'one_vantage', isOpenQuestion: true,
      rivals: [{ faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'mail_shield' }],
      evidence: finding.evidence, explains: [finding],
    })),
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
