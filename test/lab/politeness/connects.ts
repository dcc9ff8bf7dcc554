// Counts the connections that the customer's computer begins, where they leave it: one for each source port, so that a
// repeated SYN is no second connection. What no server can log (dead hosts, filters on the way) is counted here all the same.

import { mustRun } from '../world/process.ts';
import { hosts } from '../world/topology.ts';

export interface Connects {
  readonly address: string;
  readonly port: number;
  readonly count: number;
}

const table = 'inet politeness';
const nft = (input: string): Promise<string> =>
  mustRun('ip', ['netns', 'exec', 'customer', 'nft', '-f', '-'], { input });

const first = 'tcp flags & (syn | ack) == syn';
const rules = `table ${table} {
  set four { type ipv4_addr . inet_service . inet_service; flags dynamic; size 65535; }
  set six { type ipv6_addr . inet_service . inet_service; flags dynamic; size 65535; }
  chain out { type filter hook output priority -200; policy accept;
    ${first} add @four { ip daddr . tcp dport . tcp sport }
    ${first} add @six { ip6 daddr . tcp dport . tcp sport }
  }
}
`;

export async function startCounting(): Promise<void> {
  await nft(rules);
}

interface NftAnswer {
  readonly nftables: readonly {
    readonly set?: { readonly elem?: readonly { readonly concat: readonly (string | number)[] }[] };
  }[];
}

async function elements(set: string): Promise<readonly (readonly (string | number)[])[]> {
  const answer = JSON.parse(
    await mustRun('ip', [
      'netns',
      'exec',
      'customer',
      'nft',
      '-n',
      '-j',
      'list',
      'set',
      ...table.split(' '),
      set,
    ]),
  ) as NftAnswer;
  return answer.nftables.flatMap((each) => each.set?.elem ?? []).map(({ concat }) => concat);
}

/** What was counted; the counter is gone afterwards. */
export async function stopCounting(): Promise<readonly Connects[]> {
  try {
    const seen = [...(await elements('four')), ...(await elements('six'))];
    const counts = new Map<string, Connects>();
    for (const [address, port] of seen) {
      const key = `${address} ${port}`;
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { address: String(address), port: Number(port), count });
    }
    return [...counts.values()];
  } finally {
    await nft(`delete table ${table}\n`);
  }
}

/** Resolvers over HTTPS are made for many questions, each of which may take a connection (diagnostics/run/budget.ts says the same). */
export const isForQuestions = ({ address, port }: Connects): boolean =>
  port === 443 &&
  [hosts.quad9, hosts.cloudflare, hosts.google].some(({ v4, v6 }) => address === v4 || address === v6);
