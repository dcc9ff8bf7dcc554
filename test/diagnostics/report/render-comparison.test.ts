import { describe, expect, it } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import type { Comparison } from '../../../diagnostics/model/comparison.ts';
import { comparisonParts } from '../../../diagnostics/report/text/render-comparison.ts';
import { sampleProblem, sampleReport } from './sample-report.ts';
import { translatorOf } from './translators.ts';

type Status = Comparison['first']['status'];

/** Two seats that ended so, and what is left once both are laid side by side. */
function compared(first: Status, second: Status, merged: Status): Comparison {
  const seat = (report: string, status: Status): Comparison['first'] => ({
    ...sampleReport(),
    report,
    status,
  });
  const problems = merged === 'problems_found' ? [sampleProblem()] : [];
  return {
    schemaVersion: 1,
    target: 'example.test',
    first: seat('one', first),
    second: seat('two', second),
    standing: 'counts',
    gapMs: 0,
    ports: [],
    findings: [],
    decided: problems.map((_problem, index) => index),
    merged: sampleReport({ status: merged, problems }),
  };
}

const names = ['one.faultline', 'two.faultline'] as const;

describe('what two reports decide', () => {
  it.each([
    ['problems_found', 'healthy', 'problems_found', 'The second report decides one thing.'],
    ['problems_found', 'healthy', 'healthy', 'Nothing wrong is left once both are laid side by side.'],
    ['healthy', 'healthy', 'healthy', 'Nothing wrong is left once both are laid side by side.'],
    [
      'healthy',
      'problems_found',
      'healthy',
      'The first report shows nothing wrong, but the second does. Lay them side by side the other way round to see what the two decide.',
    ],
    [
      'could_not_diagnose',
      'healthy',
      'could_not_diagnose',
      'Nothing is decided: what was seen is not enough for a diagnosis.',
    ],
    [
      'incomplete',
      'healthy',
      'incomplete',
      'Nothing is decided: what was seen is not enough for a diagnosis.',
    ],
  ] as const)('%s beside %s, together %s', (first, second, merged, text) => {
    expect(comparisonParts(compared(first, second, merged), names, translatorOf('en')).decidedText).toBe(
      text,
    );
  });

  it('is never an all-clear for the seat that was named second, in any language', () => {
    const texts = languages.map((language) =>
      (['problems_found', 'healthy'] as const).map(
        (second) =>
          comparisonParts(compared('healthy', second, 'healthy'), names, translatorOf(language)).decidedText,
      ),
    );
    expect(texts.filter(([wrong, sound]) => wrong === sound)).toEqual([]);
  });
});
