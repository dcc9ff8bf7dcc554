/** Which service a finding is about: its check says so, or its evidence when the check is not known (a report of another version). */
import { checks } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Report } from '../model/report.ts';
import { services, type Service } from '../model/vocabulary.ts';

export type Area = Service | 'local' | 'other';
/** Order in which areas are shown: from the near to the far. */
export const areas: readonly Area[] = ['local', ...services, 'other'];

export type AreaOf = (finding: Finding) => Area;

const areaOfPort: ReadonlyMap<number, Area> = new Map<number, Area>([
  [53, 'dns'],
  [80, 'web'],
  [443, 'web'],
  [25, 'mail'],
  [465, 'mail'],
  [587, 'mail'],
  [2525, 'mail'],
  [143, 'mail'],
  [993, 'mail'],
  [110, 'mail'],
  [995, 'mail'],
  [20, 'ftp'],
  [21, 'ftp'],
  [990, 'ftp'],
  [22, 'ssh'],
]);

/** Certificate checks have no area of their own: the session has. */
const areaOfCheck: ReadonlyMap<string, Area> = new Map(
  checks.map(({ id, area }) => [id, area === 'tls' ? 'web' : area]),
);

/**
 * A mail, FTP or SSH session says where it belongs, whatever the check (TLS checks look at sessions of every service);
 * then the check says so; then any other evidence.
 */
export function areasOf(report: Pick<Report, 'observations'>): AreaOf {
  const byId = new Map(report.observations.map((observation) => [observation.id, observation]));
  return (finding) => {
    const seen = finding.evidence
      .flatMap(({ observation }) => byId.get(observation) ?? [])
      .map(areaOfOperation);
    const port = /^[^:]*:(\d{1,5})(?: \(|$)/u.exec(finding.subject)?.[1];
    const byPort = port === undefined ? undefined : areaOfPort.get(Number(port));
    const session = [...seen, byPort].find((area) => area === 'mail' || area === 'ftp' || area === 'ssh');
    return session ?? areaOfCheck.get(finding.check) ?? seen[0] ?? byPort ?? 'other';
  };
}

/** Of an operation, made or only planned. */
export function areaOfOperation(observation: Pick<Observation, 'kind' | 'control' | 'endpoint'>): Area {
  if (observation.control !== undefined) return 'local';
  switch (observation.kind) {
    case 'environment':
    case 'clock':
    case 'router-address':
    case 'statement':
    case 'outside':
    case 'status-feed':
      return 'local';
    case 'dns':
    case 'zone-copy':
    case 'server-conduct':
    case 'system-lookup':
    case 'rdap':
      return 'dns';
    case 'http':
    case 'http2':
    case 'proxied-page':
      return 'web';
    case 'delivery-status':
    case 'smtp':
    case 'imap':
    case 'pop3':
    case 'sieve':
      return 'mail';
    case 'ftp':
    case 'ssh':
      return observation.kind;
    case 'ssh-login':
    case 'known-host-keys':
      return 'ssh';
    case 'tcp':
    case 'tls':
    case 'tls-greeting':
      return areaOfPort.get(observation.endpoint.port ?? 0) ?? 'other';
  }
}
