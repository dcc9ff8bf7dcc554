// `lab desk`: request, consent, report and comparison between two seats, with the answer that both together have to give.

import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { requireDisplay } from '../desk/apps.ts';
import { flowCases, type FlowCase, type FlowResult } from '../desk/flow.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { cliToRun, ownPack } from './paths.ts';

export interface DeskOptions {
  readonly parallel: number;
  readonly cli: string | undefined;
  readonly pack: string | undefined;
  /** Where both reports of each case are laid, for the app to open. */
  readonly keep: string | undefined;
  /** By the desktop app, at both seats. */
  readonly hasApps: boolean;
}

const resultOf = ({ result }: Finished<FlowCase>): FlowResult | string => {
  if (typeof result === 'string') return result;
  return result.kind === 'desk' ? result.flow : 'unexpected answer';
};

/** What is not as it should be; empty when all is. */
function faultsIn({ said }: FlowCase, flow: FlowResult): readonly string[] {
  return [
    ...(flow.binding === 'bound' ? [] : [`the report is ${flow.binding} and not bound to its request`]),
    ...(flow.standing === 'counts' ? [] : [`the desk’s report does not speak: ${flow.standing}`]),
    ...(flow.isDecidedByBoth ? [] : ['both reports together decided nothing']),
    ...(isDeepStrictEqual(flow.said, said) ? [] : [`said: ${JSON.stringify(flow.said)}`]),
  ];
}

export async function desk(ids: readonly string[], options: DeskOptions): Promise<number> {
  requireEverything();
  if (options.hasApps) requireDisplay();
  const cli = cliToRun(options.cli);
  const pack = options.pack ?? ownPack;
  const keep = options.keep === undefined ? null : resolve(options.keep);
  if (keep !== null) mkdirSync(keep, { recursive: true });
  const tasks = ids.length === 0 ? flowCases : flowCases.filter(({ id }) => ids.includes(id));
  const results = await runPool<FlowCase>({
    tasks,
    jobOf: ({ id }) => ({ kind: 'desk', id, cli, pack, keep, hasApps: options.hasApps }),
    parallel: options.parallel,
    onFinished: (finished) => {
      const flow = resultOf(finished);
      const wrong = typeof flow === 'string' ? [flow] : faultsIn(finished.task, flow);
      const seconds = typeof flow === 'string' ? '' : ` (${flow.seconds.toFixed(1)} s)`;
      console.log(
        `${wrong.length === 0 ? 'ok' : 'WRONG'}  ${finished.task.id}${seconds}${wrong.map((each) => `\n       ${each}`).join('')}`,
      );
    },
  });
  const isFine = results.every((each) => {
    const flow = resultOf(each);
    return typeof flow !== 'string' && faultsIn(each.task, flow).length === 0;
  });
  return isFine && results.length === tasks.length && tasks.length > 0 ? 0 : 1;
}
