// Zones with one thing wrong each, and sound ones: what Faultline and Zonemaster are laid side by side on.

import { faultNamed } from '../faults/index.ts';
import { nsdConfigPath, nsdName, zonePath } from '../services/nsd.ts';
import { dsText } from '../world/signing-keys.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import type { ZoneRecord } from '../world/zones.ts';

export interface ZoneCase {
  readonly id: string;
  readonly domain: string;
  readonly isSound: boolean;
  readonly inject: (world: World) => Promise<void>;
}

const shop = 'shop.test';
const nodes = ['ns1', 'ns2'] as const;
type Node = (typeof nodes)[number];

const faulty = (id: string, inject: ZoneCase['inject'], domain = shop): ZoneCase => ({
  id,
  domain,
  isSound: false,
  inject,
});
const sound = (domain: string): ZoneCase => ({
  id: `sound ${domain}`,
  domain,
  isSound: true,
  inject: () => Promise.resolve(),
});

/** A fault of the lab, with its default parameters or others. */
const fault = (id: string, params: unknown = {}, domain = shop): ZoneCase =>
  faulty(
    `${id}${Object.keys(params as object).length === 0 ? '' : ` ${JSON.stringify(params)}`}`,
    (world) => faultNamed(id).prepare(params).inject(world),
    domain,
  );

/** The zone file itself, at both servers or at some: for what records alone cannot say, such as the SOA. */
const inFile = (id: string, edit: (text: string) => string, at: readonly Node[] = nodes): ZoneCase =>
  faulty(id, async (world) => {
    await world.change.reconfigure(
      at.map(nsdName),
      Object.fromEntries(at.map((node) => [zonePath(node, shop), edit])),
    );
    await world.change.flushCaches();
  });

const soaPattern = /SOA (\S+) (\S+) (\d+) (\d+) (\d+) (\d+) (\d+)/;
const fields = ['mname', 'rname', 'serial', 'refresh', 'retry', 'expire', 'minimum'] as const;
const inSoa = (
  id: string,
  values: Partial<Record<(typeof fields)[number], string | number>>,
  at?: readonly Node[],
): ZoneCase =>
  inFile(
    id,
    (text) =>
      text.replace(
        soaPattern,
        (_, ...found: string[]) =>
          `SOA ${fields.map((field, index) => values[field] ?? found[index]).join(' ')}`,
      ),
    at,
  );

const inRecords = (
  id: string,
  edit: (records: readonly ZoneRecord[]) => readonly ZoneRecord[],
  domain = shop,
  zone = domain,
): ZoneCase => faulty(id, (world) => world.change.zone(zone, edit), domain);

const adding =
  (...extra: readonly ZoneRecord[]) =>
  (records: readonly ZoneRecord[]): readonly ZoneRecord[] => [...records, ...extra];
const apex = `${shop}.`;
const replacing =
  (type: string, ...values: readonly string[]) =>
  (records: readonly ZoneRecord[]): readonly ZoneRecord[] => [
    ...records.filter(([name, one]) => !(name === apex && one === type)),
    ...values.map((value): ZoneRecord => [apex, type, value]),
  ];
/** The same name servers at the registry and in the zone. */
const withServers = (id: string, ...names: readonly string[]): ZoneCase =>
  faulty(id, async (world) => {
    await world.change.zone('test', replacing('NS', ...names));
    await world.change.zone(shop, replacing('NS', ...names));
  });
const [first, second] = [`${hosts.ns1.name}.`, `${hosts.ns2.name}.`];

const agency = 'agency.test';
const glueOf = (server: string, v4: string) => (records: readonly ZoneRecord[]) =>
  records.map(([name, type, value]): ZoneRecord => [
    name,
    type,
    name === `${server}.` && type === 'A' ? v4 : value,
  ]);

const dropAt = (port: 'udp' | 'tcp') => (world: World) =>
  world.change.nft('ns2', `chain f { type filter hook input priority 0; ${port} dport 53 drop; }`);

const signedNeighbour = 'neighbour.test';
/** What a signed zone asks its registry to hold about its keys (RFC 7344). */
const asking = (
  id: string,
  records: readonly (readonly [type: string, value: string])[],
  at?: readonly Node[],
) =>
  faulty(
    id,
    (world) =>
      world.change.zone(
        signedNeighbour,
        adding(...records.map(([type, value]): ZoneRecord => [`${signedNeighbour}.`, type, value])),
        at ? { nodes: at } : {},
      ),
    signedNeighbour,
  );

export const zoneCases: readonly ZoneCase[] = [
  ...[shop, 'neighbour.test', 'atelier.test', agency, 'gallery.test', 'studio.test'].map(sound),
  {
    ...asking('sound, the registry is asked for what it has', [['CDS', dsText(signedNeighbour)]]),
    isSound: true,
  },
  fault('mx-without-address'),
  fault('mx-missing'),
  fault('mx-alias'),
  fault('server-lame'),
  fault('server-lame', { servers: ['ns1', 'ns2'] }),
  fault('delegation-missing'),
  fault('delegation-differs'),
  fault('servers-disagree'),
  fault('ds-left-behind'),
  fault('ds-left-behind', { zone: 'signed' }),
  fault('signatures-expired'),
  fault('signatures-not-yet-valid'),
  fault('signature-broken', { types: ['SOA'], names: ['@'] }),
  fault('signatures-missing'),
  fault('denial-broken', {}, 'bakery.test'),
  faulty('second server silent over UDP', dropAt('udp')),
  faulty('second server silent over TCP', dropAt('tcp')),
  faulty('second server stopped', (world) => world.change.stop(nsdName('ns2'))),
  inSoa('refresh of a minute', { refresh: 60, retry: 30 }),
  inSoa('refresh of two weeks', { refresh: 1_209_600 }),
  inSoa('retry slower than refresh', { retry: 7200 }),
  inSoa('retry of a minute', { retry: 60 }),
  inSoa('expires after an hour', { expire: 3600 }),
  inSoa('expires before the next refresh', { expire: 7000 }),
  inSoa('denials remembered for two days', { minimum: 172_800 }),
  inSoa('denials not remembered', { minimum: 0 }),
  inSoa('contact with an @', { rname: String.raw`admin\@shop.test.` }),
  inSoa('contact without a domain', { rname: 'root.' }),
  inSoa('first server that does not exist', { mname: 'nowhere.shop.test.' }),
  inSoa('first server without a domain', { mname: 'localhost.' }),
  inSoa('serials differ', { serial: 7 }, ['ns2']),
  inSoa('contacts differ', { rname: 'other.shop.test.' }, ['ns2']),
  inSoa('timers differ', { refresh: 10_000 }, ['ns2']),
  inSoa('first servers differ', { mname: second }, ['ns2']),
  inRecords('a server in the zone that the registry lacks', adding([apex, 'NS', `${hosts.thirdNs1.name}.`])),
  inRecords('a server missing in the zone', replacing('NS', first)),
  withServers('a single name server', first),
  withServers('a name server without address', first, 'nowhere.hoster.example.'),
  withServers('a name server that is an alias', first, 'ftp.neighbour.test.'),
  inRecords('old glue', glueOf('ns2.agency.test', '45.80.21.99'), agency, 'test'),
  inRecords('private glue', glueOf('ns2.agency.test', '10.0.0.53'), agency, 'test'),
  inRecords('mail sent to an address', replacing('MX', `10 ${hosts.mail.v4}.`)),
  inRecords('no mail, and mail', adding([apex, 'MX', '0 .'])),
  inRecords('two SPF policies', adding([apex, 'TXT', '"v=spf1 -all"'])),
  inRecords('SPF with a mistake', replacing('TXT', '"v=spf1 ipv4:45.80.20.25 -all"')),
  faulty('zone for everybody (AXFR)', async (world) => {
    const edit = (text: string): string =>
      text.replace(`name: "${shop}"\n`, `name: "${shop}"\n  provide-xfr: 0.0.0.0/0 NOKEY\n`);
    await world.change.reconfigure([nsdName('ns1')], { [nsdConfigPath('ns1')]: edit });
  }),
  faulty(
    'digest by SHA-1 at the registry',
    (world) =>
      world.change.zone('test', (records) =>
        records.map(([name, type, value]): ZoneRecord => [
          name,
          type,
          name === 'neighbour.test.' && type === 'DS' ? dsText('neighbour.test', { digest: 'sha1' }) : value,
        ]),
      ),
    'neighbour.test',
  ),
  asking('the registry is asked for keys of another operator', [
    ['CDS', dsText(signedNeighbour, { generation: 1 })],
  ]),
  asking('one server asks the registry, the other does not', [['CDS', dsText(signedNeighbour)]], ['ns1']),
  asking('the registry is asked to forget the keys, and to keep them', [
    ['CDS', '0 0 0 00'],
    ['CDS', dsText(signedNeighbour)],
  ]),
];
