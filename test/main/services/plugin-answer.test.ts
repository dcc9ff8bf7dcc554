import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../diagnostics/index.ts';
import { message } from '../../../diagnostics/model/message.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import {
  pluginAnswer,
  pluginAnswerOfMany,
  pluginRefusal,
} from '../../../main/services/monitoring/plugin-answer.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { aSummarisedProblem, aSummary } from '../../support/summary-factories.ts';

const t = createTranslator('en', await loadCatalogues(findResources()), { timeZone: 'UTC' });
const now = Date.parse('2026-11-20T06:00:10.000Z');
const options = { t, expiry: { warning: 14, critical: 3 }, now };
const headline = message('report.status.incomplete');
const certificate = (days: number): RunSummary['expiries'][number] => ({
  kind: 'certificate',
  at: new Date(now + days * 86_400_000).toISOString(),
  names: ['mail.client.test'],
  shownBy: ['mail.client.test:993'],
  fingerprint: 'AA',
});
const problem = (part: Parameters<typeof aSummarisedProblem>[0]) => aSummarisedProblem({ headline, ...part });
const seat = { kind: 'seat' as const, name: 'local' };

describe('one domain', () => {
  it.each<[string, Partial<RunSummary>, string, number]>([
    ['healthy', {}, 'OK', 0],
    ['an error on the provider’s side', { problems: [problem({})] }, 'CRITICAL', 2],
    ['an error on the customer’s side', { problems: [problem({ side: 'customer' })] }, 'CRITICAL', 2],
    [
      'an error that nobody is named for',
      { problems: [problem({ side: 'undetermined', confidence: 'possible' })] },
      'CRITICAL',
      2,
    ],
    ['something to watch', { problems: [problem({ level: 'warning' })] }, 'WARNING', 1],
    ['a note', { problems: [problem({ level: 'note' })] }, 'WARNING', 1],
    ['a fault of the seat that looks', { problems: [problem({ sharedIn: seat })] }, 'UNKNOWN', 3],
    [
      'a warning beside a fault of the seat',
      { problems: [problem({ sharedIn: seat }), problem({ level: 'warning' })] },
      'WARNING',
      1,
    ],
    ['no diagnosis', { status: 'could_not_diagnose', undiagnosed: headline }, 'UNKNOWN', 3],
    [
      'an error in what was seen of a run that was cut off',
      { problems: [problem({})], undiagnosed: headline },
      'CRITICAL',
      2,
    ],
    ['a certificate with 14 days left', { expiries: [certificate(14)] }, 'OK', 0],
    ['a certificate with 13 days left', { expiries: [certificate(13)] }, 'WARNING', 1],
    ['a certificate with 3 days left', { expiries: [certificate(3)] }, 'WARNING', 1],
    ['a certificate with 2 days left', { expiries: [certificate(2)] }, 'CRITICAL', 2],
  ])('%s', (_, part, state, exitCode) => {
    const answer = pluginAnswer(aSummary(part), options);
    expect([answer.exitCode, answer.line]).toEqual([
      exitCode,
      expect.stringMatching(new RegExp(`^FAULTLINE ${state} - client\\.test: `, 'u')),
    ]);
  });

  it('is one line of text and performance data', () => {
    const { line } = pluginAnswer(
      aSummary({ expiries: [certificate(2), certificate(40)], finishedAt: '2026-11-20T06:00:04.250Z' }),
      options,
    );
    expect(line).toBe(
      'FAULTLINE CRITICAL - client.test: the certificate of mail.client.test:993 has 2 days left | problems=0;;;0; certificate_days=2;14:;3:;; time=4.25s;;;0;\n',
    );
  });

  it('lets nothing of others begin performance data or a line of its own', () => {
    const { line } = pluginAnswer(aSummary({ displayName: 'a|b=1\n\u001b[31mc' }), options);
    expect(line.split('|')).toHaveLength(2);
    expect(line).toMatch(/^FAULTLINE OK - a\/b=1 \[U\+001B\]\[31mc: .* \| problems=0;;;0; time=0s;;;0;\n$/u);
  });
});

describe('a list of domains', () => {
  const many = (parts: readonly Partial<RunSummary>[], isWhole = true) =>
    pluginAnswerOfMany(
      parts.map((part, index) => aSummary({ domain: `d${index}.test`, ...part })),
      { ...options, isWhole },
    );

  it('names the worst and counts the rest', () => {
    const { line, exitCode } = many([
      {},
      { problems: [problem({ level: 'warning' })] },
      { problems: [problem({})] },
    ]);
    expect([exitCode, line]).toEqual([
      2,
      expect.stringMatching(
        /^FAULTLINE CRITICAL - 3 domains, 1 critical, 1 warning, 0 unknown\. d2\.test: .* \| domains=3;;;0; critical=1;;;0; warning=1;;;0; unknown=0;;;0;\n$/u,
      ),
    ]);
  });

  it.each<[string, readonly Partial<RunSummary>[], boolean, number]>([
    ['all well', [{}, {}], true, 0],
    ['all well, as far as it went', [{}, {}], false, 3],
    ['a warning, as far as it went', [{ problems: [problem({ level: 'note' })] }], false, 1],
    ['nothing', [], true, 3],
  ])('%s', (_, parts, isWhole, exitCode) => {
    expect(many(parts, isWhole).exitCode).toBe(exitCode);
  });
});

it('tells a refusal as unknown', () => {
  expect(pluginRefusal('no such option | x')).toEqual({
    line: 'FAULTLINE UNKNOWN - no such option / x\n',
    exitCode: 3,
  });
});
