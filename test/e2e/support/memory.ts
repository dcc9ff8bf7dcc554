/** What a program and its children hold for themselves, as Linux counts it: what they share with other programs is not theirs. */
import { readdirSync, readFileSync } from 'node:fs';

/** Parents by process id. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      // The name of the program stands in brackets and may hold anything.
      const [, parent] = /\) \S (\d+)/u.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      found.set(Number(name), Number(parent));
    } catch {
      // ended meanwhile
    }
  }
  return found;
}

export function privateBytes(root: number): number {
  const tree = parents();
  const belongs = (pid: number): boolean => {
    for (let each = pid; each > 1; each = tree.get(each) ?? 0) if (each === root) return true;
    return false;
  };
  return [...tree.keys()].filter(belongs).reduce((sum, pid) => sum + ownBytes(pid), 0);
}

function ownBytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB/gmu)].reduce(
      (sum, [, kilobytes]) => sum + Number(kilobytes) * 1024,
      0,
    );
  } catch {
    return 0;
  }
}
