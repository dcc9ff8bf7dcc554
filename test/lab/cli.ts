// The lab's command line: `npm run lab -- COMMAND`. Everything is explained in README.md beside this file.

import { parseArgs } from 'node:util';
import { bench } from './commands/bench.ts';
import { desk } from './commands/desk.ts';
import { likeness } from './commands/likeness.ts';
import { politeness } from './commands/politeness.ts';
import { listPrimitives, primitives } from './commands/primitives.ts';
import { signatures } from './commands/signatures.ts';
import { allScenarios, score } from './commands/score.ts';
import { servers } from './commands/servers.ts';
import { tlsPeers } from './commands/tls-peers.ts';
import { down, shell, up } from './commands/up.ts';
import { zones } from './commands/zones.ts';
import { killAllSandboxes } from './sandbox/pool.ts';
import { LabError } from './world/process.ts';

const usage = `npm run lab -- COMMAND

  up [--foreground]            start a world and keep it
  shell [COMMAND...]           a shell, or one command, at the customer's seat of that world
  down                         end that world
  run FILE...                  run scenario files through the CLI and judge the answers
  score [--json FILE]          the same for all scenarios
  likeness [FILE...]           the same scenarios to a batch: where it says otherwise than a single run
  primitives [ID...]           prove each fault with its witness
  politeness [FILE...]         run some and count in the servers' own logs: connections, logins, conversations broken off
  tls-peers [CASE...]          our verdict on the cases of badssl.com beside openssl, sslscan and testssl.sh
  servers [SOFTWARE...]        FTP, SSH and mail servers set up wrongly in every way, and what is said of each
  bench [ID...]                how long we take, with other tools beside us
  zones [NAME...]              sound and faulty zones before Faultline and, where it is installed, zonemaster-cli
  signatures [NAME...]         signed zones, sound and broken, before Faultline, Unbound and delv
  desk [CASE...]               a desk’s request, the customer’s report, the desk’s own, and what both together say
  desk --apps                  the same with the desktop app at both seats; wants a display: npm run test:desktop -- --exec test/lab/cli.ts desk --apps
  primitives --defaults        the same with default parameters only, which is quicker
  primitives --unscored        only the faults that no scenario of the score uses
  primitives --list            list the faults and their parameters

  run, score, likeness: [--cli FILE] [--pack FILE] [--keep DIRECTORY] [--strict]
  run, score, likeness, primitives: [--jobs N] sandboxes side by side, 2 unless said otherwise

Exit codes: 0 as it should be, 1 not so, 2 wrong usage, 4 the lab cannot run here.`;

const options = {
  foreground: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  apps: { type: 'boolean', default: false },
  defaults: { type: 'boolean', default: false },
  unscored: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '2' },
  json: { type: 'string' },
  cli: { type: 'string' },
  pack: { type: 'string' },
  keep: { type: 'string' },
} as const;

class UsageError extends Error {}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  // What follows belongs to the command that is run there.
  if (command === 'shell') return shell(rest);
  const { values, positionals } = parse(rest);
  const parallel = Number(values.jobs);
  if (!Number.isInteger(parallel) || parallel < 1) throw new UsageError('--jobs wants a positive number');
  const scoring = {
    parallel,
    cli: values.cli,
    pack: values.pack,
    json: values.json,
    keep: values.keep,
    isStrict: values.strict,
  };
  if (values.help || command === undefined || command === '--help') {
    console.log(usage);
    return 0;
  }
  switch (command) {
    case 'up':
      return up(values.foreground);
    case 'down':
      return down();
    case 'run':
      if (positionals.length === 0) throw new UsageError('run which scenario files?');
      return score(positionals, scoring);
    case 'score':
      return score(await allScenarios(), scoring);
    case 'likeness':
      return likeness(positionals.length === 0 ? await allScenarios() : positionals, scoring);
    case 'politeness':
      return politeness(positionals, scoring);
    case 'tls-peers':
      return tlsPeers(positionals, scoring);
    case 'servers':
      return servers(positionals, scoring);
    case 'bench':
      return bench(positionals, values.cli);
    case 'zones':
      return zones(positionals, scoring);
    case 'signatures':
      return signatures(positionals, scoring);
    case 'desk':
      return desk(positionals, { ...scoring, keep: values.keep, hasApps: values.apps });
    case 'primitives':
      return values.list
        ? listPrimitives()
        : primitives(positionals, {
            parallel,
            isDefaultsOnly: values.defaults,
            isUnscoredOnly: values.unscored,
          });
    default:
      throw new UsageError(`there is no command ${command}`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    killAllSandboxes();
    process.exit(130);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  killAllSandboxes();
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (error instanceof LabError) {
    console.error(error.message);
    process.exitCode = 4;
  } else {
    throw error;
  }
}
