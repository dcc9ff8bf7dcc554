/** The worked examples inside a pack: questions with the answers that its author expects. */
import { message } from '../model/message.ts';
import type { ScopeDecision } from '../model/scope.ts';
import { decideScope } from './decide-scope.ts';
import type { FoundProblem } from './lint-references.ts';
import type { Example } from './pack-rules.ts';
import type { ProviderPack } from './pack-schema.ts';

/** Any moment will do for examples that do not look at times; a fixed one keeps them repeatable. */
const SOME_TIME = '2025-01-15T12:00:00Z';

type Expected = Example['expect'];

/** What the decision says of each thing that an example can expect, in comparable form. */
function answered(decision: ScopeDecision): Readonly<Record<keyof Expected, unknown>> {
  return {
    decision: decision.decision,
    rule: decision.clause?.rule,
    section: decision.clause?.section,
    responsible: decision.responsible,
    missingFacts: decision.missingFacts.map(({ key }) => key),
    channel: decision.channel?.id ?? null,
    priority: decision.priority,
    firstAnswerDue: decision.firstAnswerDue,
    creditPercent: decision.slaCredit?.percent ?? null,
    creditAmount: decision.slaCredit?.amount ?? null,
  };
}

function answerExample(pack: ProviderPack, { given }: Example): ScopeDecision {
  const { product = null, tier = null, topic, rootCause, faultDomain, facts = {}, at = SOME_TIME } = given;
  return decideScope({ pack, product, tier, topic, rootCause, faultDomain, facts, at });
}

export function failedExamples(pack: ProviderPack): readonly FoundProblem[] {
  return pack.examples.flatMap((example, index) => {
    const actual = answered(answerExample(pack, example));
    const fields = Object.keys(example.expect) as (keyof Expected)[];
    return fields
      .map((field) => ({
        field,
        expected: JSON.stringify(example.expect[field]),
        actual: JSON.stringify(actual[field]),
      }))
      .filter((one) => one.expected !== one.actual)
      .map((one) => ({
        path: ['examples', index, 'expect', one.field],
        message: message('scope.lint.exampleFailed', {
          name: example.name,
          expected: one.expected,
          actual: one.actual ?? '-',
        }),
      }));
  });
}
