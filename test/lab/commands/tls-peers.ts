// `lab tls-peers`: our verdict on every case of badssl.com beside those of openssl and, where they are installed, sslscan and testssl.sh.

import { badsslCases, furtherScenarios } from '../peers/badssl-cases.ts';
import { peerTools } from '../peers/tls-words.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { judge } from '../scoring/judge.ts';
import { loadScenario, scenarioName } from '../scoring/scenario.ts';
import type { Scenario } from '../scoring/scenario.ts';
import { LabError } from '../world/process.ts';
import { cliToRun, here, ownPack } from './paths.ts';

interface Task {
  readonly file: string;
  readonly scenario: Scenario;
  /** The cases that it shows. */
  readonly names: readonly string[];
}

async function tasksFor(chosen: readonly string[]): Promise<readonly Task[]> {
  const known = new Set([...badsslCases.map(({ name }) => name), ...furtherScenarios]);
  const unknown = chosen.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new LabError(`no case is called ${unknown.join(', ')}`);
  const isWanted = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
  const cases = [
    ...badsslCases,
    ...furtherScenarios.map((scenario) => ({ name: scenario, scenario })),
  ].filter(({ name }) => isWanted(name));
  const scenarios = [...new Set(cases.map(({ scenario }) => scenario))];
  return Promise.all(
    scenarios.map(async (each) => {
      const file = here(`../${each}.yaml`);
      const names = cases.filter(({ scenario }) => scenario === each).map(({ name }) => name);
      return { file, scenario: await loadScenario(file), names };
    }),
  );
}

/** One word for our side: what the main problem is, or what is merely noted. */
function ownWord({ task, result }: Finished<Task>): { readonly said: string; readonly isRight: boolean } {
  if (typeof result === 'string') return { said: result, isRight: false };
  if (result.kind !== 'tls-peers') return { said: 'unexpected answer', isRight: false };
  const { run } = result.look;
  const judged = judge(scenarioName(task.file), task.scenario, run);
  const noted = (run.answer?.findings ?? [])
    .filter(({ check, outcome }) => outcome === 'failed' && noteworthy.test(check))
    .map(({ check }) => check);
  const said =
    judged.saidRootCause === null
      ? [judged.saidSide, ...new Set(noted)].join(', ')
      : `${judged.saidRootCause} (${judged.saidSide}, ${judged.saidConfidence})`;
  return { said, isRight: judged.complaints.length === 0 };
}

/** Checks about TLS; the many notes about a site's headers would drown them. */
const noteworthy = /certificate|chain|tls|cipher|key-exchange|stapled|root-store/;

function print(finished: Finished<Task>): void {
  const { said, isRight } = ownWord(finished);
  const { task, result } = finished;
  console.log(`${isRight ? 'right' : 'WRONG'}  ${task.names.join(', ')}`);
  console.log(`         faultline  ${said}`);
  if (typeof result === 'string' || result.kind !== 'tls-peers') return;
  for (const tool of peerTools)
    console.log(`         ${tool.padEnd(9)}  ${result.look.peers[tool] ?? '(not installed)'}`);
}

export async function tlsPeers(
  chosen: readonly string[],
  options: { readonly parallel: number; readonly cli: string | undefined },
): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const results = await runPool<Task>({
    tasks: await tasksFor(chosen),
    jobOf: ({ file }) => ({ kind: 'tls-peers', file, cli, pack: ownPack }),
    parallel: options.parallel,
    onFinished: print,
  });
  const right = results.filter((each) => ownWord(each).isRight);
  const count = (list: readonly Finished<Task>[]): number => list.flatMap(({ task }) => task.names).length;
  console.log(`${count(right)} of ${count(results)} cases are named rightly`);
  return right.length === results.length ? 0 : 1;
}
