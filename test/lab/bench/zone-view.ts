// A full look at DNS and mail of a domain with four dual-stack name servers over a long line.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { faultNamed } from '../faults/index.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import type { ZoneRecord } from '../world/zones.ts';
import type { Contest, Row } from './contest.ts';

const roundTripMs = 40;
const domain = 'shop.test';
/** The provider's two machines under two names each: eight addresses to ask. */
const servers = [hosts.ns1, hosts.ns2, hosts.agencyNs1, hosts.agencyNs2];

const withFourServers = (records: readonly ZoneRecord[]): readonly ZoneRecord[] => [
  ...records.filter(([name, type]) => !(name === `${domain}.` && type === 'NS')),
  ...servers.map(({ name }): ZoneRecord => [`${domain}.`, 'NS', `${name}.`]),
];

const answerSchema = z.object({
  observations: z.array(z.object({ kind: z.string(), startedAt: z.string(), durationMs: z.number() })),
});

async function ourRow(world: World, cli: string, who: string, services: readonly string[]): Promise<Row> {
  const command = ['check', domain, '--network', paths.network, '--format', 'json'];
  const outcome = await world.seat.exec(
    [process.execPath, cli, ...command, ...services.flatMap((each) => ['--service', each])],
    { timeoutSeconds: 90 },
  );
  if (outcome.code !== 0) throw new LabError(`the run on ${domain} ended with ${outcome.code}`);
  const { observations } = answerSchema.parse(JSON.parse(outcome.stdout));
  const lookups = observations.filter(({ kind }) => kind === 'dns' || kind === 'server-conduct').length;
  return { who, seconds: outcome.seconds, note: `${lookups} questions, ${observations.length} measurements` };
}

async function peerRow(world: World): Promise<Row> {
  const who = 'zonemaster-cli';
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .map((each) => `${each}/${who}`)
    .find(existsSync);
  if (found === undefined)
    return { who, seconds: null, note: 'not on the path: test/lab/install-zonemaster fetches it' };
  const { seconds } = await world.seat.exec([found, '--json', '--level', 'WARNING', domain], {
    timeoutSeconds: 200,
  });
  return { who, seconds, note: 'the same zone, the same line' };
}

export const zoneView: Contest = {
  id: 'zone-view',
  question: `DNS and mail of a domain with four dual-stack name servers at a round trip of ${roundTripMs} ms`,
  promisedSeconds: 2.5,
  async run(world, { cli }) {
    await world.change.zone('test', withFourServers);
    await world.change.zone(domain, withFourServers);
    await faultNamed('long-line').prepare({ milliseconds: roundTripMs }).inject(world);
    try {
      return [
        await ourRow(world, cli, 'faultline, DNS and mail', ['dns', 'mail']),
        await ourRow(world, cli, 'faultline, DNS alone', ['dns']),
        await peerRow(world),
      ];
    } finally {
      await world.change.undoAll();
    }
  },
};
