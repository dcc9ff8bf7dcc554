import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { phoneCodeOf, readPhoneCode } from '../../../diagnostics/report/phone-code.ts';
import {
  confidenceNumbers,
  decisionNumbers,
  domainNumbers,
  findingNumbers,
} from '../../../diagnostics/report/phone-code-table.ts';
import { faultDomains, sideOf } from '../../../diagnostics/model/vocabulary.ts';
import { decisionSchema } from '../../../diagnostics/model/scope.ts';
import { aRival } from './sample-report.ts';

const alphabet = Array.from('2345678FKMR');
const aProblem = {
  rule: 'R55',
  rootCause: 'tls.certificate.expired',
  faultDomain: 'hosting_provider',
  confidence: 'likely',
  rivals: [],
  scope: { decision: 'supported' },
} as const;
const given = JSON.parse(
  readFileSync(new URL('../../fixtures/phone-codes.json', import.meta.url), 'utf8'),
) as Record<string, string>;

/** Every confidence, with nothing left open and with something. */
const sureness = [
  { confidence: 'possible', rivals: [], rivalOpen: false },
  { confidence: 'likely', rivals: [], rivalOpen: false },
  { confidence: 'proven', rivals: [aRival(true)], rivalOpen: false },
  { confidence: 'proven', rivals: [aRival(true), aRival(false)], rivalOpen: true },
] as const;

/** Everything that a problem can be. */
const problems = Object.keys(findingNumbers).flatMap((finding) =>
  faultDomains.flatMap((faultDomain) =>
    sureness.flatMap((sure) =>
      decisionSchema.options.map((decision) => {
        const [rule = '', rootCause = ''] = finding.split(' ');
        return { rule, rootCause, faultDomain, ...sure, scope: { decision } };
      }),
    ),
  ),
);
const codes = problems.map((problem) => phoneCodeOf(problem)!);

const errorOf = (text: string): string => {
  const read = readPhoneCode(text);
  return read.ok ? 'read' : read.error.key;
};

describe('a phone code', () => {
  it('has eight characters of the alphabet in two groups', () => {
    expect(codes.filter((code) => !/^[2-8FKMR]{4}-[2-8FKMR]{4}$/u.test(code))).toEqual([]);
  });

  it('says everything that it was made of, for every verdict that there can be', () => {
    const wrong = problems.filter((problem, index) => {
      const { scope, rivals: _rivals, ...rest } = problem;
      const meaning = { ...rest, side: sideOf[problem.faultDomain], decision: scope.decision };
      const read = readPhoneCode(codes[index]!);
      return !read.ok || !isDeepStrictEqual(read.meaning, meaning);
    });
    expect({ verdicts: problems.length, wrong }).toEqual({ verdicts: codes.length, wrong: [] });
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('is forgiven its case, its hyphen and other signs between the characters', () => {
    const code = phoneCodeOf(aProblem)!;
    const written = [
      code.toLowerCase(),
      code.replace('-', ''),
      code.replace('-', ' – '),
      ` ${Array.from(code.replace('-', '')).join(' ')}. `,
      Array.from(code)
        .map((each) => String.fromCodePoint(each.codePointAt(0)! + 0xfee0))
        .join(''),
    ];
    expect(written.map(readPhoneCode)).toEqual(written.map(() => readPhoneCode(code)));
    expect(readPhoneCode(code).ok).toBe(true);
  });

  it('is null where the rule has no number here', () => {
    expect(phoneCodeOf({ ...aProblem, rule: 'R4711' })).toBeNull();
  });
});

describe('a mistyped code is noticed', () => {
  it('whichever one character is wrong, in every code that there is', () => {
    const missed: string[] = [];
    let tried = 0;
    for (const code of codes) {
      for (const [index, character] of Array.from(code).entries()) {
        if (character === '-') continue;
        for (const other of alphabet) {
          if (other === character) continue;
          tried += 1;
          const typed = `${code.slice(0, index)}${other}${code.slice(index + 1)}`;
          if (errorOf(typed) !== 'code.error.mistyped') missed.push(typed);
        }
      }
    }
    expect({ tried, missed }).toEqual({ tried: codes.length * 8 * 10, missed: [] });
  }, 120_000);

  it('whichever two neighbours changed places, in every code that there is', () => {
    const missed: string[] = [];
    for (const code of codes) {
      const plain = Array.from(code.replace('-', ''));
      for (let at = 0; at < 7; at += 1) {
        if (plain[at] === plain[at + 1]) continue;
        const typed = plain
          .with(at, plain[at + 1]!)
          .with(at + 1, plain[at]!)
          .join('');
        if (errorOf(typed) !== 'code.error.mistyped') missed.push(typed);
      }
    }
    expect(missed).toEqual([]);
  }, 60_000);

  it('whichever two characters are wrong (every 997th code)', () => {
    const missed: string[] = [];
    for (const code of codes.filter((_code, index) => index % 997 === 0)) {
      const plain = Array.from(code.replace('-', ''));
      for (let first = 0; first < 8; first += 1) {
        for (let second = first + 1; second < 8; second += 1) {
          for (const one of alphabet) {
            for (const two of alphabet) {
              if (one === plain[first] || two === plain[second]) continue;
              const typed = plain.with(first, one).with(second, two).join('');
              if (errorOf(typed) !== 'code.error.mistyped') missed.push(typed);
            }
          }
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it.each([
    ['', 'code.error.length'],
    ['6MK3-RFF', 'code.error.length'],
    ['6MK3-RFF4-2', 'code.error.length'],
    ['6MK3-RFF1', 'code.error.character'],
    ['OMK3-RFF4', 'code.error.character'],
    ['2222-2222', 'code.error.mistyped'],
    ['６ＭＫ３🙂', 'code.error.character'],
    ['6'.repeat(100_000), 'code.error.length'],
  ])('%.20s ends in %s', (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});

describe('a code of a newer version', () => {
  it('is called so, and not mistyped', () => {
    // the rule of a later version: the same reckoning with a number that is not given out yet
    const numbers = findingNumbers as Record<string, number>;
    numbers['R4711 something.new'] = 3_000;
    const later = phoneCodeOf({ ...aProblem, rule: 'R4711', rootCause: 'something.new' })!;
    delete numbers['R4711 something.new'];
    expect(errorOf(later)).toBe('code.error.newer');
  });
});

describe('what stays open beside a proof', () => {
  const ban = {
    rule: 'R41',
    rootCause: 'server.client_blocked',
    faultDomain: 'hosting_provider',
    scope: { decision: 'supported' },
  } as const;
  const said = (code: string) => {
    const read = readPhoneCode(code);
    return read.ok && { confidence: read.meaning.confidence, rivalOpen: read.meaning.rivalOpen };
  };

  it('is in the code of a proof only: what is less sure is coded as before', () => {
    const [open, closed] = [[aRival(false)], [aRival(true)]];
    const code = (confidence: 'possible' | 'likely' | 'proven', rivals: typeof open) =>
      phoneCodeOf({ ...ban, confidence, rivals });
    expect({
      possible: [code('possible', open), code('possible', closed)],
      likely: [code('likely', open), code('likely', closed)],
      proven: [code('proven', open), code('proven', closed)],
    }).toEqual({
      possible: ['R524-K5F6', 'R524-K5F6'],
      likely: ['MF52-RK22', 'MF52-RK22'],
      proven: ['K6KK-6FRR', 'M27R-4485'],
    });
  });

  it('is not said by codes from before it was told: they stay proven', () => {
    expect(said('M27R-4485')).toEqual({ confidence: 'proven', rivalOpen: false });
  });

  it('is said by codes since', () => {
    expect(said('K6KK-6FRR')).toEqual({ confidence: 'proven', rivalOpen: true });
  });
});

describe('the alphabet', () => {
  /** Characters whose names are taken for one another over a telephone, by language; what stands alone is not named. */
  const soundAlike: Readonly<Record<string, readonly string[]>> = {
    en: ['BCDEGPTVZ3', 'AHJK', 'A8H', 'FSX', 'SX6', 'MN', 'IY59', 'QUW2', 'O0', '19'],
    fr: ['BCDGPTVW', 'AKH', 'FS', 'MN', 'IJY', 'QU', 'U1', 'X6', 'Z7', 'O0'],
    nl: ['BCDEGJPTVW2', 'AHK', 'FS', 'MN', 'QU', 'Z6S', '79', 'IY', 'O0'],
  };
  const lookAlike = [
    '0OQD',
    '1IL',
    '2Z',
    '5S',
    '8B',
    '6G',
    '7T',
    'UV',
    'VW',
    '4A',
    'EF',
    'PR',
    'CG',
    'KX',
    'MN',
  ];

  it.each([...Object.entries(soundAlike), ['eye', lookAlike] as const])(
    'has nothing alike: %s',
    (_who, groups) => {
      const twice = groups.filter((group) => alphabet.filter((each) => group.includes(each)).length > 1);
      expect(twice).toEqual([]);
    },
  );

  it('has no vowel, so that no code is a word', () => {
    expect(alphabet.filter((each) => /[AEIOUY]/u.test(each))).toEqual([]);
  });
});

describe('numbers stay', () => {
  it('gives the codes that were given out before, also for rules that are gone', () => {
    const now = Object.keys(given).map((finding) => {
      const [rule = '', rootCause = ''] = finding.split(' ');
      return [finding, phoneCodeOf({ ...aProblem, rule, rootCause })];
    });
    expect(Object.fromEntries(now)).toEqual(given);
  });

  it('has what is new in the list of codes given out (npm test -- -u is not needed: add the line)', () => {
    expect(Object.keys(findingNumbers).filter((finding) => given[finding] === undefined)).toEqual([]);
  });

  it.each([
    [findingNumbers, Math.floor(11 ** 6 / 512)],
    [domainNumbers, 16],
    [confidenceNumbers, 4],
    [decisionNumbers, 8],
  ])('gives each number once and leaves room (%#)', (numbers, room) => {
    const values = Object.values(numbers as Record<string, number>);
    expect({
      twice: values.filter((value, index) => values.indexOf(value) !== index),
      tooLarge: values.filter((value) => value >= room || !Number.isInteger(value)),
    }).toEqual({ twice: [], tooLarge: [] });
  });
});
