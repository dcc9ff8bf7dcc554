/** A server that takes connections some of the time. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import { steadiness, type Steadiness } from '../../model/view/steadiness.ts';
import { failure } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** Fewer tries towards neutral hosts say nothing of a line that fails now and then. */
const NEUTRAL_TRIES_AT_LEAST = 4;

/** C1: every try towards neutral hosts stood, so the line itself does not come and go. */
function lineIsSteady({ facts }: RuleWorld): readonly Evidence[] {
  const neutral = connectionTries(facts).filter((each) => each.control === 'C1');
  const isSteady = neutral.length >= NEUTRAL_TRIES_AT_LEAST && neutral.every(connected);
  return isSteady ? neutral.slice(0, 2).map((each) => pointAt(each, '/data/connectMs')) : [];
}

const addressOf = (world: RuleWorld, finding: Finding): string =>
  world.behind(finding)[0]?.endpoint.address ?? '';

const ipv6Checks: ReadonlySet<string> = new Set(['dead-ipv6-address', 'closed-ipv6-port']);

/** Ports that happened to fail in each of their few tries, at an address where others of that kind stood the next time. */
const sameAddress = (world: RuleWorld, addresses: ReadonlySet<string>): readonly Finding[] =>
  world
    .open()
    .filter(
      (finding) =>
        (finding.check.startsWith('unreachable-') || ipv6Checks.has(finding.check)) &&
        addresses.has(addressOf(world, finding)),
    );

/** The addresses found, and others of the same name where tries failed as well: one machine has several. */
function unsteadyServers(world: RuleWorld, findings: readonly Finding[]): readonly Steadiness[] {
  const found = new Set(findings.map((finding) => addressOf(world, finding)));
  const all = steadiness(world.facts);
  const names = new Set(all.filter((each) => found.has(each.address)).map((each) => each.name));
  return all.filter(
    (each) =>
      found.has(each.address) || (each.name !== undefined && names.has(each.name) && each.failed.length > 0),
  );
}

function matchFor(world: RuleWorld, findings: readonly Finding[]): Match {
  const servers = unsteadyServers(world, findings);
  const addresses = new Set(servers.map((each) => each.address));
  const failedTries = servers.flatMap((each) => each.failed);
  const alone = servers.flatMap((each) => each.failedAlone).map(failure);
  const times = failedTries.map((each) => each.startedAt).sort();
  const hosts = [...new Set(servers.map((each) => each.name ?? each.address))].sort().join(', ');
  return {
    subject: `${hosts} (${[...addresses].sort().join(', ')})`,
    service: null,
    accused: 'undetermined',
    basis: 'one_vantage',
    values: {
      host: hosts,
      failed: failedTries.length,
      tried: servers.reduce((sum, each) => sum + each.tried.length, 0),
      first: (times[0] ?? '').slice(11, 19),
      last: (times.at(-1) ?? '').slice(11, 19),
    },
    rivals: [
      {
        faultDomain: 'customer_network',
        control: 'C1',
        excludedBy: lineIsSteady(world),
        id: 'own_line_comes_and_goes',
      },
      {
        faultDomain: 'customer_device',
        control: 'C3',
        excludedBy: alone.slice(0, 2),
        id: 'too_many_at_once',
      },
      { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'record_window' },
    ],
    evidence: evidenceOf(findings),
    explains: [...findings, ...sameAddress(world, addresses)],
  };
}

/** R52: some tries stand and some do not. Nobody can be named from so few: a record over time shows when, and from where. */
const intermittent = defineRule({
  id: 'R52',
  rootCause: 'server.intermittent',
  match: (world) =>
    groupBy(
      world.open('intermittent-connection'),
      (finding) => world.behind(finding)[0]?.endpoint.name ?? finding.subject.split(' ')[0]!,
    ).map(([, findings]) => matchFor(world, findings)),
});

export const intermittentRules: readonly Rule[] = [intermittent];
