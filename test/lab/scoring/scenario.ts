// A scenario file: what a person tells, what is broken, and what a right answer looks like.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { faultNamed } from '../faults/index.ts';
import type { PreparedFault } from '../faults/fault.ts';
import { LabError } from '../world/process.ts';

export const sides = ['customer', 'network_path', 'provider', 'third_party', 'undetermined'] as const;
export const confidences = ['possible', 'likely', 'proven'] as const;

/** One right answer or several: some faults cannot be told apart from one seat. */
const oneOrMore = <T extends z.ZodType<string>>(item: T) =>
  z.union([item.transform((value) => [value]), z.array(item).min(1)]);

const id = z.string().min(1);
const confidence = z.enum(confidences);

/** `- offline` or `- port-blocked: { ports: [25] }`. */
const faultEntry = z.union([
  id.transform((name) => ({ name, params: {} as unknown })),
  z
    .record(id, z.unknown())
    .refine((entry) => Object.keys(entry).length === 1, 'one fault per list entry')
    .transform((entry) => ({ name: Object.keys(entry)[0] ?? '', params: Object.values(entry)[0] ?? {} })),
]);

/** One thing that is broken, and whose it is. */
const brokenThing = {
  rootCause: oneOrMore(id),
  faultDomain: oneOrMore(id),
  side: oneOrMore(z.enum(sides)),
};

const healthyTruth = z.strictObject({ healthy: z.literal(true) });
const faultyTruth = z.strictObject({
  ...brokenThing,
  confidence: z
    .strictObject({ least: confidence.default('possible'), most: confidence.default('proven') })
    .prefault({}),
  /** Further faults, independent of the first: each must be found as well. */
  also: z.array(z.strictObject(brokenThing)).default([]),
  /** Further root causes that may be reported beside them and need not. */
  tolerated: z.array(id).default([]),
  exitCode: z.union([z.int().transform((code) => [code]), z.array(z.int())]).default([1]),
});

const scenarioSchema = z.strictObject({
  story: z.string().min(1),
  target: z.strictObject({
    domain: z.string(),
    provider: id.optional(),
    product: id.optional(),
    tier: id.optional(),
    symptom: id.optional(),
    services: z.array(z.string()).default([]),
    /** False for somebody whose provider has no pack; an object for a provider that differs in these keys of its pack. */
    pack: z.union([z.boolean(), z.record(id, z.unknown())]).default(true),
    /** A provider whose shipped policy holds here: a copy of its pack, with the lab's platform in place of its own. */
    policy: id.optional(),
    /** Files in the person's home directory, by name; arguments name them as `~/name`. */
    files: z.record(z.string().regex(/^[a-z0-9.-]+$/), z.string()).default({}),
    /**
     * `outside`: the person agrees to a view from elsewhere, and there is a measurement network. `hotspot`, `desk`: a run at the
     * customer's phone or at the agent's desk comes first, and its report is laid beside this one.
     */
    secondView: z.enum(['outside', 'hotspot', 'desk']).optional(),
    /** Variables of the environment in which the CLI runs, such as a password that must not stand on its command line. */
    environment: z.record(id, z.string()).default({}),
    /** Handed to the CLI as they are, such as facts and logins. */
    arguments: z.array(z.string()).default([]),
  }),
  faults: z.array(faultEntry).default([]),
  truth: z.union([healthyTruth, faultyTruth]),
  /** Checks; `id` stands for a failed one, `id=outcome` for another outcome. */
  findings: z.strictObject({ must: z.array(id).default([]), mustNot: z.array(id).default([]) }).prefault({}),
  /** Rules of the catalogue: those that must speak here, and those for which this world is a trap. */
  rules: z.strictObject({ must: z.array(id).default([]), mustNot: z.array(id).default([]) }).prefault({}),
  /** What the policy says of the main problem, and by which section. */
  scope: z
    .strictObject({ decision: id, responsible: id.optional(), section: z.string().optional() })
    .optional(),
  /** Sides, fault domains or root causes that no problem may name, however uncertainly. */
  neverBlame: z.array(id).default([]),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type FaultyTruth = z.output<typeof faultyTruth>;
export type BrokenThing = Pick<FaultyTruth, 'rootCause' | 'faultDomain' | 'side'>;

export const isHealthy = (truth: Scenario['truth']): truth is z.output<typeof healthyTruth> =>
  'healthy' in truth;
export const scenarioName = (file: string): string => basename(file).replace(/\.ya?ml$/, '');

async function readYaml(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new LabError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where several forms are allowed, what is wrong with the one that comes closest: "invalid input" helps nobody. */
function inWords(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): readonly string[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0)
      return [`${path.map(String).join('.') || 'the file'}: ${issue.message}`];
    const closest = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0] ?? [];
    return inWords(closest, path);
  });
}
/** A form of another type altogether is further away than one with something wrong inside. */
const distance = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.length + (issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 10 : 0);

export const loadScenario = async (file: string): Promise<Scenario> =>
  parseScenario(file, await readYaml(file));

/** Throws a `LabError` that names the file and what is wrong in it. */
export function parseScenario(file: string, content: unknown): Scenario {
  const parsed = scenarioSchema.safeParse(content);
  if (!parsed.success) throw new LabError(`${file}: ${inWords(parsed.error.issues).join('; ')}`);
  const scenario = parsed.data;
  // The reverse is allowed: a greeting that takes long is a trap in a healthy world.
  // A person may tell of a fault that no packet shows: by a bounce of yesterday, or by what the program says.
  const { files, arguments: given } = scenario.target;
  const isToldOf =
    Object.keys(files).length > 0 || given.some((each) => each === '--fact' || each === '--mail-setting');
  if (!isHealthy(scenario.truth) && scenario.faults.length === 0 && !isToldOf) {
    throw new LabError(`${file}: something must be wrong, and no fault is named`);
  }
  return scenario;
}

export const prepareFaults = (scenario: Scenario): readonly PreparedFault[] =>
  scenario.faults.map(({ name, params }) => faultNamed(name).prepare(params));
