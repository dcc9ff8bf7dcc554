// Faults of a registration: what the registry says of the domain (RDAP), and whether it still leads anywhere.

import { z } from 'zod';
import { nsdConfigPath, nsdName, zoneBlock, zonePath } from '../services/nsd.ts';
import {
  daysFromNow,
  rdapUrl,
  registrationPath,
  registryConfigPath,
  registryFaultMark,
  registryService,
} from '../services/registry.ts';
import type { RegistrationFile } from '../services/registry.ts';
import { NameServers } from '../world/name-servers.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { domain, owner, query } from './parts.ts';

type RegistrationEdit = (registration: RegistrationFile) => Partial<RegistrationFile>;

const amend = (world: World, origin: string, edit: RegistrationEdit): Promise<void> =>
  world.change.reconfigure([], {
    [registrationPath(origin)]: (text) => {
      const registration = JSON.parse(text) as RegistrationFile;
      return JSON.stringify({ ...registration, ...edit(registration) });
    },
  });

const withExpiry = (days: number, { events }: RegistrationFile): RegistrationFile['events'] =>
  events.map((event) =>
    event.eventAction === 'expiration' ? { ...event, eventDate: daysFromNow(days) } : event,
  );

/** The parent forgets the domain, as it does for one that is held or has run out. */
const undelegate = (world: World, origin: string): Promise<void> =>
  world.change.zone(NameServers.parentOf(origin), (records) =>
    records.filter(([name]) => name !== `${origin}.`),
  );

const asked = (origin: string): string => `curl -sS -m 5 ${rdapUrl}domain/${origin}`;
/** What the registry says, then what its name servers say. */
const bothWords = (origin: string): string =>
  `${asked(origin)} | grep -o '"status":[^]]*'; ${query(origin, 'SOA', hosts.tldA.v4)}`;

export const domainExpired = defineFault({
  id: 'domain-expired',
  summary: 'The registration ran out and was not renewed: the registry took the domain out of its zone.',
  params: z.strictObject({
    domain,
    stage: z.enum(['redemption period', 'pending delete']).default('redemption period'),
    days: z.int().default(40),
  }),
  examples: [{ stage: 'pending delete' }],
  inject: async (world, { domain: origin, stage, days }) => {
    await amend(world, origin, (old) => ({ status: [stage], events: withExpiry(-days, old) }));
    await undelegate(world, origin);
  },
  witness: ({ domain: origin, stage }) => ({
    run: bothWords(origin),
    shows: new RegExp(`${stage}(.*\\n)*.*status: NXDOMAIN`),
    normally: /transfer prohibited(.*\n)*.*status: NOERROR/,
  }),
});

export const domainHeld = defineFault({
  id: 'domain-held',
  summary:
    'The registrar or the registry put the domain on hold: it is registered, and left out of the zone.',
  params: z.strictObject({
    domain,
    by: z.enum(['client', 'server']).default('client'),
    /** Days since the registration ran out; a date in the future without it. */
    expiredDays: z.int().optional(),
  }),
  examples: [{ by: 'server' }],
  inject: async (world, { domain: origin, by, expiredDays }) => {
    await amend(world, origin, (old) => ({
      status: [`${by} hold`, ...old.status],
      ...(expiredDays === undefined ? {} : { events: withExpiry(-expiredDays, old) }),
    }));
    await undelegate(world, origin);
  },
  witness: ({ domain: origin, by }) => ({
    run: bothWords(origin),
    shows: new RegExp(`${by} hold(.*\\n)*.*status: NXDOMAIN`),
    normally: /^(?!.*hold)(.*\n)*.*status: NOERROR/,
  }),
});

export const domainUnregistered = defineFault({
  id: 'domain-unregistered',
  summary: 'Nobody has registered the domain: neither the zone nor the registry knows it.',
  params: z.strictObject({ domain }),
  inject: async (world, { domain: origin }) => {
    await world.change.reconfigure([registryService.name], {
      [registryConfigPath]: (text) =>
        text.replace(
          registryFaultMark,
          `${registryFaultMark}\n    location = /domain/${origin} { return 404 '{"errorCode":404}'; }`,
        ),
    });
    await undelegate(world, origin);
  },
  witness: ({ domain: origin }) => ({
    run: `${asked(origin)} -o /dev/null -w 'http %{http_code}\\n'; ${query(origin, 'SOA', hosts.tldA.v4)}`,
    shows: /http 404(.*\n)*.*status: NXDOMAIN/,
    normally: /http 200(.*\n)*.*status: NOERROR/,
  }),
});

export const domainWithoutServers = defineFault({
  id: 'domain-without-servers',
  summary: 'The domain is registered, and no name servers were entered for it.',
  params: z.strictObject({ domain }),
  inject: async (world, { domain: origin }) => {
    await amend(world, origin, () => ({ status: ['inactive'], nameservers: [] }));
    await undelegate(world, origin);
  },
  witness: ({ domain: origin }) => ({
    run: bothWords(origin),
    shows: /inactive(.*\n)*.*status: NXDOMAIN/,
    normally: /transfer prohibited(.*\n)*.*status: NOERROR/,
  }),
});

export const domainParkedExpired = defineFault({
  id: 'domain-parked-expired',
  summary:
    "The registration ran out: the registrar put its own name servers in, and the domain leads to its 'expired' page.",
  params: z.strictObject({ domain, renewedByItself: z.boolean().default(false) }),
  examples: [{ renewedByItself: true }],
  inject: async (world, { domain: origin, renewedByItself }) => {
    const servers = [hosts.expiredNs1, hosts.expiredNs2];
    await amend(world, origin, (old) => ({
      status: renewedByItself ? ['auto renew period', ...old.status] : old.status,
      events: withExpiry(renewedByItself ? 355 : -10, old),
      nameservers: servers.map(({ name }) => ({ ldhName: name })),
    }));
    const addresses = ['@', 'www'].map(
      (name) =>
        `${owner(origin, name)} A ${hosts.parking.v4}\n${owner(origin, name)} AAAA ${hosts.parking.v6}`,
    );
    const soa = `${origin}. SOA ${hosts.expiredNs1.name}. hostmaster.${hosts.expiredNs1.name}. 1 7200 3600 1209600 300`;
    const ns = servers.map(({ name }) => `${origin}. NS ${name}.`);
    await world.change.newFile(
      zonePath('third', origin),
      `$TTL 3600\n${[soa, ...ns, ...addresses].join('\n')}\n`,
    );
    await world.change.reconfigure([nsdName('third')], {
      [nsdConfigPath('third')]: (text) => text + zoneBlock('third', origin),
    });
    await world.change.zone(NameServers.parentOf(origin), (records) => [
      ...records.filter(([name]) => name !== `${origin}.`),
      ...servers.map(({ name }) => [`${origin}.`, 'NS', `${name}.`] as const),
    ]);
  },
  witness: ({ domain: origin }) => ({
    run: `dig +short ${origin} A; ${query(origin, 'NS')}`,
    shows: /193\.176\.30\.67(.*\n)*.*expired-names/,
    normally: /45\.80\.20\.10/,
  }),
});

export const registrationStatus = defineFault({
  id: 'registration-status',
  summary: 'The registry shows further statuses, such as locks or the grace after a renewal (no fault).',
  params: z.strictObject({
    domain,
    statuses: z
      .array(z.string())
      .default(['auto renew period', 'client delete prohibited', 'server transfer prohibited']),
    /** Days until the end of the registration; before today for a date that lags. */
    expiresInDays: z.int().default(-3),
  }),
  inject: (world, { domain: origin, statuses, expiresInDays }) =>
    amend(world, origin, (old) => ({
      status: [...old.status, ...statuses],
      events: withExpiry(expiresInDays, old),
    })),
  witness: ({ domain: origin, statuses }) => ({
    run: bothWords(origin),
    shows: new RegExp(statuses[0] ?? 'nothing'),
    normally: /^"status":\["client transfer prohibited"$/m,
  }),
});

export const registrySilent = defineFault({
  id: 'registry-silent',
  summary: "The registry's public search answers with an error (the domain itself may be fine).",
  params: z.strictObject({ status: z.int().default(503) }),
  inject: (world, { status }) =>
    world.change.reconfigure([registryService.name], {
      [registryConfigPath]: (text) =>
        text.replace(registryFaultMark, `${registryFaultMark}\n    return ${status};`),
    }),
  witness: ({ status }) => ({
    run: `${asked('shop.test')} -o /dev/null -w '%{http_code}'`,
    shows: new RegExp(`^${status}$`),
    normally: /^200$/,
  }),
});
