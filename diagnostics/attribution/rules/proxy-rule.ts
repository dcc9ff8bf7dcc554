/** R9: what works through the proxy of this seat and not directly, and the reverse. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { Service, Symptom } from '../../model/vocabulary.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cameThrough, proxiedControls, proxiedPageOf, proxiedPages } from '../../model/view/proxy.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import { anchorJobs, isProxyOnly } from '../../model/view/vantage.ts';
import { failure } from '../controls.ts';
import { defineRule, type Match } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

const throughProxy = (world: RuleWorld): readonly Evidence[] =>
  proxiedPages(world.facts)
    .filter(cameThrough)
    .slice(0, 2)
    .map((job) => pointAt(job.best, '/data/status'));

const proxyOf = (world: RuleWorld): string => {
  const { name = '', port = 0 } = proxiedPages(world.facts)[0]?.best.endpoint ?? {};
  return `${name}:${port}`;
};

/** Seen by direct connections and lookups, which this network does not let out. */
const isSeenDirectly = (world: RuleWorld, finding: Finding): boolean =>
  world.behind(finding).every((each) => each.kind !== 'environment' && each.kind !== 'proxied-page');

/** Pages come through the proxy, so that it does not concern the web: the first of the others that were asked for, null where none was. */
const stoppedService = ({ facts }: RuleWorld): Service | null =>
  facts.request.services.find((service) => service !== 'web' && service !== 'dns') ?? null;

/** Of these the page itself tells; a warning about security it does not, since browsers judge the certificate by more than this. */
const complaintsOfPage: ReadonlySet<Symptom> = new Set(['site_down', 'site_error_page']);

/** What the person came for is told first: the page that is complained of came through, and no error. */
function isPageSound({ facts }: RuleWorld): boolean {
  const { symptom, target } = facts.request;
  const status = proxiedPageOf(facts, target.domain)?.best.data.status;
  return complaintsOfPage.has(symptom) && status !== undefined && status < 400;
}

/** The network lets only the proxy out: other services than the web cannot be reached, nor judged, from here. */
function onlyWayOut(world: RuleWorld): readonly Match[] {
  const direct = world.open().filter((finding) => isSeenDirectly(world, finding));
  if (!isProxyOnly(world.facts) || !direct.some((each) => each.level === 'error')) return [];
  const anchors = [...anchorJobs(world.facts, 4), ...anchorJobs(world.facts, 6)];
  return [
    {
      subject: 'local',
      service: stoppedService(world),
      accused: 'customer_network',
      basis: 'seat',
      variant: isPageSound(world) ? 'only_way_out_site_answers' : 'only_way_out',
      values: { proxy: proxyOf(world), host: world.facts.request.target.domain },
      rivals: [
        { faultDomain: 'access_provider', control: 'C1', excludedBy: throughProxy(world), id: 'line_down' },
      ],
      evidence: [...anchors.slice(0, 3).map((job) => failure(job.best)), ...throughProxy(world)],
      explains: direct,
    },
  ];
}

/** What came through is the site's own error: nothing of the proxy. */
export const isErrorOfSite = ({ message }: Finding): boolean => message.key.endsWith('.error');

/** C2 and C3: without the proxy the site answers. */
const directly = (world: RuleWorld): readonly Evidence[] =>
  connectionTries(world.facts)
    .filter((each) => each.endpoint.name === world.facts.request.target.domain && connected(each))
    .slice(0, 2)
    .map((each) => pointAt(each, '/data/connectMs'));

/** Browsers go through the proxy, which lets nothing through or refuses this site; without it the site answers. */
function failingProxy(world: RuleWorld): readonly Match[] {
  const findings = world.open('failing-proxy').filter((finding) => !isErrorOfSite(finding));
  return findings.map((finding): Match => {
    const isDenied = finding.message.key.endsWith('.denied');
    const others = proxiedControls(world.facts).map((job) =>
      pointAt(job.best, '/data/status', '/failure/code'),
    );
    return {
      subject: 'local',
      service: 'web',
      accused: 'customer_network',
      basis: 'seat',
      variant: isDenied ? 'site_denied' : 'dead',
      values: { proxy: proxyOf(world), host: world.facts.request.target.domain },
      rivals: [
        {
          faultDomain: 'hosting_provider',
          control: 'C2',
          excludedBy: isDenied ? others : directly(world),
          id: 'site_down_behind_proxy',
        },
        {
          faultDomain: 'customer_device',
          control: 'C0',
          excludedBy: [],
          id: 'setting_left_over',
          isDeciding: false,
        },
      ],
      evidence: [...evidenceOf([finding]), ...directly(world)],
      explains: [finding],
    };
  });
}

export const proxyRule = defineRule({
  id: 'R9',
  rootCause: 'network.proxy',
  match: (world) => [...onlyWayOut(world), ...failingProxy(world)],
});
