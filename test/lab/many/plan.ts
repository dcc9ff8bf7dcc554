// Many customers at many small hosting providers, as plain data: who is where, and what is wrong with whom.

import { reverseName } from '../world/zone-builder.ts';
import type { ZoneRecord } from '../world/zones.ts';

const providersInAll = 21;

/** Of a hundred domains: three on dead hosts, two on tarpits, five with a fault of another kind. */
const states = [
  'dead',
  'dead',
  'dead',
  'tarpit',
  'tarpit',
  'expired',
  'foreign-certificate',
  'error-page',
  'refused-zone',
  'lost-exchanger',
] as const;
export type State = (typeof states)[number] | 'sound';

/** One of these is the right answer; one seat cannot tell an outage from a ban. */
export const rightAnswers: Readonly<Record<State, readonly string[]>> = {
  sound: [],
  dead: ['server.unreachable_here'],
  tarpit: ['service.unreachable_here', 'unexplained.failure', 'tls.handshake_failed'],
  expired: ['tls.certificate.expired'],
  'foreign-certificate': ['tls.certificate.name_mismatch'],
  'error-page': ['web.server_error'],
  'refused-zone': ['dns.server_lame'],
  'lost-exchanger': ['mail.mx.no_address'],
};

export interface Provider {
  readonly number: number;
  readonly origin: string;
  readonly ns1: string;
  readonly ns2: string;
  readonly web: string;
  /** Every other provider has IPv6 at its web server. */
  readonly webV6: string | null;
  readonly mail: string;
  readonly tarpit: string;
  /** In the provider's network, and nobody there. */
  readonly nobody: string;
}

export interface Customer {
  readonly domain: string;
  readonly provider: Provider;
  readonly state: State;
}

export const providers: readonly Provider[] = Array.from({ length: providersInAll }, (_none, index) => {
  const number = index + 1;
  const at = (last: number): string => `185.61.${number}.${last}`;
  return {
    number,
    origin: `provider-${number}.net`,
    ns1: at(53),
    ns2: `185.62.${number}.53`,
    web: at(10),
    webV6: number % 2 === 0 ? `2a0b:3401:${number}::10` : null,
    mail: at(25),
    tarpit: at(66),
    nobody: at(99),
  };
});

/** One after the other to the next provider: 21 and 100 share no divisor, so every provider has its part of everything. */
export const customersOf = (count: number): readonly Customer[] =>
  Array.from({ length: count }, (_none, index) => ({
    domain: `client-${index + 1}.test`,
    provider: providers[index % providers.length]!,
    state: states[index % 100] ?? 'sound',
  }));

export const addressesOfProviders: readonly string[] = providers.flatMap(
  ({ ns1, ns2, web, webV6, mail, tarpit }) => [
    ns1,
    ns2,
    web,
    mail,
    tarpit,
    ...(webV6 === null ? [] : [webV6]),
  ],
);

export function recordsOf({ domain, provider, state }: Customer): readonly ZoneRecord[] {
  const at = (name: string, type: string, value: string): ZoneRecord => [`${name}${domain}.`, type, value];
  const web = { dead: provider.nobody, tarpit: provider.tarpit }[state as string] ?? provider.web;
  const hasV6 = provider.webV6 !== null && web === provider.web;
  const hosts = ['', 'www.'];
  return [
    at('', 'NS', `ns1.${provider.origin}.`),
    at('', 'NS', `ns2.${provider.origin}.`),
    ...hosts.map((host) => at(host, 'A', web)),
    ...(hasV6 ? hosts.map((host) => at(host, 'AAAA', provider.webV6!)) : []),
    at('mail.', 'A', provider.mail),
    at('', 'MX', state === 'lost-exchanger' ? `10 gone.${domain}.` : `10 mx.${provider.origin}.`),
    at('', 'TXT', `"v=spf1 ip4:${provider.mail} -all"`),
    at('_dmarc.', 'TXT', '"v=DMARC1; p=quarantine"'),
  ];
}

export const recordsOfProvider = ({ origin, ns1, ns2, web, mail }: Provider): readonly ZoneRecord[] => [
  [`${origin}.`, 'NS', `ns1.${origin}.`],
  [`${origin}.`, 'NS', `ns2.${origin}.`],
  [`ns1.${origin}.`, 'A', ns1],
  [`ns2.${origin}.`, 'A', ns2],
  [`web.${origin}.`, 'A', web],
  [`mx.${origin}.`, 'A', mail],
];

/** What the registries above say of them. */
export const delegations = (customers: readonly Customer[]): readonly ZoneRecord[] =>
  customers.flatMap(({ domain, provider: { origin } }): readonly ZoneRecord[] => [
    [`${domain}.`, 'NS', `ns1.${origin}.`],
    [`${domain}.`, 'NS', `ns2.${origin}.`],
  ]);
export const delegationsOfProviders: readonly ZoneRecord[] = providers.flatMap(
  ({ origin, ns1, ns2 }): readonly ZoneRecord[] => [
    [`${origin}.`, 'NS', `ns1.${origin}.`],
    [`${origin}.`, 'NS', `ns2.${origin}.`],
    [`ns1.${origin}.`, 'A', ns1],
    [`ns2.${origin}.`, 'A', ns2],
  ],
);
export const reverseNames: readonly ZoneRecord[] = providers.map(({ mail, origin }): ZoneRecord => [
  `${reverseName(mail)}.`,
  'PTR',
  `mx.${origin}.`,
]);
