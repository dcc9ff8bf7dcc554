import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Basis, Match, RivalTest } from '../../../diagnostics/attribution/rule.ts';
import { weigh, type Verdict } from '../../../diagnostics/attribution/weigh.ts';
import type { Evidence } from '../../../diagnostics/model/message.ts';
import { vantageStampSchema } from '../../../diagnostics/model/report.ts';
import {
  controls,
  faultDomains,
  type Confidence,
  type FaultDomain,
} from '../../../diagnostics/model/vocabulary.ts';

const seen: Evidence = { observation: 'tcp/anchor', pointer: '/data/connectMs', excerpt: '10' };
const rival = (isExcluded: boolean, isDeciding = true): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C5',
  id: 'own_connection',
  excludedBy: isExcluded ? [seen] : [],
  isDeciding,
});
const [out, open, openAside, outAside] = [rival(true), rival(false), rival(false, false), rival(true, false)];

type Weighed = Parameters<typeof weigh>[0];
const aMatch = (partial: Partial<Match>): Weighed => ({
  accused: 'hosting_provider',
  basis: 'one_vantage',
  rivals: [out],
  evidence: [seen],
  ...partial,
});

const said = ({ faultDomain, confidence }: Verdict): string => `${faultDomain} ${confidence}`;
const nobody = 'undetermined possible';

describe('weigh', () => {
  it.each([
    // Law 1: a failure without a control is unexplained, never blame.
    ['one_vantage', [], nobody],
    ['one_vantage', [open], nobody],
    ['one_vantage', [open, openAside], nobody],
    ['seat', [], nobody],
    ['seat', [open], nobody],
    // Law 2: one vantage alone never proves another side.
    ['one_vantage', [out], 'hosting_provider likely'],
    ['one_vantage', [out, out, out], 'hosting_provider likely'],
    ['seat', [out], 'hosting_provider proven'],
    // …and two that measured it do, when nothing else is left.
    ['two_vantages', [out, out], 'hosting_provider proven'],
    ['two_vantages', [out, open], 'hosting_provider possible'],
    ['two_vantages', [open], nobody],
    // …except by the server's own words.
    ['own_words', [out, out], 'hosting_provider proven'],
    ['own_words', [], 'hosting_provider likely'],
    // Law 6: a missing deciding control caps at possible.
    ['one_vantage', [out, open], 'hosting_provider possible'],
    ['own_words', [out, open], 'hosting_provider possible'],
    ['own_words', [open], 'hosting_provider possible'],
    ['seat', [out, open], 'hosting_provider possible'],
    // A rival that does not decide neither holds back nor makes proof alone.
    ['own_words', [out, openAside], 'hosting_provider proven'],
    ['own_words', [outAside], 'hosting_provider likely'],
    ['one_vantage', [out, openAside], 'hosting_provider likely'],
  ] satisfies (readonly [Basis, readonly RivalTest[], string])[])(
    'weighs %s with rivals %#',
    (basis, rivals, verdict) => {
      expect(said(weigh(aMatch({ basis, rivals }), []))).toBe(verdict);
    },
  );

  it.each([
    [
      'an open question names nobody while a rival is open',
      { isOpenQuestion: true, rivals: [out, open] },
      nobody,
    ],
    [
      'an open question names the accused once all rivals are out',
      { isOpenQuestion: true, rivals: [out] },
      'hosting_provider likely',
    ],
    ['nothing seen is nothing said', { basis: 'own_words', evidence: [] }, nobody],
    ['nobody accused is nobody named', { basis: 'own_words', accused: 'undetermined' }, nobody],
  ] satisfies (readonly [string, Partial<Match>, string])[])('%s', (_, partial, verdict) => {
    expect(said(weigh(aMatch(partial), []))).toBe(verdict);
  });

  // Law 8: what is seen through somebody else's hands is at most likely; what lies at the seat itself is not.
  it.each(vantageStampSchema.options.filter((stamp) => stamp !== 'offline'))(
    'a seat with %s caps at likely',
    (stamp) => {
      const weighed = (accused: FaultDomain) => said(weigh(aMatch({ basis: 'own_words', accused }), [stamp]));
      expect([
        weighed('hosting_provider'),
        weighed('dns_operator'),
        weighed('customer_configuration'),
      ]).toEqual(['hosting_provider likely', 'dns_operator likely', 'customer_configuration likely']);
      expect([weighed('customer_device'), weighed('customer_network')]).toEqual([
        'customer_device proven',
        'customer_network proven',
      ]);
    },
  );

  const word: Evidence = { observation: 'statement/works_elsewhere', pointer: '/data/value', excerpt: 'yes' };
  const toldOut: RivalTest = { ...out, excludedBy: [word] };
  it.each([
    ['excludes the only rival', { rivals: [toldOut] }, 'likely'],
    ['excludes one rival of two', { rivals: [out, toldOut] }, 'likely'],
    ['is all the evidence', { evidence: [word] }, 'likely'],
    [
      'stands beside a measurement that says the same',
      { rivals: [{ ...out, excludedBy: [word, seen] }] },
      'proven',
    ],
    ['stands beside measured evidence', { evidence: [word, seen] }, 'proven'],
    ['excludes a rival that does not decide', { rivals: [out, { ...toldOut, isDeciding: false }] }, 'proven'],
  ] satisfies (readonly [string, Partial<Match>, Confidence])[])(
    'the person’s word that %s makes at most what is due',
    (_, partial, confidence) => {
      for (const basis of ['own_words', 'seat'] as const)
        expect(weigh(aMatch({ basis, ...partial }), []).confidence).toBe(confidence);
      expect(weigh(aMatch({ basis: 'one_vantage', ...partial }), []).confidence).toBe('likely');
    },
  );
});

const rank: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, proven: 2 };
const anyRival = fc.record({
  faultDomain: fc.constantFrom(...faultDomains),
  control: fc.constantFrom(...controls),
  id: fc.constant('own_connection'),
  excludedBy: fc.array(fc.constant(seen), { maxLength: 2 }),
  isDeciding: fc.boolean(),
});
const anyMatch: fc.Arbitrary<Weighed> = fc.record({
  accused: fc.constantFrom(...faultDomains),
  basis: fc.constantFrom<Basis>('own_words', 'seat', 'one_vantage'),
  rivals: fc.array(anyRival, { maxLength: 4 }),
  isOpenQuestion: fc.boolean(),
  evidence: fc.array(fc.constant(seen), { maxLength: 1 }),
});
const anyStamps = fc.subarray([...vantageStampSchema.options]);

describe('weigh, for every match', () => {
  it('never gains confidence or another culprit when evidence that excludes a rival is taken away', () => {
    fc.assert(
      fc.property(anyMatch, anyStamps, fc.nat(3), (match, stamps, index) => {
        const before = weigh(match, stamps);
        const after = weigh(
          {
            ...match,
            rivals: match.rivals.map((each, at) => (at === index ? { ...each, excludedBy: [] } : each)),
          },
          stamps,
        );
        expect(rank[after.confidence]).toBeLessThanOrEqual(rank[before.confidence]);
        expect(['undetermined', before.faultDomain]).toContain(after.faultDomain);
      }),
    );
  });

  it('names the accused or nobody, and nobody only as possible', () => {
    fc.assert(
      fc.property(anyMatch, anyStamps, (match, stamps) => {
        const { faultDomain, confidence } = weigh(match, stamps);
        expect(['undetermined', match.accused]).toContain(faultDomain);
        expect(faultDomain === 'undetermined' && confidence !== 'possible').toBe(false);
      }),
    );
  });

  it('proves nothing from one vantage, with a deciding rival open, or without one that was excluded', () => {
    fc.assert(
      fc.property(anyMatch, anyStamps, (match, stamps) => {
        const deciding = match.rivals.filter((each) => each.isDeciding !== false);
        const mayProve =
          match.basis !== 'one_vantage' &&
          deciding.length > 0 &&
          deciding.every((each) => each.excludedBy.length > 0);
        expect(weigh(match, stamps).confidence === 'proven' && !mayProve).toBe(false);
      }),
    );
  });

  it('is the same for any order of rivals and stamps', () => {
    fc.assert(
      fc.property(anyMatch, anyStamps, (match, stamps) => {
        expect(weigh({ ...match, rivals: [...match.rivals].reverse() }, [...stamps].reverse())).toEqual(
          weigh(match, stamps),
        );
      }),
    );
  });
});

describe('the source of attribution', () => {
  const folder = new URL('../../../diagnostics/attribution/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.ts'),
  );
  const filesWith = (words: RegExp) =>
    files.filter((each) => words.test(readFileSync(new URL(each, folder), 'utf8')));

  it('makes a confidence in one place only', () => {
    expect(filesWith(/['"`](?:proven|likely)['"`]/)).toEqual(['weigh.ts']);
  });
});
