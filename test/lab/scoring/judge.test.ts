import { describe, expect, it } from 'vitest';
import type { Answer, CliRun, Problem } from './cli-run.ts';
import { judge } from './judge.ts';
import { parseScenario } from './scenario.ts';
import { summarise } from './score.ts';

const banned = {
  rule: 'R41',
  rootCause: 'server.unreachable_here',
  faultDomain: 'undetermined',
  side: 'undetermined',
  confidence: 'possible',
} as const satisfies Problem;
const expired = {
  rule: 'R55',
  rootCause: 'tls.certificate.expired',
  faultDomain: 'hosting_provider',
  side: 'provider',
  confidence: 'proven',
} as const satisfies Problem;

const truthOf = ({ rootCause, faultDomain, side }: Problem): object => ({ rootCause, faultDomain, side });

const scenario = (partial: object): ReturnType<typeof parseScenario> =>
  parseScenario('made-up.yaml', {
    story: 'It does not work.',
    target: { domain: 'shop.test' },
    faults: ['offline'],
    ...partial,
  });

const said = (
  problems: readonly Problem[],
  partial: Partial<CliRun> = {},
  findings: Answer['findings'] = [],
): CliRun => ({
  exitCode: problems.length > 0 ? 1 : 0,
  seconds: 1,
  answer: {
    status: problems.length > 0 ? 'problems_found' : 'healthy',
    problems: [...problems],
    remarks: [],
    findings,
  },
  failure: null,
  stdout: '',
  ...partial,
});

/** What the judge holds against an answer. */
const complaints = (partial: object, run: CliRun): readonly string[] =>
  judge('made-up', scenario(partial), run).complaints;

const onExpired = { truth: truthOf(expired) };
const healthy = { truth: { healthy: true } };

describe('the judge of the lab', () => {
  it('has nothing to say against the right answer', () => {
    expect(judge('made-up', scenario(onExpired), said([expired]))).toMatchObject({
      trueSide: 'provider',
      saidSide: 'provider',
      isSideRight: true,
      isDomainRight: true,
      isRootCauseRight: true,
      confidentlyWrong: [],
      isOverCautious: false,
      complaints: [],
    });
  });

  it.each([
    [
      'the wrong side, said for sure',
      onExpired,
      said([{ ...expired, faultDomain: 'customer_device', side: 'customer' }]),
      [
        'said tls.certificate.expired (customer_device, customer, proven), true is tls.certificate.expired (hosting_provider, provider)',
      ],
    ],
    [
      'that nothing was found',
      onExpired,
      said([]),
      [
        'said that all is well, true is tls.certificate.expired (hosting_provider, provider)',
        'exit code 0 instead of 1',
      ],
    ],
    [
      'something untrue beside what is true',
      onExpired,
      said([expired, { ...banned, confidence: 'likely', side: 'provider', faultDomain: 'hosting_provider' }]),
      ['sure of something untrue: server.unreachable_here (hosting_provider, provider, likely)'],
    ],
    [
      'less than can be known',
      { truth: { ...truthOf(expired), confidence: { least: 'likely' } } },
      said([{ ...expired, confidence: 'possible' }]),
      ['too timid: possible, at least likely is due'],
    ],
    [
      'more than can be known',
      { truth: { ...truthOf(expired), confidence: { most: 'likely' } } },
      said([expired]),
      ['too sure: proven, at most likely is due'],
    ],
    [
      'one of two faults',
      { truth: { ...truthOf(expired), also: [truthOf(banned)] } },
      said([expired]),
      ['missed: server.unreachable_here (undetermined, undetermined)'],
    ],
    [
      'a problem in a healthy world',
      healthy,
      said([banned]),
      [
        'false alarm: server.unreachable_here (undetermined, undetermined, possible)',
        'exit code 1 instead of 0',
      ],
    ],
    [
      'a side that must never be blamed',
      { ...onExpired, neverBlame: ['provider'] },
      said([expired]),
      ['blames what it must not: tls.certificate.expired (hosting_provider, provider, proven)'],
    ],
    [
      'nothing by the rule that must speak, and something by the one that must not',
      { ...onExpired, rules: { must: ['R7'], mustNot: ['R55'] } },
      said([expired]),
      ['rule is silent: R7', 'rule fell into the trap: R55'],
    ],
    [
      'other findings than are due',
      {
        ...onExpired,
        findings: { must: ['wrong-clock', 'expired-certificate=passed'], mustNot: ['captive-portal'] },
      },
      said([expired], {}, [
        { check: 'wrong-clock', outcome: 'passed' },
        { check: 'expired-certificate', outcome: 'passed' },
        { check: 'captive-portal', outcome: 'failed' },
      ]),
      ['finding missing: wrong-clock', 'finding that must not be: captive-portal'],
    ],
    [
      'nothing at all',
      onExpired,
      said([], { answer: null, failure: 'no answer within 120 s' }),
      ['could not run: no answer within 120 s'],
    ],
  ] as const)('complains when the answer says %s', (_, partial, run, expected) => {
    expect(complaints(partial, run)).toEqual(expected);
  });

  it('scores the surest problem, whatever stands first', () => {
    expect(judge('made-up', scenario(onExpired), said([banned, expired])).saidRootCause).toBe(
      expired.rootCause,
    );
  });

  it('calls it over-cautious to name nobody where somebody can be named, and nowhere else', () => {
    const doubt = { ...expired, faultDomain: 'undetermined', side: 'undetermined', confidence: 'possible' };
    expect([
      judge('known', scenario(onExpired), said([doubt])).isOverCautious,
      judge('unknowable', scenario({ truth: truthOf(banned) }), said([banned])).isOverCautious,
    ]).toEqual([true, false]);
  });
});

describe('the score of the lab', () => {
  it('adds up what was said, and lists what must never happen', () => {
    const judgements = [
      judge('right', scenario(onExpired), said([expired])),
      judge('blamed', scenario(healthy), said([expired])),
      judge('silent', scenario(onExpired), said([], { answer: null, failure: 'crashed' })),
      judge(
        'timid',
        scenario(onExpired),
        said([{ ...expired, faultDomain: 'undetermined', side: 'undetermined' }]),
      ),
    ];
    expect(summarise(judgements, 12, [0.8])).toMatchObject({
      total: 4,
      passed: 1,
      accuracy: { side: 0.25, faultDomain: 0.25, rootCause: 0.5 },
      matrix: { provider: { provider: 1, none: 1, undetermined: 1 }, healthy: { provider: 1 } },
      confidentlyWrong: ['blamed', 'timid'],
      falseAlarms: ['blamed'],
      overCautious: ['timid'],
      notRun: ['silent'],
    });
  });
});

describe('a scenario file', () => {
  it.each([
    ['an unknown key', { truth: { healthy: true }, extra: 1 }, /extra/],
    ['an unknown side', { truth: { ...truthOf(expired), side: 'nobody' } }, /truth\.side: .*customer/],
    [
      'a fault without anything wrong named',
      { faults: [], truth: truthOf(expired) },
      /something must be wrong/,
    ],
    [
      'two faults in one entry',
      { faults: [{ offline: {}, 'port-blocked': {} }], truth: { healthy: true } },
      /one fault per list entry/,
    ],
  ])('is refused for %s', (_, partial, message) => {
    expect(() => scenario(partial)).toThrow(message);
  });
});
