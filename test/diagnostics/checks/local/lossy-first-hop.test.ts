import { describe, expect, it } from 'vitest';
import { lossyFirstHop } from '../../../../diagnostics/checks/local/lossy-first-hop.ts';
import { gatewayKey } from '../../../../diagnostics/model/view/gateway.ts';
import { aFacts, aFailure, anObservation } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

/** Twenty probes of the router: refused at once, refused after a repeated SYN, or silent. */
const probes = (count: number, lost: number, how: 'late' | 'silent' = 'late') =>
  Array.from({ length: count }, (_, turn) =>
    anObservation('tcp', {
      id: `${gatewayKey(80, turn)}#3`,
      control: 'C0',
      attempt: 3,
      endpoint: { address: '192.168.1.1', family: 4, port: 80 },
      durationMs: turn < lost ? 1_050 : 3,
      failure: aFailure(turn < lost && how === 'silent' ? 'timed_out' : 'connection_refused'),
    }),
  );

describe('lossy-first-hop', () => {
  it.each([
    ['does not apply while nothing hints at loss', [], 'inapplicable'],
    ['passes when the router answers every time', probes(20, 0), 'passed'],
    ['passes for one or two of twenty', probes(20, 2), 'passed'],
    ['fails when a good part had to be sent again', probes(20, 8), 'failed'],
    ['fails when a good part was never answered', probes(20, 8, 'silent'), 'failed'],
    ['cannot tell from a router that ignores such packets', probes(20, 20, 'silent'), 'cantTell'],
    ['cannot tell from few', probes(6, 3), 'cantTell'],
    [
      'cannot tell on a computer that was too busy to listen',
      probes(20, 8).map((each) => (each.durationMs > 900 ? { ...each, heldUpMs: 800 } : each)),
      'cantTell',
    ],
  ])('%s', (_, observations, outcome) => {
    expect(judge(lossyFirstHop, aFacts({ observations }))).toEqual([`${outcome} local`]);
  });
});
