/** What the provider says of itself: an open incident on its status page. */
import type { Finding } from '../../model/finding.ts';
import type { Service } from '../../model/vocabulary.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { concernOf, openIncidents, type Incident } from '../../model/view/incidents.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { anchorsWork } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';
import { serviceOfCheck } from './closed-ports.ts';

/** Findings that an outage or a disturbance makes, with the service; certificates, records and logins break in other ways. */
const troubles: Readonly<Record<string, Service>> = {
  ...serviceOfCheck,
  'missing-http-answer': 'web',
  'server-error-page': 'web',
  'slow-first-byte': 'web',
  'silent-name-server': 'dns',
};
const ofAnyService: ReadonlySet<string> = new Set([
  'failed-tls-handshake',
  'intermittent-connection',
  'closed-ipv6-port',
]);
const serviceOfPort: Readonly<Record<number, Service>> = {
  443: 'web',
  80: 'web',
  21: 'ftp',
  990: 'ftp',
  22: 'ssh',
  53: 'dns',
};

interface Trouble {
  readonly finding: Finding;
  readonly address: string;
  readonly service: Service | undefined;
}

function troublesIn(world: RuleWorld): readonly Trouble[] {
  return world.open(...Object.keys(troubles), ...ofAnyService).flatMap((finding): readonly Trouble[] => {
    const { address, port } = world.behind(finding)[0]?.endpoint ?? {};
    if (address === undefined || isElsewhere(world.facts, address)) return [];
    return [{ finding, address, service: troubles[finding.check] ?? serviceOfPort[port ?? 0] ?? 'mail' }];
  });
}

function matchFor(world: RuleWorld, incident: Incident, all: readonly Trouble[]): readonly Match[] {
  const concerned = (concern: 'machine' | 'service'): readonly Trouble[] =>
    all.filter((each) => concernOf(world.facts, incident, each.address, each.service) === concern);
  const named = concerned('machine');
  const group = named.length > 0 ? named : concerned('service');
  if (group.length === 0) return [];
  const findings = group.map((each) => each.finding);
  const families = [...new Set(group.map((each) => familyOf(each.address)))];
  const services = [...new Set(group.map((each) => each.service))];
  const word = pointAt(incident.job.best, incident.pointer);
  return [
    {
      subject: incident.entry.title,
      service: services.length === 1 ? (services[0] ?? null) : null,
      accused: 'hosting_provider',
      basis: 'one_vantage',
      values: {
        title: incident.entry.title,
        page: world.facts.provider?.statusPage ?? incident.job.best.input.url,
      },
      rivals: [
        {
          faultDomain: 'undetermined',
          control: 'C9',
          excludedBy: named.length > 0 ? [word] : [],
          id: 'incident_elsewhere',
        },
        {
          faultDomain: 'customer_network',
          control: 'C1',
          excludedBy: families.flatMap((family) => anchorsWork(world.facts, family)),
          id: 'own_connection',
        },
      ],
      questions: ['works_elsewhere'],
      evidence: [word, ...evidenceOf(findings)],
      explains: [
        ...findings,
        ...world.open('provider-incident').filter((each) => each.evidence[0]?.pointer === incident.pointer),
      ],
    },
  ];
}

/** R54: the provider knows of it already. The words name this machine, or at least the service that fails; local checks go on all the same. */
const knownIncident = defineRule({
  id: 'R54',
  rootCause: 'server.known_incident',
  match(world) {
    if (stated(world.facts, 'works_elsewhere', 'yes').length > 0) return []; // then the machine is up, whatever the page says
    const told = new Set<Finding>();
    return openIncidents(world.facts).flatMap((incident) => {
      const left = troublesIn(world).filter((each) => !told.has(each.finding));
      const matches = matchFor(world, incident, left);
      for (const finding of matches.flatMap((match) => match.explains)) told.add(finding);
      return matches;
    });
  },
});

export const incidentRules: readonly Rule[] = [knownIncident];
