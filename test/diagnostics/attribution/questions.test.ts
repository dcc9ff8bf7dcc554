import { describe, expect, it } from 'vitest';
import { attribute } from '../../../diagnostics/attribution/attribute.ts';
import type { Match, Rule } from '../../../diagnostics/attribution/rule.ts';
import { stated } from '../../../diagnostics/model/view/statements.ts';
import { aFinding, at, closed, SERVER, told } from '../../support/attribution-factories.ts';
import { aFacts } from '../../support/factories.ts';

const silent = closed(at(SERVER, 443));
const finding = aFinding('unreachable-web-port', 'example.test:443', silent);

/** A rule that only the person can decide. */
const asking: Rule = {
  id: 'R41',
  rootCause: 'server.unreachable_here',
  match: ({ facts }): readonly Match[] => [
    {
      subject: 'example.test',
      service: null,
      accused: 'internet_path',
      basis: 'own_words',
      variant: 'ban_or_outage',
      values: { address: SERVER, host: 'example.test' },
      rivals: [
        {
          faultDomain: 'hosting_provider',
          control: 'C5',
          excludedBy: stated(facts, 'works_elsewhere', 'yes'),
          id: 'ban_or_outage',
        },
      ],
      questions: ['works_elsewhere', 'known_maintenance'],
      evidence: finding.evidence,
      explains: [finding],
    },
  ],
};

function verdict(answers: Readonly<Record<string, string>>) {
  const facts = aFacts({ request: told(answers), observations: [silent] });
  const [problem] = attribute(facts, [finding], [asking]);
  return { ...problem!, asked: problem!.missingControls.map(({ how }) => how.key) };
}

describe('a rule that only the person can decide', () => {
  it('asks, and says what to type, while the answer is missing', () => {
    const problem = verdict({});
    expect([problem.confidence, problem.asked]).toEqual([
      'possible',
      ['rival.ban_or_outage.how', 'question.works_elsewhere.how', 'question.known_maintenance.how'],
    ]);
    expect(problem.missingControls[1]).toMatchObject({
      control: 'C5',
      how: { values: { options: '--fact works_elsewhere=yes, --fact works_elsewhere=no' } },
    });
    expect(problem.missingControls.slice(1).every(({ how }) => how.key.startsWith('question.'))).toBe(true);
  });

  it('asks nothing that was answered, and nothing more once it is decided', () => {
    expect(verdict({ works_elsewhere: 'no' }).asked).toEqual([
      'rival.ban_or_outage.how',
      'question.known_maintenance.how',
    ]);
    const decided = verdict({ works_elsewhere: 'yes' });
    expect([decided.faultDomain, decided.confidence, decided.asked]).toEqual(['internet_path', 'likely', []]);
  });
});
