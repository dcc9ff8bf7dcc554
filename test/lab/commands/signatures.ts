// `lab signatures`: Faultline, Unbound and delv side by side on signed zones, sound and broken.

import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { LabError } from '../world/process.ts';
import type { SignatureComparison } from '../zones/compare-signatures.ts';
import { signatureCases, type SignatureCase } from '../zones/signature-cases.ts';
import { cliToRun } from './paths.ts';

export interface SignaturesOptions {
  readonly parallel: number;
  readonly cli: string | undefined;
}

const resultOf = ({ result }: Finished<SignatureCase>): SignatureComparison | string => {
  if (typeof result === 'string') return result;
  return result.kind === 'signatures' ? result.comparison : 'unexpected answer';
};

type Standing = 'same' | 'explained' | 'unlike';

const standingOf = ({ otherwise }: SignatureCase, { ours, unbound }: SignatureComparison): Standing => {
  if (ours.validity === unbound) return 'same';
  return otherwise === undefined ? 'unlike' : 'explained';
};

const marks: Readonly<Record<Standing, string>> = { same: '=', explained: '~', unlike: '!' };

function print(finished: Finished<SignatureCase>): void {
  const { task } = finished;
  const result = resultOf(finished);
  if (typeof result === 'string') {
    console.log(`FAILED  ${task.id}: ${result}`);
    return;
  }
  const { ours, unbound, delv } = result;
  const standing = standingOf(task, result);
  const words = `${ours.validity.padEnd(9)} Unbound ${unbound.padEnd(9)} delv ${delv.padEnd(9)}`;
  const why = standing === 'explained' ? ` (${task.otherwise ?? ''})` : '';
  console.log(`${marks[standing]} ${words} ${task.id}${ours.fault === '' ? '' : `: ${ours.fault}`}${why}`);
}

export async function signatures(ids: readonly string[], options: SignaturesOptions): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const tasks = ids.length === 0 ? signatureCases : signatureCases.filter(({ id }) => ids.includes(id));
  if (tasks.length === 0)
    throw new LabError(`no such zone; there are: ${signatureCases.map(({ id }) => id).join('; ')}`);
  const results = await runPool<SignatureCase>({
    tasks,
    jobOf: ({ id }) => ({ kind: 'signatures', id, cli }),
    parallel: options.parallel,
    onFinished: print,
  });
  const standings = results.map((each): Standing => {
    const result = resultOf(each);
    return typeof result === 'string' ? 'unlike' : standingOf(each.task, result);
  });
  const count = (standing: Standing): number => standings.filter((each) => each === standing).length;
  console.log(
    `${results.length} zones: ${count('same')} judged as Unbound does, ${count('explained')} otherwise for a reason, ${count('unlike')} unlike`,
  );
  return count('unlike') > 0 ? 1 : 0;
}
