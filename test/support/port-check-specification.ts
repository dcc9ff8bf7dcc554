/** One specification for the seven port checks. */
import { describe, expect, it } from 'vitest';
import type { Check } from '../../diagnostics/checks/check.ts';
import type { ConnectionKind, Observation } from '../../diagnostics/model/observation.ts';
import { aFacts, aFailure, anObservation, twice, type FactsPartial } from './factories.ts';
import { anchorsOf } from './network-factories.ts';
import { assertionsOf, judgeAll } from './judge.ts';
import { FOUR, SIX, at } from './service-factories.ts';

export interface PortSpecification {
  readonly kind: ConnectionKind;
  readonly host: string;
  readonly port: number;
  /** What makes the port expected. */
  readonly world: Omit<FactsPartial, 'observations'> & { readonly observations?: readonly Observation[] };
  /** A world in which nothing promises the port; absent where it is always expected. */
  readonly unpromised?: Omit<FactsPartial, 'observations'>;
}

export function specifyPortCheck(
  check: Check,
  { kind, host, port, world, unpromised }: PortSpecification,
): void {
  const subject = `${host}:${port}`;
  const connection = (address: string, partial: object = {}): Observation => {
    const input =
      kind === 'http'
        ? { input: { url: `${port === 443 ? 'https' : 'http'}://${host}/`, method: 'GET' } }
        : {};
    return anObservation(kind, {
      id: `${kind}/${address}/${port}`,
      endpoint: at(host, port, address),
      ...input,
      ...partial,
    } as never);
  };
  const dead = (code: Parameters<typeof aFailure>[0], address = FOUR) =>
    twice(connection(address, { failure: aFailure(code) }));
  const atOnce = dead('permission_denied').map((each) => ({ ...each, durationMs: 2 }));
  const rows: readonly [string, readonly Observation[], readonly string[]][] = [
    ['passes when the port answers', [connection(FOUR)], [`passed ${subject}`]],
    ['fails when the server refuses twice', dead('connection_refused'), [`failed.refused ${subject}`]],
    ['fails when the server stays silent twice', dead('timed_out'), [`failed.silent ${subject}`]],
    ['fails when no route leads there', dead('host_unreachable'), [`failed.unreachable ${subject}`]],
    ['fails when this computer forbids it', atOnce, [`failed.blocked_locally ${subject}`]],
    [
      'takes a prohibition that took its time for a word from further out',
      dead('permission_denied'),
      [`failed.unreachable ${subject}`],
    ],
    ['cannot tell after one try', dead('timed_out').slice(0, 1), [`cantTell ${subject}`]],
    [
      'cannot tell over IPv6 when IPv6 does not work here',
      dead('timed_out', SIX),
      [`cantTell.own_ipv6 ${subject}`],
    ],
    [
      'fails over IPv6 when that is all there is',
      [...anchorsOf(6), ...dead('timed_out', SIX)],
      [`failed.silent ${subject}`],
    ],
    [
      'leaves a dead IPv6 address to the check of its own',
      [...anchorsOf(6), connection(FOUR), ...dead('timed_out', SIX)],
      [`passed ${subject} (${FOUR})`, `inapplicable.see_ipv6 ${subject} (${SIX})`],
    ],
    ['asks no control', [connection(FOUR, { control: 'C3' })], []],
  ];
  describe('port check', () => {
    it.each(rows)(`${check.id}: %s`, (_, observations, expected) => {
      const { observations: context = [], ...rest } = world;
      expect([...judgeAll(check, [...context, ...observations], rest)].sort()).toEqual([...expected].sort());
    });
    it.each(unpromised ? [unpromised] : [])('does not apply where nobody promised the port', (silence) => {
      expect(judgeAll(check, dead('connection_refused'), silence)).toEqual([
        `inapplicable.not_offered ${subject}`,
      ]);
    });
    it('points at its own tries first', () => {
      const neighbour = twice(
        connection(FOUR, {
          id: `${kind}/0-neighbour`,
          endpoint: at('neighbour.test', port),
          failure: aFailure('timed_out'),
        }),
      );
      const { observations: context = [], ...rest } = world;
      const facts = aFacts({ ...rest, observations: [...context, ...neighbour, ...dead('timed_out')] });
      const own = assertionsOf(check, facts).find((each) => each.subject === subject)!;
      expect(own.evidence[0]!.observation).toBe(`${kind}/${FOUR}/${port}`);
    });
  });
}
