// Every way in which a fault may change the world. Each operation takes effect before it resolves and writes its own
// undoing into the journal, so a fault needs no undo code of its own.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolverNames, unboundSocket } from '../services/unbound.ts';
import type { ResolverName } from '../services/unbound.ts';
import type { Service } from '../services/service.ts';
import { writeFiles } from './daemons.ts';
import type { Daemons } from './daemons.ts';
import { Journal } from './journal.ts';
import { NameServers } from './name-servers.ts';
import type { ZoneEdit } from './name-servers.ts';
import type { Signing } from './signing.ts';
import { mustRun, run } from './process.ts';
import type { Seat, SeatFile } from './seat.ts';
import { nodes } from './topology.ts';
import type { NodeName } from './topology.ts';
import { nsdConfigPath, nsdName, zoneBlock, zonePath } from '../services/nsd.ts';
import { firstSerial, renderZone } from './zone-builder.ts';
import type { ZoneRecord } from './zones.ts';

type TextEdit = (text: string) => string;

interface ZoneOptions {
  /** Serve the edited zone from these alone: the other servers keep what they have. */
  readonly nodes?: readonly NodeName[] | undefined;
  /** The resolvers that must not remember; all when absent. */
  readonly flush?: readonly ResolverName[];
}

export class Changes {
  readonly #journal = new Journal();
  readonly #nameServers = new NameServers();
  readonly #daemons: Daemons;
  readonly #seat: Seat;
  #tables = 0;

  constructor(daemons: Daemons, seat: Seat) {
    this.#daemons = daemons;
    this.#seat = seat;
  }

  /** Takes all changes back and empties all caches. */
  async undoAll(): Promise<void> {
    try {
      await this.#journal.unwind();
    } finally {
      await this.flushCaches();
    }
  }

  /** Adds nftables chains in a table of their own, e.g. `chain f { type filter hook forward priority 0; ... }`. */
  async nft(node: NodeName, chains: string): Promise<void> {
    const table = `inet fault${(this.#tables += 1)}`;
    await mustRun('ip', ['netns', 'exec', node, 'nft', '-f', '-'], {
      input: `table ${table} {\n${chains}\n}\n`,
    });
    this.#journal.record(`nft at ${node}`, async () => {
      await mustRun('ip', ['netns', 'exec', node, 'nft', 'delete', 'table', ...table.split(' ')]);
      await this.#forgetFlows(node);
    });
    await this.#forgetFlows(node);
  }

  /** Known flows keep their old translation otherwise; a namespace without tracking complains, which is fine. */
  async #forgetFlows(node: NodeName): Promise<void> {
    await Promise.all(
      [...new Set<NodeName>([node, 'home'])].map((one) =>
        run('ip', ['netns', 'exec', one, 'conntrack', '-F']),
      ),
    );
  }

  /**
   * Runs `ip -batch` lines, and others to take them back; both go on after a line that fails.
   * The family is needed only where no address in the line tells it, as in rules.
   */
  async ip(
    node: NodeName,
    lines: readonly string[],
    undoLines: readonly string[],
    family?: 4 | 6,
  ): Promise<void> {
    const option = family === undefined ? [] : [`-${family}`];
    const batch = (input: readonly string[]): Promise<unknown> =>
      run('ip', [...option, '-n', node, '-force', '-batch', '-'], { input: input.join('\n') });
    await batch(lines);
    this.#journal.record(`ip at ${node}`, async () => void (await batch(undoLines)));
  }

  /** Lets a machine pass packets on. */
  async forwarding(node: NodeName): Promise<void> {
    const set = (value: 0 | 1): Promise<unknown> =>
      mustRun('ip', ['netns', 'exec', node, 'sh'], {
        input: `cd /proc/sys/net; echo ${value} > ipv4/ip_forward; echo ${value} > ipv6/conf/all/forwarding`,
      });
    this.#journal.record(`forwarding at ${node}`, async () => void (await set(0)));
    await set(1);
  }

  /** When all is taken back, no machine may go on with packet sizes that it learned of a path (RFC 1191, RFC 8201). */
  forgetPathsAfterwards(): void {
    const flush =
      'for f in /proc/sys/net/ipv4/route/flush /proc/sys/net/ipv6/route/flush; do echo 1 > $f; done';
    this.#journal.record('packet sizes of paths', async () => {
      await Promise.all(nodes.map(({ name }) => run('ip', ['netns', 'exec', name, 'sh', '-c', flush])));
    });
  }

  /** Rewrites files and restarts the daemons that read them. */
  async reconfigure(daemons: readonly string[], edits: Readonly<Record<string, TextEdit>>): Promise<void> {
    const old: Record<string, string> = {};
    const changed: Record<string, string> = {};
    for (const [path, edit] of Object.entries(edits)) {
      const text = await readFile(path, 'utf8');
      old[path] = text;
      changed[path] = edit(text);
      if (changed[path] === text) throw new Error(`the change to ${path} changes nothing`);
    }
    this.#journal.record(`configuration of ${daemons.join(', ')}`, () => this.#restartWith(daemons, old));
    await this.#restartWith(daemons, changed);
  }

  async #restartWith(daemons: readonly string[], files: Readonly<Record<string, string>>): Promise<void> {
    await Promise.all(daemons.map((daemon) => this.#daemons.stop(daemon)));
    await writeFiles(files);
    await Promise.all(daemons.map((daemon) => this.#daemons.start(daemon)));
  }

  /** Writes a file that was not there before. */
  async newFile(path: string, text: string): Promise<void> {
    this.#journal.record(`new file ${path}`, () => rm(path, { force: true }));
    await writeFiles({ [path]: text });
  }

  /** Runs a command that changes files of the world, and another one to take it back. */
  async files(command: string, undo: string): Promise<void> {
    this.#journal.record(`files: ${command}`, async () => void (await mustRun('sh', ['-c', undo])));
    await mustRun('sh', ['-c', command]);
  }

  async stop(daemon: string): Promise<void> {
    this.#journal.record(`stop of ${daemon}`, () => this.#daemons.start(daemon));
    await this.#daemons.stop(daemon);
  }

  freeze(daemon: string): void {
    this.#daemons.freeze(daemon);
    this.#journal.record(`freeze of ${daemon}`, () => this.#daemons.thaw(daemon));
  }

  /** Starts a daemon that belongs to the fault. */
  async launch(service: Service): Promise<void> {
    this.#journal.record(`daemon ${service.name}`, () => this.#daemons.dismiss(service.name));
    await this.#daemons.launch(service);
  }

  /** Edits a zone at all of its servers, or at some, and empties the caches (of all resolvers, or of some). */
  async zone(origin: string, edit: ZoneEdit, options: ZoneOptions = {}): Promise<void> {
    const { nodes, flush } = options;
    this.#journal.record(`zone ${origin}`, () => this.#publish(this.#nameServers.restore(origin, nodes)));
    await this.#publish(this.#nameServers.edit(origin, edit, nodes));
    await this.flushCaches(flush);
  }

  /**
   * Serves a zone from nodes that the registry does not name for it, unsigned: left behind by a former customer, or prepared for a move.
   * Owners are absolute; NS records belong to them.
   */
  async strayZone(origin: string, stray: readonly NodeName[], records: readonly ZoneRecord[]): Promise<void> {
    const zone = { ...NameServers.zone(origin), nodes: stray, signing: null };
    await writeFiles(
      Object.fromEntries(
        stray.map((node) => [zonePath(node, origin), renderZone(zone, records, firstSerial)]),
      ),
    );
    await this.reconfigure(
      stray.map(nsdName),
      Object.fromEntries(
        stray.map((node) => [nsdConfigPath(node), (text: string) => text + zoneBlock(node, origin)]),
      ),
    );
  }

  /** Signs a zone in another way at all of its servers, or at some; null takes its signatures away. */
  async signing(origin: string, signing: Signing | null, options: ZoneOptions = {}): Promise<void> {
    const { nodes, flush } = options;
    this.#journal.record(`signatures of ${origin}`, () =>
      this.#publish(this.#nameServers.restore(origin, nodes)),
    );
    await this.#publish(this.#nameServers.resign(origin, signing, nodes));
    await this.flushCaches(flush);
  }

  async #publish(publications: ReturnType<NameServers['edit']>): Promise<void> {
    await Promise.all(publications.map(({ daemon, files }) => this.#restartWith([daemon], files)));
  }

  /** One order to a resolver and the order that takes it back. */
  async resolver(name: ResolverName, order: readonly string[], undo: readonly string[]): Promise<void> {
    this.#journal.record(`order to resolver ${name}`, () => this.#control(name, undo));
    await this.#control(name, order);
  }

  async #control(name: ResolverName, order: readonly string[]): Promise<void> {
    await mustRun('unbound-control', ['-s', unboundSocket(name), ...order]);
  }

  async flushCaches(resolvers: readonly ResolverName[] = resolverNames): Promise<void> {
    await Promise.all(
      resolvers.map(async (name) => {
        await this.#control(name, ['flush_zone', '.']);
        await this.#control(name, ['flush_infra', 'all']);
        await this.#control(name, ['flush_bogus']);
      }),
    );
  }

  /** Edits a file of the customer's computer, in place: a replaced inode would stay unseen. */
  async seatFile(file: SeatFile, edit: TextEdit): Promise<void> {
    const path = this.#seat.pathOf(file);
    const old = await readFile(path, 'utf8');
    this.#journal.record(`customer's ${file}`, () => writeFile(path, old));
    await writeFile(path, edit(old));
  }

  /** `host:port`, in the environment of every program at the computer. */
  proxy(setting: string): void {
    const old = this.#seat.proxy;
    this.#journal.record("customer's proxy", () => {
      this.#seat.proxy = old;
    });
    this.#seat.proxy = setting;
  }

  clock(shift: string): void {
    const old = this.#seat.clockShift;
    this.#journal.record("customer's clock", () => {
      this.#seat.clockShift = old;
    });
    this.#seat.clockShift = shift;
  }
}
