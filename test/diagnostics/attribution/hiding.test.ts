import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../diagnostics/attribution/attribute.ts';
import { defineRule, type Rule } from '../../../diagnostics/attribution/rule.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import {
  addressInZone,
  aFinding,
  aPage,
  at,
  closed,
  controlSites,
  HOST,
  neighbour,
  open,
  pack,
  samePortClosed,
  SERVER,
  timeSources,
  verdictsOf,
  wrongClock,
  type World,
} from '../../support/attribution-factories.ts';
import { aZone } from '../../support/dns-factories.ts';
import { aFacts } from '../../support/factories.ts';
import { anchorsOf, anEnvironment, offline } from '../../support/network-factories.ts';

/** A rule that explains all open findings of its checks. */
const eater = (id: string, ...checks: readonly string[]): Rule =>
  defineRule({
    id,
    rootCause: 'unexplained.failure',
    match: (world) =>
      world.open(...checks).map((finding) => ({
        subject: finding.subject,
        service: null,
        accused: 'undetermined',
        basis: 'one_vantage',
        rivals: [],
        values: { check: finding.check },
        evidence: finding.evidence,
        explains: [finding],
      })),
  });

const dead = closed(at(SERVER, 443));
const noNetwork = [anEnvironment({ defaultRoutes: [] }), offline, dead].flat();

/** Many things at once: a wrong clock, replaced certificates, a lame server, a dead mail port, an error page. */
function troubles(): World {
  const zone = aZone();
  const mail = closed(at(SERVER, 25));
  const page = aPage(500);
  const sites = controlSites('systemOnly');
  const clocks = timeSources(900_000);
  return {
    provider: pack,
    observations: [
      zone,
      mail,
      page,
      sites,
      clocks,
      anchorsOf(4),
      samePortClosed(25),
      neighbour,
      addressInZone(),
    ],
    findings: [
      wrongClock(clocks),
      aFinding('intercepted-connection', 'local', sites),
      aFinding('untrusted-certificate', `${HOST}:443`, sites),
      aFinding('lame-name-server', 'ns1', zone.slice(-2, -1), { outcome: 'passed' }),
      aFinding('lame-name-server', 'ns2', zone.slice(-1)),
      aFinding('blocked-port-25', 'local', samePortClosed(25)),
      aFinding('unreachable-smtp-port', `${HOST}:25`, mail),
      aFinding('server-error-page', HOST, [page]),
      aFinding('resolver-failure', 'open (45.0.9.9)', zone.slice(-1)),
    ],
  };
}

describe('what an earlier rule explains', () => {
  it('is not reported again by a later one', () => {
    const world = {
      observations: [open(at(SERVER, 443))],
      findings: [aFinding('redirect-loop', HOST), aFinding('missing-mx', HOST)],
    };
    const catalogue = [eater('first', 'redirect-loop'), eater('second')];
    expect(verdictsOf(world, catalogue).map((each) => [each.rule, each.explains])).toEqual([
      ['first', [`redirect-loop ${HOST}`]],
      ['second', [`missing-mx ${HOST}`]],
    ]);
  });

  it('is hidden by the order of the catalogue alone', () => {
    const world = { findings: [aFinding('redirect-loop', HOST)] };
    expect(verdictsOf(world, [eater('a'), eater('b')]).map((each) => each.rule)).toEqual(['a']);
    expect(verdictsOf(world, [eater('b'), eater('a')]).map((each) => each.rule)).toEqual(['b']);
  });

  it('leaves one problem when nothing was reachable', () => {
    const findings = [
      aFinding('unreachable-internet', 'local', offline),
      aFinding('unreachable-web-port', `${HOST}:443`, dead),
      aFinding('resolver-failure', '192.168.1.1'),
      aFinding('server-error-page', HOST),
    ];
    expect(
      verdictsOf({ observations: noNetwork, findings }).map((each) => [each.rule, each.explains.length]),
    ).toEqual([['R1', 4]]);
  });

  it('stands in exactly one problem', () => {
    const explained = verdictsOf(troubles()).flatMap((each) => each.explains);
    expect(new Set(explained).size).toBe(explained.length);
    expect(
      verdictsOf(troubles())
        .map((each) => each.rule)
        .sort(),
    ).toEqual(['R27', 'R45', 'R6', 'R7', 'R80']);
  });
});

describe('the order in which things were seen', () => {
  const flat = (world: World): readonly Observation[] => (world.observations ?? []).flat();

  it.each([['of observations'], ['of findings']])('%s does not change the verdicts', (what) => {
    const world = troubles();
    const verdicts = (observations: readonly Observation[], findings: World['findings']) =>
      attribute(aFacts({ ...world, observations }), findings).map(
        ({ rule, subject, faultDomain, confidence, missingControls, symptoms }) => ({
          rule,
          subject,
          faultDomain,
          confidence,
          missingControls,
          symptoms: [...symptoms].sort(),
        }),
      );
    const expected = verdicts(flat(world), world.findings);
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
    const isObservations = what === 'of observations';
    fc.assert(
      fc.property(
        isObservations ? shuffled(flat(world)) : fc.constant(flat(world)),
        isObservations ? fc.constant([...world.findings]) : shuffled(world.findings),
        (observations, findings) => {
          expect(verdicts(observations, findings)).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });
});
