import { describe, expect, it } from 'vitest';
import { dmarcNamesAbove, inheritedDmarc, readDmarc } from '../../../../diagnostics/model/view/dmarc.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { missingDmarc } from '../../../../diagnostics/checks/mail/missing-dmarc.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';
import { denied, texts, timedOut } from '../../../support/mail-record-factories.ts';

const domain = 'office.gov.test';
const facts = (...observations: readonly Observation[]) =>
  aFacts({ request: { target: aTarget({ domain }) }, observations });

describe('a DMARC record (RFC 9989)', () => {
  it.each([
    ['v=DMARC1; p=reject', 'reject', 'reject'],
    ['v=DMARC1; p=reject; sp=none', 'reject', 'none'],
    ['v=DMARC1; p=none; sp=quarantine; np=reject', 'none', 'reject'],
    ['v=DMARC1; p=REJECT', 'reject', 'reject'],
    ['v=DMARC1; p=strict; rua=mailto:d@example.test', 'none', 'none'],
    ['v=DMARC1; p=strict', null, null],
  ])('%s', (text, policy, policyForMissingNames) => {
    expect(readDmarc(text)).toMatchObject({ policy, policyForMissingNames });
  });

  it('climbs to the top, eight names at most (section 4.10)', () => {
    expect(dmarcNamesAbove('a.b.example.test')).toEqual([
      '_dmarc.b.example.test',
      '_dmarc.example.test',
      '_dmarc.test',
    ]);
    const long = dmarcNamesAbove('a.b.c.d.e.f.g.h.i.j.example.test');
    expect([long.length, long[0]]).toEqual([7, '_dmarc.f.g.h.i.j.example.test']);
  });

  it.each([
    [
      'a public suffix may speak for those below it',
      texts('_dmarc.gov.test', 'v=DMARC1; p=reject; psd=y'),
      'reject',
    ],
    ['another domain may not', texts('_dmarc.gov.test', 'v=DMARC1; p=reject'), undefined],
    ['a lookup that failed says nothing', timedOut('_dmarc.gov.test'), undefined],
  ])('%s', (_, observation, expected) => {
    expect(inheritedDmarc(facts(denied(`_dmarc.${domain}`), observation))?.policy.policy).toBe(expected);
  });

  it('is not missed where a public suffix has one for all', () => {
    const world = facts(denied(`_dmarc.${domain}`), texts('_dmarc.gov.test', 'v=DMARC1; p=reject; psd=y'));
    expect(judge(missingDmarc, world)).toEqual([`passed.inherited ${domain}`]);
  });
});
