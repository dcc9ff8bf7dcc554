/** What a registry says of a domain, and the answers of its servers. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import { fromServer } from './dns-factories.ts';
import { aFailure, anObservation, STARTED_AT } from './factories.ts';

const dayMs = 86_400_000;
/** A moment relative to the time at which all test observations are made. */
export const daysAway = (days: number): string =>
  new Date(Date.parse(STARTED_AT) + days * dayMs).toISOString();

/** A registry for the top-level domain of the tests, and one registrar's servers for domains that ran out. */
export const withRegistry: Partial<NetworkData> = {
  rdapServers: [
    { domains: ['test'], url: 'https://rdap.nic.test/v1/' },
    { domains: ['co.test'], url: 'https://rdap.co.test/' },
  ],
  expiredNameServers: ['*.expired.test'],
};

export interface RegistrationPartial {
  readonly domain?: string;
  readonly statuses?: readonly string[];
  readonly nameServers?: readonly string[];
  /** Days until the registration ends. */
  readonly expiresIn?: number;
  /** Days since the entry was changed. */
  readonly changedAgo?: number;
  readonly registrar?: string;
}

const endpoint = { name: 'rdap.nic.test', address: '45.0.0.80', family: 4, port: 443 } as const;
const idOf = (domain: string): string => `rdap/rdap.nic.test/${domain}`;
const inputOf = (domain: string) => ({ domain, url: `https://rdap.nic.test/v1/domain/${domain}` });

/** The registry knows the domain. */
export const registered = ({
  domain = 'example.test',
  statuses = ['client transfer prohibited'],
  nameServers = ['ns1.example.test', 'ns2.example.test'],
  expiresIn = 200,
  changedAgo = 90,
  registrar = 'Tulip Names B.V.',
}: RegistrationPartial = {}): Observation =>
  anObservation('rdap', {
    id: idOf(domain),
    control: 'C6',
    endpoint,
    input: inputOf(domain),
    data: {
      httpStatus: 200,
      statuses,
      nameServers,
      registrar,
      events: [
        { action: 'registration', date: daysAway(-2000) },
        { action: 'expiration', date: daysAway(expiresIn) },
        { action: 'last changed', date: daysAway(-changedAgo) },
      ],
    },
  });

/** The registry does not know it, or does not answer. */
export const unregistered = (domain = 'example.test'): Observation =>
  anObservation('rdap', { id: idOf(domain), endpoint, input: inputOf(domain), data: { httpStatus: 404 } });
export const registrySilent = (domain = 'example.test'): Observation =>
  anObservation('rdap', {
    id: idOf(domain),
    endpoint,
    input: inputOf(domain),
    failure: aFailure('rejected', 'exchange', 'HTTP 503'),
  });

/** The root knows the top-level domain; servers of the parent deny the domain. */
export const deniedBy = (servers: readonly string[], domain = 'example.test'): readonly Observation[] =>
  servers.map((address) => fromServer(address, domain, 'SOA', { rcode: 'NXDOMAIN' }));
