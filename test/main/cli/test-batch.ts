/** Lists and answers for tests of `faultline batch`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../main/services/engine.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith, pathOf, writeFile, type CliOptions } from './test-cli.ts';

export const healthy = sampleReport({ status: 'healthy', problems: [] });
export const faulty = sampleReport();
export const offline = sampleReport({
  status: 'could_not_diagnose',
  problems: [sampleProblem({ rule: 'R1', rootCause: 'network.offline' })],
});

/** Answers for each domain; one that is not named is healthy, and an error breaks that run. */
export function engineOf(
  answers: Readonly<Record<string, Report | Error>>,
  checked: string[] = [],
): Partial<Engine> {
  return {
    run: (options) => {
      const { domain } = options.request.target;
      checked.push(domain);
      const answer = answers[domain] ?? healthy;
      if (answer instanceof Error) throw answer;
      return engineWith(answer).run!(options);
    },
  };
}

let lists = 0;
/** A list of its own in a state folder of its own. */
export function listOf(...domains: readonly string[]) {
  const name = `list-${(lists += 1)}`;
  const file = writeFile(
    `${name}.csv`,
    `Domain,Client\n${domains.map((each) => `${each},Of ${each}\n`).join('')}`,
  );
  const state = pathOf(`${name}-state`);
  const batch = (args: readonly string[], options: CliOptions = {}) =>
    cli(['batch', file, ...args], { ...options, env: { FAULTLINE_STATE: state } });
  const journal = (): string => join(state, 'batches', readdirSync(join(state, 'batches'))[0]!);
  return { file, batch, journal };
}
