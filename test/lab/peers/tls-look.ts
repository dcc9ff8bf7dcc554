// Asks other tools about the web site of a broken world, at the seat from which our own program looks, with the same faults in place.

import { runScenario } from '../scoring/cli-run.ts';
import type { CliRun, ScenarioJob } from '../scoring/cli-run.ts';
import type { World } from '../world/world.ts';
import { peerTools, peerWord } from './tls-words.ts';
import type { PeerTool, PeerWords } from './tls-words.ts';

export interface TlsLook {
  readonly run: CliRun;
  readonly peers: PeerWords;
}

const site = 'shop.test';

/** The chain is verified against the roots that the computer trusts; testssl.sh looks at the server's defaults alone, which takes long enough. */
const commands: Readonly<Record<PeerTool, string>> = {
  openssl: `$LAB_CLOCK openssl s_client -connect ${site}:443 -servername ${site} -verify_hostname ${site} -verify_return_error -status </dev/null 2>&1`,
  sslscan: `sslscan --no-colour --no-heartbleed --no-compression --no-renegotiation --no-fallback ${site}`,
  testssl: `testssl --quiet --warnings off --color 0 --ip one --add-ca /etc/ssl/certs/ca-certificates.crt -S ${site}:443`,
};

async function ask(world: World, tool: PeerTool): Promise<string | null> {
  const there = await world.seat.run(`command -v ${tool}`);
  if (there.code !== 0) return null;
  const { stdout, timedOut } = await world.seat.run(commands[tool], { timeoutSeconds: 60 });
  return timedOut ? 'no end after 60 s' : peerWord(tool, stdout);
}

export async function lookBesidePeers(world: World, job: ScenarioJob): Promise<TlsLook> {
  const words = new Map<PeerTool, string | null>();
  const run = await runScenario(world, job, {
    before: () => Promise.resolve(),
    after: async () => {
      for (const tool of peerTools) words.set(tool, await ask(world, tool));
    },
  });
  const word = (tool: PeerTool): string | null => words.get(tool) ?? null;
  return {
    run,
    peers: { openssl: word('openssl'), sslscan: word('sslscan'), testssl: word('testssl') },
  };
}
