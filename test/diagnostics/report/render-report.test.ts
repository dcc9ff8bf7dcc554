import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import { renderReport } from '../../../diagnostics/report/text/render-report.ts';
import { ansiPaint, noPaint } from '../../../diagnostics/report/text/paint.ts';
import { displayWidth } from '../../../diagnostics/report/text/layout.ts';
import { anObservation } from '../../support/factories.ts';
import { sampleProblem, sampleReport } from './sample-report.ts';
import { translatorOf } from './translators.ts';

const plain = { width: 80, paint: noPaint };

describe('renderReport', () => {
  it.each(['en', 'fr', 'nl'] as const)(
    'says first what is wrong, then whose side, why, scope and next step (%s)',
    async (language) => {
      await expect(renderReport(sampleReport(), translatorOf(language), plain)).toMatchFileSnapshot(
        `golden/report.${language}.txt`,
      );
    },
  );

  it('leads with one sentence per problem', () => {
    const problems = [sampleProblem(), sampleProblem({ headline: message('FTP gives a private address.') })];
    const lines = renderReport(sampleReport({ problems }), translatorOf('en'), plain).split('\n');
    expect(lines.filter((line) => line.startsWith('✖'))).toEqual([
      '✖ 1. The certificate of www.example.test expired on 1 November.',
      '✖ 2. FTP gives a private address.',
    ]);
  });

  it('says of a healthy result what was tested and what was not', () => {
    const text = renderReport(
      sampleReport({ status: 'healthy', problems: [], findings: sampleReport().findings.slice(1) }),
      translatorOf('en'),
      plain,
    );
    expect(text).toContain('✔ Nothing wrong was found in what was tested.');
    expect(text).toContain('Tested, with an answer: Mail.');
    expect(text).toContain('Not tested: DNS, Web, FTP, SSH. Nothing is said about these.');
  });

  it.each([
    [
      'en',
      'Does it work from another connection, such as a phone’s hotspot? Your answer: yes, it works from there',
    ],
    ['fr', 'partage de connexion d’un téléphone ? Votre réponse : oui, cela fonctionne de là-bas'],
    ['nl', 'hotspot van een telefoon? Uw antwoord: ja, daar werkt het'],
  ] as const)('cites an answer with its question (%s)', (language, expected) => {
    const word = anObservation('statement', { id: 'statement/works_elsewhere' });
    const cited = { observation: word.id, pointer: '/data/value', excerpt: 'yes' };
    const report = sampleReport({ observations: [word], problems: [sampleProblem({ evidence: [cited] })] });
    const text = renderReport(report, translatorOf(language), { ...plain, width: 200 });
    expect(text.replace(/\s+/gu, ' ')).toContain(expected.replace(/\s+/gu, ' '));
  });

  it.each(['cancelled', 'deadline_exceeded'] as const)('says that a %s run is not the whole', (ending) => {
    const text = renderReport(sampleReport({ ending }), translatorOf('en'), plain);
    expect(text).toMatch(/^! (?:Cancelled before the end|The time limit was reached)/mu);
  });

  it('fits the width, and colour changes nothing but colour', () => {
    const t = translatorOf('nl');
    for (const width of [40, 80, 120]) {
      const text = renderReport(sampleReport(), t, { width, paint: noPaint });
      expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
      const coloured = renderReport(sampleReport(), t, { width, paint: ansiPaint });
      // oxlint-disable-next-line no-control-regex -- our own colour sequences
      expect(coloured.replace(/\u001b\[\d+m/gu, '')).toBe(text);
    }
  });

  it('lets no server text steer the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u202e';
    const problem = sampleProblem({
      subject: evil,
      reason: message('report.title', { name: evil, time: evil }),
      evidence: [{ observation: evil, pointer: '/data/x', excerpt: evil }],
    });
    const text = renderReport(sampleReport({ problems: [problem], id: evil }), translatorOf('en'), plain);
    // oxlint-disable-next-line no-control-regex -- looks for what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  });
});
