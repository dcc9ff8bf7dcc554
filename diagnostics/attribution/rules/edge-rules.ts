/** Rule about a network in front of the site (CDN) that cannot fetch the page from the server behind it. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { isOriginError, originErrorOf } from '../../model/view/edges.ts';
import { coversName, validityAt } from '../../model/view/certificates.ts';
import type { Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { belongsToProvider, failure } from '../controls.ts';
import { defineRule, type Match, type Rule, type RivalTest } from '../rule.ts';
import { evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

type Page = ObservationOf<'http'>;

/** C9: what the server behind the network said when it was asked from here. */
const originJobs = (world: RuleWorld, host: string): readonly Tried<'http'>[] =>
  world.facts.jobs('http').filter((job) => job.best.control === 'C9' && job.best.endpoint.name === host);

interface Origin {
  /** The server did not answer from here either: a second view of the same failure. */
  readonly fails: readonly Evidence[];
  readonly works: readonly Evidence[];
  /** It answers, with a certificate that no network would accept. */
  readonly badCertificate: readonly Evidence[];
  readonly isProviders: readonly Evidence[];
}

/** Where the certificate says what a network in front would not accept; undefined when nothing is wrong with it. */
function flawIn({ data, endpoint, startedAt }: Page): string | undefined {
  const leaf = data.tls?.chain[0];
  if (data.tls?.trust?.bundled.trusted === false) return '/data/tls/trust/bundled/reason';
  if (!leaf) return undefined;
  if (validityAt(leaf, Date.parse(startedAt)) !== 'valid') return '/data/tls/chain/0/notAfter';
  return coversName(leaf, endpoint.name ?? '') ? undefined : '/data/tls/chain/0/dnsNames';
}

const isSeen = ({ fails, works, badCertificate }: Origin): boolean =>
  fails.length + works.length + badCertificate.length > 0;

function originSeen(world: RuleWorld, host: string): Origin {
  const jobs = originJobs(world, host);
  const pages = jobs.map((job) => job.best);
  return {
    fails: jobs
      .filter((job) => job.verdict === 'fails' && job.best.data.status === undefined)
      .map((job) => failure(job.best)),
    works: pages
      .filter((page) => (page.data.status ?? 999) < 500 && flawIn(page) === undefined)
      .map((page) => pointAt(page, '/data/status')),
    badCertificate: pages.flatMap((page) => {
      const place = flawIn(page);
      return place === undefined ? [] : [pointAt(page, place)];
    }),
    isProviders: pages.flatMap((page) => belongsToProvider(world.facts, page.endpoint.address ?? '')),
  };
}

type Ownership = Pick<Match, 'variant' | 'isOpenQuestion' | 'rivals' | 'evidenceAgainst'>;

const edgeItself = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'cdn_operator',
  control: 'C9',
  excludedBy: excludedBy.slice(0, 2),
  id: 'edge_itself',
});

/** Visitors without the network get in: a rule shuts the network out, and whoever set it is not to be seen. */
const shutOut = ({ works }: Origin): Ownership => ({
  variant: 'shut_out',
  isOpenQuestion: true,
  evidenceAgainst: works,
  rivals: [
    { faultDomain: 'cdn_operator', control: 'C9', excludedBy: works.slice(0, 1), id: 'origin_down' },
    { faultDomain: 'customer_configuration', control: 'C9', excludedBy: [], id: 'own_rule_shuts_out' },
  ],
});

const badEncryption = ({ badCertificate }: Origin): Ownership => ({
  variant: 'encryption',
  rivals: [
    edgeItself(badCertificate),
    { faultDomain: 'customer_configuration', control: 'C9', excludedBy: [], id: 'own_origin_certificate' },
  ],
});

const down = ({ fails, isProviders }: Origin): Ownership => ({
  variant: 'down',
  rivals: [
    edgeItself(fails),
    {
      faultDomain: 'customer_configuration',
      control: 'C9',
      excludedBy: fails.length > 0 ? isProviders.slice(0, 1) : [],
      id: 'edge_points_elsewhere',
    },
  ],
});

function ownershipOf(kind: 'down' | 'silent' | 'encryption' | 'other', origin: Origin): Ownership {
  if (kind === 'encryption') return badEncryption(origin);
  return origin.works.length > 0 ? shutOut(origin) : down(origin);
}

const originErrorBehind = (world: RuleWorld, finding: Finding): Page | undefined =>
  world.behind(finding).find((each): each is Page => each.kind === 'http' && isOriginError(each));

/** R82: the network says that the server behind it fails; asked past the network, the server says whether that is so for everybody. */
const originUnreachable = defineRule({
  id: 'R82',
  rootCause: 'web.origin_unreachable',
  match: (world) =>
    groupBy(world.open('unreachable-origin'), (finding) =>
      String(originErrorBehind(world, finding)?.data.status ?? 0),
    ).map(([status, findings]): Match => {
      const page = originErrorBehind(world, findings[0]!);
      const hosts = findings.map((finding) => finding.subject);
      const origin = hosts.map((host) => originSeen(world, host)).find(isSeen) ?? originSeen(world, '');
      return {
        subject: hosts.join(', '),
        service: 'web',
        accused: 'hosting_provider',
        basis: 'one_vantage',
        values: { status: Number(status), host: hosts.join(', ') },
        evidence: evidenceOf(findings),
        explains: [
          ...findings,
          ...world
            .open('server-error-page')
            .filter((each) => world.behind(each).some((seen) => hosts.includes(seen.endpoint.name ?? ''))),
        ],
        ...ownershipOf((page && originErrorOf(page)) ?? 'other', origin),
      };
    }),
});

export const edgeRules: readonly Rule[] = [originUnreachable];
