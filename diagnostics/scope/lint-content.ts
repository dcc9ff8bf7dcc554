/** What a pack of the right shape can still get wrong. */
import { isRecipient } from './age-recipient.ts';
import { message } from '../model/message.ts';
import { duplicateIds, idProblem, scopedProblems, type FoundProblem } from './lint-references.ts';
import type { ProviderPack } from './pack-schema.ts';
import type { Rule } from './pack-rules.ts';
import { failedExamples } from './run-examples.ts';
import type { Vocabulary } from './vocabulary.ts';
import { isTimeZone } from './zoned-time.ts';

const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id);

function ruleProblems(pack: ProviderPack, vocabulary: Vocabulary): FoundProblem[] {
  const tiers = pack.products.flatMap((product) => idsOf(product.tiers));
  return pack.rules.flatMap((rule, index) => {
    const path = ['rules', index];
    return [
      ...scopedProblems(path, rule, pack, vocabulary),
      ...idProblem([...path, 'channel'], rule.channel, idsOf(pack.channels), 'Channel'),
      ...idProblem([...path, 'priority'], rule.priority, idsOf(pack.priorities), 'Priority'),
      ...idProblem([...path, 'sla'], rule.sla, idsOf(pack.sla), 'Sla'),
      ...(typeof rule.cost === 'string'
        ? idProblem([...path, 'cost'], rule.cost, Object.keys(pack.costs), 'Cost')
        : []),
      ...Object.keys(rule.sectionByTier ?? {}).flatMap((tier) =>
        idProblem([...path, 'sectionByTier', tier], tier, tiers, 'Tier'),
      ),
    ];
  });
}

const isUnconditional = (rule: Rule): boolean =>
  rule.topics.includes('*') &&
  [rule.products, rule.tiers, rule.faultDomains, rule.when].every((part) => part === undefined);

/** Without a rule for whatever is left, silence would look like an answer. */
function lastRuleProblem({ rules }: ProviderPack): FoundProblem[] {
  const last = rules.at(-1);
  if (last !== undefined && isUnconditional(last)) return [];
  return [{ path: ['rules', Math.max(0, rules.length - 1)], message: message('scope.lint.lastRule') }];
}

function serviceProblems(pack: ProviderPack, vocabulary: Vocabulary): FoundProblem[] {
  const hours = idsOf(pack.hours);
  const scoped = (['channels', 'priorities', 'promises'] as const).flatMap((part) =>
    pack[part].flatMap((entry, index) => scopedProblems([part, index], entry, pack, vocabulary)),
  );
  const known = pack.products.flatMap(({ tiers }, place) =>
    tiers.flatMap(({ when }, index) =>
      scopedProblems(['products', place, 'tiers', index], { when }, pack, vocabulary),
    ),
  );
  return [
    ...known,
    ...scoped,
    ...pack.channels.flatMap((channel, index) =>
      idProblem(['channels', index, 'hours'], channel.hours, hours, 'Hours'),
    ),
    ...pack.priorities.flatMap(({ response }, index) =>
      idProblem(['priorities', index, 'response', 'hours'], response?.hours, hours, 'Hours'),
    ),
    ...pack.priorities.flatMap(({ channels = [] }, index) =>
      channels.flatMap((id, place) =>
        idProblem(['priorities', index, 'channels', place], id, idsOf(pack.channels), 'Channel'),
      ),
    ),
    ...pack.promises.flatMap(({ within }, index) =>
      idProblem(['promises', index, 'within', 'hours'], within?.hours, hours, 'Hours'),
    ),
  ];
}

function hoursProblems(pack: ProviderPack): FoundProblem[] {
  const zones = [
    ...pack.hours.map(({ timeZone }, index) => ({ timeZone, path: ['hours', index, 'timeZone'] })),
    ...pack.sla.map(({ timeZone }, index) => ({ timeZone, path: ['sla', index, 'timeZone'] })),
  ];
  const intervals = pack.hours.flatMap(({ weekly }, index) =>
    weekly.flatMap(({ from, to }, place) =>
      from < to
        ? []
        : [
            {
              path: ['hours', index, 'weekly', place],
              message: message('scope.lint.badInterval', { from, to }),
            },
          ],
    ),
  );
  const unknown = zones.filter(({ timeZone }) => !isTimeZone(timeZone));
  return [
    ...unknown.map(({ timeZone, path }) => ({
      path,
      message: message('scope.lint.unknownZone', { name: timeZone }),
    })),
    ...intervals,
  ];
}

/** A platform fact without a source may be a guess, and a guess would put blame on the wrong side. */
function identityProblems({ identity }: ProviderPack): FoundProblem[] {
  const { sources, statusPage, statusFeed, certificateRenewalDays, ...lists } = identity;
  const given =
    statusPage !== null ||
    statusFeed !== null ||
    certificateRenewalDays !== undefined ||
    Object.values(lists).some((entries) => entries.length > 0);
  return given && sources.length === 0
    ? [{ path: ['identity', 'sources'], message: message('scope.lint.noSource') }]
    : [];
}

/** A mistyped recipient would seal reports for nobody. */
const recipientProblems = ({ reportRecipient }: ProviderPack): FoundProblem[] =>
  reportRecipient === undefined || reportRecipient === null || isRecipient(reportRecipient)
    ? []
    : [{ path: ['reportRecipient'], message: message('scope.lint.badFormat', { format: 'recipient' }) }];

export function contentProblems(pack: ProviderPack, vocabulary: Vocabulary): readonly FoundProblem[] {
  const duplicates = (
    ['products', 'hours', 'channels', 'priorities', 'promises', 'sla', 'definitions', 'rules'] as const
  ).flatMap((part) => duplicateIds([part], idsOf(pack[part])));
  const problems = [
    ...duplicates,
    ...serviceProblems(pack, vocabulary),
    ...hoursProblems(pack),
    ...identityProblems(pack),
    ...recipientProblems(pack),
    ...ruleProblems(pack, vocabulary),
    ...lastRuleProblem(pack),
  ];
  // Examples that run on a broken pack would only repeat its mistakes.
  return problems.length > 0 ? problems : failedExamples(pack);
}
