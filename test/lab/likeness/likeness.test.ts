import { describe, expect, it } from 'vitest';
import type { CliRun, Problem } from '../scoring/cli-run.ts';
import { parseScenario } from '../scoring/scenario.ts';
import { questionOf } from './question.ts';
import { compare } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const expired = {
  rule: 'R55',
  rootCause: 'tls.certificate.expired',
  faultDomain: 'hosting_provider',
  side: 'provider',
  confidence: 'proven',
} as const satisfies Problem;
const untrue = { ...expired, rootCause: 'server.down' } as const satisfies Problem;
const truth = { rootCause: 'tls.certificate.expired', faultDomain: 'hosting_provider', side: 'provider' };

const scenario = (partial: object): ReturnType<typeof parseScenario> =>
  parseScenario('made-up.yaml', {
    story: 'It does not work.',
    target: { domain: 'shop.test' },
    faults: ['offline'],
    truth,
    ...partial,
  });

const said = (problems: readonly Problem[], status?: string): CliRun => ({
  exitCode: problems.length > 0 ? 1 : 0,
  seconds: 1,
  answer: {
    status: status ?? (problems.length > 0 ? 'problems_found' : 'healthy'),
    problems: [...problems],
    remarks: [],
    findings: [],
  },
  failure: null,
  stdout: '',
});
const broken: CliRun = { ...said([]), answer: null, failure: 'crashed' };

const stands = (
  batch: CliRun,
  check: CliRun | null,
  partial: object = {},
  ending = 'completed',
): Pick<Verdict, 'flaws' | 'own' | 'isFault'> => {
  const { flaws, own, isFault } = compare('made-up', scenario(partial), {
    batch: { ...batch, ending },
    check,
  });
  return { flaws, own, isFault };
};

describe('a batch beside a single run that is asked the same', () => {
  it.each([
    ['is right', said([expired]), null, {}, [], [], false],
    [
      'calls healthy what a single run finds',
      said([]),
      said([expired]),
      {},
      ['called healthy', 'lesser look'],
      ['called healthy', 'lesser look'],
      true,
    ],
    [
      'sees as little as a single run, since a person would have told of it',
      said([]),
      said([]),
      {},
      ['called healthy', 'lesser look'],
      [],
      false,
    ],
    [
      'is as confidently wrong as a single run, which never is right',
      said([untrue]),
      said([untrue]),
      {},
      ['confidently wrong', 'names another cause', 'lesser look'],
      [],
      true,
    ],
    [
      'alarms about a healthy world',
      said([{ ...untrue, confidence: 'possible' }]),
      said([]),
      { truth: { healthy: true } },
      ['false alarm', 'lesser look'],
      ['false alarm', 'lesser look'],
      true,
    ],
    [
      'says more than can be known',
      said([expired]),
      said([{ ...expired, confidence: 'likely' }]),
      { truth: { ...truth, confidence: { most: 'likely' } } },
      ['over-confident', 'lesser look'],
      ['over-confident', 'lesser look'],
      true,
    ],
    [
      'is less sure',
      said([{ ...expired, confidence: 'possible' }]),
      said([expired]),
      { truth: { ...truth, confidence: { least: 'likely' } } },
      ['less sure', 'lesser look'],
      ['less sure', 'lesser look'],
      false,
    ],
    [
      'lacks a finding that changes no verdict',
      said([expired]),
      said([expired]),
      { findings: { must: ['expired-certificate'] } },
      ['lesser look'],
      [],
      false,
    ],
    [
      'breaks off',
      broken,
      said([expired]),
      {},
      ['no diagnosis', 'lesser look'],
      ['no diagnosis', 'lesser look'],
      true,
    ],
  ])('%s', (_, batch, check, partial, flaws, own, isFault) => {
    expect(stands(batch, check, partial)).toEqual({ flaws, own, isFault });
  });

  it('stops where this computer is offline, which is an answer there and nowhere else', () => {
    const offline = { truth: { ...truth, rootCause: 'network.offline' } };
    expect([
      stands(broken, said([]), offline, 'offline').flaws,
      stands(broken, said([expired]), {}, 'offline').flaws,
    ]).toEqual([[], ['no diagnosis', 'lesser look']]);
  });
});

describe('what of a scenario a batch is asked', () => {
  const target = (partial: object): ReturnType<typeof parseScenario>['target'] =>
    scenario({ target: { domain: 'shop.test', ...partial } }).target;

  it.each([
    ['its usual services', {}, { services: [], options: [] }],
    ['those that the scenario names', { services: ['web'] }, { services: ['web'], options: [] }],
    [
      'the login that a person complains of',
      { symptom: 'ssh_cannot_connect' },
      { services: ['dns', 'web', 'mail', 'ssh'], options: [] },
    ],
    [
      'with facts that count for the list',
      { arguments: ['--fact', 'impact=partial'] },
      { services: [], options: ['--fact', 'impact=partial'] },
    ],
    ['not what a person hands over', { arguments: ['--bounce', '~/bounce.txt'] }, 'rest on --bounce'],
    ['not what another seat sees', { secondView: 'desk' }, 'rest on a second seat'],
    ['not the panel', { symptom: 'panel_cannot_connect' }, 'are about the control panel'],
  ])('%s', (_, partial, expected) => {
    expect(questionOf(target(partial))).toEqual(expected);
  });
});
