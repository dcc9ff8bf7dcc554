#!/usr/bin/env node
/** The entry of the command line: plain Node, no Electron. */
import { processIo } from './cli/io.ts';
import { runCli } from './cli/run-cli.ts';
import { systemEngine } from './services/engine.ts';

/** The sibling file as it stands: `.ts` in the source tree, `.js` after the build. */
const batchThread = new URL(
  `./batch-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

const code = await runCli(process.argv.slice(2), processIo(batchThread), systemEngine);
process.exitCode = code;
// Output first, then the end: a socket that somebody forgot must not keep the terminal waiting.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
