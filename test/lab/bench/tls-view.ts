// Every TLS service of one host over a long line: the mail server has six ports of mail programs and the one for incoming mail.

import { z } from 'zod';
import { faultNamed } from '../faults/index.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import type { Contest, Row } from './contest.ts';

const roundTripMs = 40;
const { v4, name } = hosts.mail;

/** Port, and the protocol in which other tools ask for TLS; null for TLS from the first byte. */
const doors = [
  [465, null],
  [993, null],
  [995, null],
  [587, 'smtp'],
  [143, 'imap'],
  [110, 'pop3'],
] as const;

const answerSchema = z.object({
  observations: z.array(
    z.object({
      startedAt: z.string(),
      durationMs: z.number(),
      endpoint: z.object({ address: z.string().optional(), port: z.number().optional() }),
      data: z.object({ tls: z.unknown().optional() }),
    }),
  ),
});

/** From the first connection of a session with TLS to the end of the last, and the whole run beside it. */
async function ourRows(world: World, cli: string): Promise<readonly Row[]> {
  const command = `check shop.test --network ${paths.network} --format json --service mail --host ${name}`;
  const outcome = await world.seat.exec([process.execPath, cli, ...command.split(' ')], {
    timeoutSeconds: 90,
  });
  if (outcome.code !== 0) throw new LabError(`the run at ${name} ended with ${outcome.code}`);
  const { observations } = answerSchema.parse(JSON.parse(outcome.stdout));
  const sessions = observations.filter(({ data }) => data.tls !== undefined);
  const begin = sessions.map(({ startedAt }) => Date.parse(startedAt));
  const end = sessions.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  const ports = new Set(sessions.map(({ endpoint }) => endpoint.port));
  return [
    {
      who: 'faultline, its TLS sessions',
      seconds: (Math.max(...end) - Math.min(...begin)) / 1000,
      note: `${sessions.length} sessions at ${ports.size} ports, both families, one handshake each`,
    },
    {
      who: 'faultline, the whole run',
      seconds: outcome.seconds,
      note: `${observations.length} measurements, DNS and controls among them`,
    },
  ];
}

const sslscan = (port: number, protocol: string | null): string =>
  `sslscan --no-colour ${protocol === null ? '' : `--starttls-${protocol} `}${v4}:${port}`;
/**
 * The versions and the certificate, which is what our sessions show as well; its full list of ciphers would take minutes more. Given an
 * address, it still looks names up before each port unless told not to.
 */
const testssl = (port: number, protocol: string | null): string =>
  `testssl --quiet --warnings off --color 0 --nodns none -p -S ${protocol === null ? '' : `-t ${protocol} `}${v4}:${port}`;

/** A tool that takes longer is stopped, and its row says so. */
const PATIENCE_SECONDS = 300;

/** All doors side by side, as we ask them ourselves. */
async function peerRow(
  world: World,
  who: string,
  command: (port: number, protocol: string | null) => string,
): Promise<Row> {
  const there = await world.seat.run(`command -v ${who}`);
  if (there.code !== 0) return { who, seconds: null, note: 'not installed' };
  const all = doors
    .map(([port, protocol]) => `(timeout ${PATIENCE_SECONDS} ${command(port, protocol)}) >/dev/null 2>&1 &`)
    .join('\n');
  const { seconds } = await world.seat.run(`${all}\nwait`, { timeoutSeconds: PATIENCE_SECONDS + 30 });
  const note = `${doors.length} ports side by side, IPv4 alone`;
  return { who, seconds, note: seconds < PATIENCE_SECONDS ? note : `${note}, stopped unfinished` };
}

export const tlsView: Contest = {
  id: 'tls-view',
  question: `every TLS service of one host at a round trip of ${roundTripMs} ms`,
  promisedSeconds: 3,
  async run(world, { cli }) {
    await faultNamed('long-line').prepare({ milliseconds: roundTripMs }).inject(world);
    try {
      return [
        ...(await ourRows(world, cli)),
        await peerRow(world, 'sslscan', sslscan),
        await peerRow(world, 'testssl', testssl),
      ];
    } finally {
      await world.change.undoAll();
    }
  },
};
