// `lab primitives`: proves every fault with its witness, or lists them for the README.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { faultNamed, faults } from '../faults/index.ts';
import type { Fault } from '../faults/fault.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { isInstalled, requireEverything } from '../sandbox/prerequisites.ts';
import { loadScenario } from '../scoring/scenario.ts';
import { allScenarios } from './score.ts';

interface Proof {
  readonly id: string;
  readonly params: unknown;
}

const nameOf = ({ id, params }: Proof): string =>
  params === undefined ? id : `${id} ${JSON.stringify(params)}`;

const complaintsOf = ({ result }: Finished<Proof>): readonly string[] => {
  if (typeof result === 'string') return [result];
  return result.kind === 'primitive' ? result.proof.complaints : ['unexpected answer'];
};

function print(finished: Finished<Proof>): void {
  const complaints = complaintsOf(finished);
  const { result } = finished;
  const seconds =
    typeof result !== 'string' && result.kind === 'primitive' ? `${result.proof.seconds.toFixed(1)} s` : '';
  console.log(`${complaints.length === 0 ? 'proven ' : 'FAILED '} ${nameOf(finished.task)} ${seconds}`);
  for (const complaint of complaints) console.log(`        ${complaint.replaceAll('\n', '\n        ')}`);
}

/** The bare fault with its defaults, and the other parameters that it wants proven. */
const proofsOf = ({ id, examples }: Fault): readonly Proof[] => [
  { id, params: undefined },
  ...examples.map((params) => ({ id, params })),
];

export interface PrimitivesOptions {
  readonly parallel: number;
  readonly isDefaultsOnly: boolean;
  /** Leaves out what a scenario of the score uses: a fault that a verdict names has shown itself. */
  readonly isUnscoredOnly: boolean;
}

async function unscored(): Promise<readonly Fault[]> {
  const scenarios = await Promise.all((await allScenarios()).map(loadScenario));
  const used = new Set(scenarios.flatMap(({ faults: broken }) => broken.map(({ name }) => name)));
  return faults.filter(({ id }) => !used.has(id));
}

export async function primitives(
  ids: readonly string[],
  { parallel, isDefaultsOnly, isUnscoredOnly }: PrimitivesOptions,
): Promise<number> {
  requireEverything();
  const all = isUnscoredOnly ? await unscored() : faults;
  const named = ids.length === 0 ? all : ids.map(faultNamed);
  const chosen = named.filter(({ needs }) => needs.every(isInstalled));
  for (const { id, needs } of named.filter((each) => !chosen.includes(each)))
    console.log(`left out ${id}: it needs ${needs.join(' and ')}`);
  const started = performance.now();
  const results = await runPool({
    tasks: chosen.flatMap((fault) => proofsOf(fault).slice(0, isDefaultsOnly ? 1 : undefined)),
    jobOf: ({ id, params }) => ({ kind: 'primitive', id, params }),
    parallel,
    onFinished: print,
  });
  const failed = results.filter((finished) => complaintsOf(finished).length > 0).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${results.length - failed} of ${results.length} proofs of ${chosen.length} primitives hold, ${seconds} s`,
  );
  const isCurrent = await isReadmeCurrent();
  if (!isCurrent) console.log('README.md is out of date: put the table of `primitives --list` at its end');
  return failed === 0 && isCurrent ? 0 : 1;
}

const shapeSchema = z.object({
  properties: z
    .record(
      z.string(),
      z.looseObject({ default: z.unknown().optional(), enum: z.array(z.unknown()).optional() }),
    )
    .default({}),
});

/** `service` = `"web"` (web, mail, ftp); … */
function parametersOf(fault: Fault): string {
  const { properties } = shapeSchema.parse(z.toJSONSchema(fault.params, { io: 'input' }));
  return Object.entries(properties)
    .map(([name, property]) => {
      const choice = property.enum === undefined ? '' : ` (${property.enum.join(', ')})`;
      const standard = property.default === undefined ? 'optional' : JSON.stringify(property.default);
      return `\`${name}\` = ${standard}${choice.length > 120 ? ' (a machine of world/topology.ts)' : choice}`;
    })
    .join('; ');
}

const tableLines = (): readonly string[] => [
  '| primitive | what breaks | parameters and their defaults |',
  '|---|---|---|',
  ...faults.map((fault) => `| \`${fault.id}\` | ${fault.summary} | ${parametersOf(fault) || '-'} |`),
];

export function listPrimitives(): number {
  console.log(tableLines().join('\n'));
  return 0;
}

/** The README must list what there is. */
async function isReadmeCurrent(): Promise<boolean> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  return readme.includes(tableLines().join('\n'));
}
