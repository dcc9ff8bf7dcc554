/** A recursive resolver inside the demo world: walks from the roots, asking servers as they are, broken or not. */
import type { Answer } from 'dns-packet';
import type { WorldSpec } from '../world-spec.ts';
import { createAuthority, servfail, type Authority, type DnsQuestion, type DnsReply } from './authority.ts';
import { isWithin, parseRecord } from './records.ts';

export interface DnsServer {
  readonly isResolver: boolean;
  answer(question: DnsQuestion): DnsReply;
}

/** Longest alias chain that is followed. */
const maxAliases = 8;

/** Every DNS server of the world by host id, sharing what they know of each other. */
export function createDnsServers(world: WorldSpec): ReadonlyMap<string, DnsServer> {
  const hosts = Object.entries(world.hosts).filter(([, host]) => host.dns !== undefined);
  const authorities = new Map(hosts.map(([id]) => [id, createAuthority(world, id)]));
  const resolve = createResolve(world, authorities);
  const serverOf = (id: string): DnsServer => {
    const { recursion = 'none', remembers = {} } = world.hosts[id]?.dns ?? {};
    if (recursion === 'none') return { isResolver: false, answer: authorities.get(id) ?? (() => servfail) };
    return {
      isResolver: true,
      answer(question) {
        // A resolver on the customer's own network is cut off together with it.
        const isCutOff =
          world.hosts[id]?.onLan === true && ['line-down', 'unplugged'].includes(world.uplink.state);
        if (recursion === 'servfail' || isCutOff) return servfail;
        const remembered = remembers[question.name]?.[question.type];
        if (remembered === undefined) return resolve(question);
        const answers = remembered.map((value) => parseRecord(question.name, question.type, 3600, value));
        return { ...servfail, rcode: 'NOERROR', answers };
      },
    };
  };
  return new Map(hosts.map(([id]) => [id, serverOf(id)]));
}

type Resolve = (question: DnsQuestion) => DnsReply;

function createResolve(world: WorldSpec, authorities: ReadonlyMap<string, Authority>): Resolve {
  const ask = (servers: readonly string[], question: DnsQuestion): DnsReply | undefined => {
    for (const id of servers) {
      const host = world.hosts[id];
      const listens = host !== undefined && !host.isSilent && host.ports['53'] === 'dns';
      const reply = listens ? authorities.get(id)?.(question) : undefined;
      if (reply?.rcode === 'NOERROR' || reply?.rcode === 'NXDOMAIN') return reply;
    }
    return undefined;
  };
  const walk = (question: DnsQuestion, zone = '.'): DnsReply => {
    const reply = ask(world.zones[zone]?.servers ?? [], question);
    if (reply === undefined) return servfail;
    const { referredTo } = reply;
    if (referredTo === undefined) return reply;
    const goesDown = referredTo !== zone && isWithin(referredTo, zone);
    return goesDown ? walk(question, referredTo) : servfail;
  };
  return (question) => followAliases(question, walk);
}

function followAliases(question: DnsQuestion, walk: Resolve): DnsReply {
  let answers: readonly Answer[] = [];
  let name = question.name;
  for (let hop = 0; hop <= maxAliases; hop += 1) {
    const reply = walk({ name, type: question.type });
    answers = [...answers, ...reply.answers];
    const last = answers.at(-1);
    const isDone = last?.type !== 'CNAME' || question.type === 'CNAME' || reply.answers.length === 0;
    if (isDone) return { ...reply, isAuthoritative: false, answers, additionals: [] };
    name = last.data.toLowerCase();
  }
  return servfail;
}
