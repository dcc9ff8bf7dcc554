// One zone before both programs, at the customer's seat.

import { z } from 'zod';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { hosts } from '../world/topology.ts';
import { zoneCases } from './cases.ts';

const limitSeconds = 240;

export interface PeerMessage {
  readonly level: string;
  readonly tag: string;
}

/** What a validator makes of the zone (RFC 4035 section 4.3). */
export type Validity = 'secure' | 'insecure' | 'bogus' | 'unknown';

export interface ZoneComparison {
  /** Of the signatures: ours, and that of Unbound, which the world's public resolvers are. */
  readonly ours: Validity;
  readonly unbound: Validity;
  /** Checks that failed, of Faultline. */
  readonly failed: readonly string[];
  readonly seconds: number;
  /** What Zonemaster says at WARNING or worse; null where it is not installed. */
  readonly peer: readonly PeerMessage[] | null;
  readonly peerSeconds: number;
}

export interface ZoneJob {
  readonly zone: string;
  readonly cli: string;
  /** Path of zonemaster-cli. */
  readonly peer: string | null;
}

const answerSchema = z.object({
  findings: z.array(z.object({ check: z.string(), outcome: z.string() })),
});
const messageSchema = z.object({ level: z.string(), tag: z.string() });
/** Version 5 writes a bare list, later ones an object around it. */
const peerSchema = z.union([
  z.array(messageSchema),
  z.object({ results: z.array(messageSchema) }).transform(({ results }) => results),
]);

const validityOf: Readonly<Record<string, Validity>> = {
  passed: 'secure',
  inapplicable: 'insecure',
  failed: 'bogus',
};

/** With and without validation (CD): a zone that answers only without is bogus, one that answers in no way is not known. */
async function askUnbound(world: World, domain: string): Promise<Validity> {
  const ask = async (name: string, type: string, flag = ''): Promise<string> => {
    const { stdout } = await world.seat.run(
      `dig +noall +comments +dnssec +tries=2 +time=4 ${flag} @${hosts.quad9.v4} ${name} ${type}`,
    );
    return stdout;
  };
  // addresses, and the denial of a name: a zone may prove the one and not the other
  const answers = await Promise.all([ask(domain, 'SOA'), ask(domain, 'A'), ask(`made-up.${domain}`, 'A')]);
  if (answers.some((text) => text.includes('SERVFAIL')))
    return /NOERROR|NXDOMAIN/.test(await ask(domain, 'SOA', '+cd')) ? 'bogus' : 'unknown';
  return / ad[ ;]/.test(answers[0] ?? '') ? 'secure' : 'insecure';
}

export async function compareZone(world: World, { zone, cli, peer }: ZoneJob): Promise<ZoneComparison> {
  const found = zoneCases.find(({ id }) => id === zone);
  if (!found) throw new LabError(`there is no zone case ${zone}`);
  try {
    await found.inject(world);
    const ours = await world.seat.exec(
      [
        process.execPath,
        cli,
        'check',
        found.domain,
        '--network',
        paths.network,
        '--service',
        'dns',
        '--service',
        'mail',
        '--format',
        'json',
      ],
      { timeoutSeconds: limitSeconds },
    );
    const { findings } = answerSchema.parse(JSON.parse(ours.stdout));
    const chain = findings.find(({ check }) => check === 'bogus-dnssec-chain')?.outcome ?? '';
    const validity = {
      ours: validityOf[chain] ?? ('unknown' as const),
      unbound: await askUnbound(world, found.domain),
    };
    const failed = findings.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check);
    const base = { ...validity, failed: [...new Set(failed)], seconds: ours.seconds };
    if (peer === null) return { ...base, peer: null, peerSeconds: 0 };
    const theirs = await world.seat.exec([peer, '--json', '--level', 'WARNING', found.domain], {
      timeoutSeconds: limitSeconds,
    });
    if (theirs.timedOut || theirs.stdout.trim() === '')
      throw new LabError(`zonemaster-cli gave no answer on ${zone}: ${theirs.stderr.trim().slice(-500)}`);
    return { ...base, peer: peerSchema.parse(JSON.parse(theirs.stdout)), peerSeconds: theirs.seconds };
  } finally {
    await world.change.undoAll();
  }
}
