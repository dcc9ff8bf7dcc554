// One running small internet: starts it, and hands out what faults and scenarios need of it.

import { mkdir, writeFile } from 'node:fs/promises';
import { services } from '../services/index.ts';
import { hostKeyPath, sshdDirectory } from '../services/file-access.ts';
import { createAccounts } from './accounts.ts';
import { certificateSlots, certificateTable } from './certificates.ts';
import { Changes } from './changes.ts';
import { Daemons, writeFiles } from './daemons.ts';
import { networkFile } from './network-file.ts';
import { certificatePath, etcOf, keyPath, paths } from './paths.ts';
import { Pki } from './pki.ts';
import { plumb } from './plumbing.ts';
import { mustRun } from './process.ts';
import { Seat } from './seat.ts';
import { dsText } from './signing-keys.ts';
import { hosts, nodes } from './topology.ts';

export interface World {
  readonly pki: Pki;
  readonly seat: Seat;
  /** The only way to break something. */
  readonly change: Changes;
  /** Daemons that should run and do not: empty in a sound world. */
  readonly dead: () => readonly string[];
}

async function createHostKey(): Promise<void> {
  await mkdir(sshdDirectory, { recursive: true });
  await mustRun('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'web1', '-f', hostKeyPath]);
}

async function createCertificates(): Promise<Pki> {
  const pki = await Pki.create();
  await Promise.all(
    certificateSlots.map(async (slot) => {
      const { chain, key } = await pki.issue(certificateTable[slot]);
      await writeFiles({ [certificatePath(slot)]: chain, [keyPath(slot)]: key });
    }),
  );
  return pki;
}

/** Servers resolve through a public resolver, not through the customer's. */
async function createServerFiles(): Promise<void> {
  await Promise.all(
    nodes.map(async ({ name }) => {
      await mkdir(etcOf(name, ''), { recursive: true });
      await writeFile(etcOf(name, 'resolv.conf'), `nameserver ${hosts.quad9.v4}\n`);
    }),
  );
  // Overlaid when a daemon starts: it must be there from the beginning for a fault to write into it.
  await writeFile(etcOf('web1', 'hosts.deny'), '');
}

export async function startWorld(): Promise<World> {
  const [pki] = await Promise.all([
    createCertificates(),
    plumb(hosts.ispResolver.v4),
    createHostKey(),
    createServerFiles(),
    createAccounts(),
  ]);
  const daemons = new Daemons();
  const [seat] = await Promise.all([Seat.create(pki), ...services.map((service) => daemons.launch(service))]);
  const [tag, algorithm, digestType, digest] = dsText('.').split(' ');
  await writeFile(
    paths.rootAnchors,
    `trust-anchors { . static-ds ${tag} ${algorithm} ${digestType} "${digest}"; };\n`,
  );
  await writeFile(paths.network, JSON.stringify(networkFile(await pki.trustAnchors()), undefined, 2));
  return { pki, seat, change: new Changes(daemons, seat), dead: () => daemons.dead() };
}
