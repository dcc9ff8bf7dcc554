// What validators make of a signed zone (RFC 4035 section 4.3), each asked the same questions at the customer's seat.

import { z } from 'zod';
import { paths } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';

export type Validity = 'secure' | 'insecure' | 'bogus' | 'unknown';

/** The zone itself, an address, and the denial of a name: a zone may prove the one and not the other. */
const questionsOn = (domain: string): readonly (readonly [name: string, type: string])[] => [
  [domain, 'SOA'],
  [domain, 'A'],
  [`made-up.${domain}`, 'A'],
];

/** With and without validation (CD): a zone that answers only without is bogus, one that answers in no way is not known. */
export async function askUnbound(world: World, domain: string): Promise<Validity> {
  const ask = async (name: string, type: string, flag = ''): Promise<string> => {
    const { stdout } = await world.seat.run(
      `dig +noall +comments +dnssec +tries=2 +time=4 ${flag} @${hosts.quad9.v4} ${name} ${type}`,
    );
    return stdout;
  };
  const answers = await Promise.all(questionsOn(domain).map(([name, type]) => ask(name, type)));
  if (answers.some((text) => text.includes('SERVFAIL')))
    return /NOERROR|NXDOMAIN/.test(await ask(domain, 'SOA', '+cd')) ? 'bogus' : 'unknown';
  return / ad[ ;]/.test(answers[0] ?? '') ? 'secure' : 'insecure';
}

/** BIND's validator, which takes all records from a resolver and judges by itself. */
export async function askDelv(world: World, domain: string): Promise<Validity> {
  const answers = await Promise.all(
    questionsOn(domain).map(async ([name, type]) => {
      const { stdout, stderr } = await world.seat.run(
        `delv -a ${paths.rootAnchors} +root=. +cdflag @${hosts.quad9.v4} ${name} ${type}`,
      );
      return stdout + stderr;
    }),
  );
  if (answers.every((text) => /; (negative response, )?fully validated/.test(text))) return 'secure';
  if (answers.every((text) => /; (negative response, )?(fully validated|unsigned answer)/.test(text)))
    return 'insecure';
  return answers.some((text) => /timed out|no servers could be reached/.test(text)) ? 'unknown' : 'bogus';
}

/** What the report of a run with `--service dns` says of its findings. */
export const findingsSchema = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      outcome: z.string(),
      message: z.object({ values: z.object({ fault: z.string().optional() }).optional() }),
    }),
  ),
});

const validityOf: Readonly<Record<string, Validity>> = {
  passed: 'secure',
  inapplicable: 'insecure',
  failed: 'bogus',
};

export interface OurWord {
  readonly validity: Validity;
  /** Why a chain is broken, in the check's own word. */
  readonly fault: string;
}

export function ourWordIn({ findings }: z.infer<typeof findingsSchema>): OurWord {
  const found = findings.find(({ check }) => check === 'bogus-dnssec-chain');
  return {
    validity: validityOf[found?.outcome ?? ''] ?? 'unknown',
    fault: found?.message.values?.fault ?? '',
  };
}
