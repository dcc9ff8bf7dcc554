import { describe, expect, it } from 'vitest';
import { inventedAddress } from '../../../../diagnostics/checks/dns/invented-address.ts';
import { inventedNames } from '../../../../diagnostics/model/view/dns-honesty.ts';
import { aFacts } from '../../../support/factories.ts';
import { inventedBy, inventedLabels } from '../../../support/dns-factories.ts';
import { judge } from '../../../support/judge.ts';
import { anEnvironment } from '../../../support/network-factories.ts';

const [com, net, own] = inventedLabels;

describe('invented-address', () => {
  it.each([
    ['fails when names of two top-level domains get an address', inventedBy([com, net]), 'failed local'],
    ['passes when the names are denied', inventedBy([]), 'passed local'],
    ['cannot tell from a wildcard in the zone itself', inventedBy([own], [own]).slice(-2), 'cantTell local'],
    ['passes when only the wildcard of the zone answers', inventedBy([own], [own]), 'passed local'],
    ['cannot tell while nobody else denied the names', inventedBy([com, net], null), 'cantTell local'],
    ['does not apply where no name was doubtful', [], 'inapplicable local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(inventedAddress, aFacts({ observations }))).toEqual([expected]);
  });

  it('makes up the same names in one run, and others in the next', () => {
    const at = (startedAt: string) =>
      inventedNames(
        aFacts({
          networkData: { anchorNames: ['a.com', 'b.com', 'c.net', 'd.org'] },
          observations: [{ ...anEnvironment(), startedAt }],
        }),
      );
    const [first, again, later] = [1, 1, 2].map((day) => at(`2026-03-0${day}T10:00:00.000Z`));
    expect(again).toEqual(first);
    expect(first!.map((name) => name.replace(/^faultline-[0-9a-f]{8}\./, ''))).toEqual([
      'com',
      'net',
      'example.test',
    ]);
    expect(later![0]).not.toBe(first![0]);
  });

  it('makes nothing up before this machine was read', () => {
    expect(inventedNames(aFacts())).toEqual([]);
  });
});
