// Puts the small providers into a running world: addresses, certificates, registries, daemons. `world.change.undoAll` takes them out again.

import { writeFile } from 'node:fs/promises';
import { isV6, nodes } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import type { CertificateRequest } from '../world/pki.ts';
import {
  addressesOfProviders,
  delegations,
  delegationsOfProviders,
  providers,
  reverseNames,
  type Customer,
  type Provider,
} from './plan.ts';
import { manyMail, manyNames, manyWeb, type Certificates } from './services.ts';

const networks = ['185.61.0.0/16', '185.62.0.0/16', '2a0b:3401::/32'];

/** They stand where the stations of the measurement network do, who rest meanwhile. */
async function plumbProviders(world: World): Promise<void> {
  const place = nodes.findIndex(({ name }) => name === 'stations');
  const via = (network: string): string => (isV6(network) ? `2001:2034:ff:${place}::2` : `62.115.${place}.2`);
  const own = addressesOfProviders.map(
    (address) => `addr add ${address}/${isV6(address) ? 128 : 32} dev eth0${isV6(address) ? ' nodad' : ''}`,
  );
  await world.change.ip(
    'stations',
    [...own, ...networks.map((network) => `route add blackhole ${network} metric 9999`)],
    [],
  );
  await world.change.ip(
    'core',
    networks.map((network) => `route add ${network} via ${via(network)}`),
    [],
  );
}

async function certify(world: World, customers: readonly Customer[]): Promise<Certificates> {
  // the whole chain, where the servers read it
  const make = async (request: CertificateRequest): Promise<string> => {
    const { file, chain, key } = await world.pki.issue(request);
    await Promise.all([writeFile(`${file}-served.pem`, chain), writeFile(`${file}-served.key`, key)]);
    return `${file}-served`;
  };
  const web = new Map<Provider, string>();
  const mail = new Map<Provider, string>();
  for (const provider of providers) {
    const own = customers.filter((customer) => customer.provider === provider).map(({ domain }) => domain);
    const names = own.flatMap((domain) => [domain, `www.${domain}`]);
    const [webFile, mailFile] = await Promise.all([
      make({ names: [`web.${provider.origin}`, ...names] }),
      make({ names: [`mx.${provider.origin}`, ...own.map((domain) => `mail.${domain}`)] }),
    ]);
    web.set(provider, webFile);
    mail.set(provider, mailFile);
  }
  const late = customers
    .filter(({ state }) => state === 'expired')
    .flatMap(({ domain }) => [domain, `www.${domain}`]);
  const expired = await make({ names: late, fromDays: -100, toDays: -10 });
  return { web, mail, expired };
}

export async function startProviders(world: World, customers: readonly Customer[]): Promise<void> {
  await plumbProviders(world);
  const certificates = await certify(world, customers);
  await world.change.zone('net', (records) => [...records, ...delegationsOfProviders]);
  await world.change.zone('test', (records) => [...records, ...delegations(customers)]);
  await world.change.zone('in-addr.arpa', (records) => [...records, ...reverseNames]);
  await Promise.all([
    world.change.launch(manyNames(customers)),
    world.change.launch(manyWeb(customers, certificates)),
    world.change.launch(manyMail(certificates)),
  ]);
}
