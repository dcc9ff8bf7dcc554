import { describe, expect, it } from 'vitest';
import type { FindingGroupView, FindingView, OperationView, RowView } from '../../../main/contract/views.ts';
import {
  countOutcomes,
  firstShown,
  levelOfFailed,
  noticesOf,
  recorded,
  showOutcomes,
  withoutDecision,
} from '../../../renderer/screens/report/fold.ts';

const finding = (id: string, outcome: FindingView['outcome']): FindingView => ({
  id,
  outcome,
  outcomeText: outcome,
  level: 'error',
  text: id,
  subject: id.split(' ')[1] ?? '',
  evidence: [],
});

const web: FindingGroupView = {
  area: 'web',
  label: 'Web',
  findings: [
    finding('missing-hsts a.test', 'passed'),
    finding('expired-certificate a.test', 'failed'),
    finding('expired-certificate b.test', 'failed'),
    finding('slow-page a.test', 'cantTell'),
  ],
};
const mail: FindingGroupView = {
  area: 'mail',
  label: 'Mail',
  findings: [finding('open-relay a.test', 'passed')],
};

const shape = (groups: ReturnType<typeof showOutcomes>) =>
  groups.map(({ area, findings }) => ({
    area,
    findings: findings.map(({ first, others }) => [first.id, ...others.map(({ id }) => id)]),
  }));

describe('findings', () => {
  it('are counted by outcome, and an outcome that nothing has is not offered', () => {
    expect([...countOutcomes([web, mail])]).toEqual([
      ['failed', 2],
      ['cantTell', 1],
      ['passed', 2],
    ]);
  });

  it('look serious only where one of the failed is', () => {
    const mild = { ...web, findings: web.findings.map((each) => ({ ...each, level: 'note' as const })) };
    expect([levelOfFailed([mail, web]), levelOfFailed([mail, mild])]).toEqual(['error', 'warning']);
  });

  it('show first what needs attention, said once for many subjects', () => {
    expect(shape(showOutcomes([web, mail], firstShown([web, mail])))).toEqual([
      {
        area: 'web',
        findings: [['expired-certificate a.test', 'expired-certificate b.test'], ['slow-page a.test']],
      },
    ]);
  });

  it('show everything where nothing needs attention', () => {
    expect(shape(showOutcomes([mail], firstShown([mail])))).toEqual([
      { area: 'mail', findings: [['open-relay a.test']] },
    ]);
  });

  it('never fold one outcome into another', () => {
    const mixed = { ...web, findings: [finding('x a', 'failed'), finding('x b', 'passed')] };
    expect(shape(showOutcomes([mixed], new Set()))).toEqual([{ area: 'web', findings: [['x a'], ['x b']] }]);
  });
});

describe('noticesOf', () => {
  it.each([
    ['problems_found', 'completed', []],
    ['problems_found', 'cancelled', ['cancelled']],
    ['healthy', 'completed', ['healthy']],
    ['incomplete', 'completed', ['incomplete']],
    ['incomplete', 'deadline_exceeded', ['deadline_exceeded']],
    ['could_not_diagnose', 'completed', ['could_not_diagnose']],
    ['could_not_diagnose', 'cancelled', ['cancelled', 'could_not_diagnose']],
  ] as const)('of %s, %s', (status, ending, expected) => {
    expect(noticesOf({ status, ending })).toEqual(expected);
  });
});

describe('withoutDecision', () => {
  const row = (paragraphs: readonly string[]): RowView => ({
    id: 'scope',
    label: 'Support',
    paragraphs,
    items: [],
  });

  it.each([
    ['leaves what else the row says', ['Covered. They act.', 'Clause'], [row(['They act.', 'Clause'])]],
    ['drops a row that says nothing else', ['Covered.'], []],
    ['leaves other words alone', ['Not mentioned.'], [row(['Not mentioned.'])]],
  ])('%s', (_name, paragraphs, expected) => {
    expect(withoutDecision([row(paragraphs)], 'Covered.')).toEqual(expected);
  });
});

it('offers the record of what came to an end only', () => {
  const states = ['waiting', 'running', 'worked', 'failed'] as const;
  const operations = states.map((state) => ({ state }) as OperationView);
  expect(recorded(operations).map(({ state }) => state)).toEqual(['worked', 'failed']);
});
