/** Rules about what the zone says of mail that is sent in the domain's name (SPF). */
import type { Finding } from '../../model/finding.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { matchesAny } from '../../model/view/host-pattern.ts';
import { isNullMx, mailDomain, mxTargets } from '../../model/view/hosts.ts';
import { submissionQuestions } from '../../model/view/provider-mail.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { type RuleWorld } from '../rule-world.ts';
import { lookupFailed, sendsMailPrograms } from './mail-parts.ts';
import { blockListRules } from './block-list-rule.ts';
import { senderRules } from './sender-rules.ts';

/** Mail arrives for the domain, so mail is sent in its name too; or the person came because of sending. */
const sendsMail = ({ facts }: RuleWorld): boolean => {
  const targets = mxTargets(facts) ?? [];
  return (targets.length > 0 && !isNullMx(targets)) || facts.request.symptom === 'mail_cannot_send';
};

/** R36: the zone does not say who may send. */
const missing = defineRule({
  id: 'R36',
  rootCause: 'mail.spf.missing',
  match: (world) =>
    (sendsMail(world) ? world.open('missing-spf') : []).map((finding) => ({
      subject: finding.subject,
      service: 'mail',
      accused: 'customer_configuration',
      basis: 'own_words',
      rivals: [lookupFailed(finding.evidence)],
      evidence: finding.evidence,
      explains: [finding],
    })),
});

const variantOf = (finding: Finding): string => finding.message.key.split('.')[3] ?? '';

/** What is wrong in a record that the domain's own only includes. */
const isIncludedRecord = ({ facts }: RuleWorld, finding: Finding): boolean =>
  ['syntax', 'several', 'names'].includes(variantOf(finding)) &&
  finding.check === 'broken-spf' &&
  finding.message.values['place'] !== mailDomain(facts);

/** An included policy is its owner's: the provider's when the pack names it. The domain's own, and what it names, are the customer's. */
function ownerOf(world: RuleWorld, finding: Finding): FaultDomain {
  if (!isIncludedRecord(world, finding)) return 'customer_configuration';
  const place = String(finding.message.values['place']);
  return matchesAny(world.facts.provider?.spfIncludes ?? [], place) ? 'hosting_provider' : 'mail_operator';
}

/** By check and its variant; what is wrong in somebody else's record is `included`. */
const policyVariants: Readonly<Record<string, string>> = {
  'duplicate-spf': 'several',
  'broken-spf.syntax': 'syntax',
  'broken-spf.no-record': 'no_record',
  'broken-spf.names': 'names',
  'excessive-spf-lookups': 'lookups',
  'excessive-spf-lookups.void': 'void',
};
const includedVariant = 'included';

const wordingOf = (world: RuleWorld, finding: Finding): string =>
  isIncludedRecord(world, finding)
    ? includedVariant
    : policyVariants[[finding.check, variantOf(finding)].filter(Boolean).join('.')]!;

const invalidPolicy = (world: RuleWorld, finding: Finding): Match => ({
  subject: finding.subject,
  service: 'mail',
  accused: ownerOf(world, finding),
  basis: 'own_words',
  variant: wordingOf(world, finding),
  values: finding.message.values,
  rivals: [lookupFailed(finding.evidence)],
  evidence: finding.evidence,
  explains: [finding],
});

/** R36: the zone says it in a way that no receiver can use. */
const invalid = defineRule({
  id: 'R36',
  rootCause: 'mail.spf.invalid',
  match: (world) =>
    (sendsMail(world) ? world.open('duplicate-spf', 'broken-spf', 'excessive-spf-lookups') : []).map(
      (finding) => invalidPolicy(world, finding),
    ),
});

/** R36: the policy is sound and leaves out the servers that the provider sends from. */
const providerOutside = defineRule({
  id: 'R36',
  rootCause: 'mail.spf.provider_not_permitted',
  match: (world) =>
    world.open('provider-outside-spf').map((finding) => ({
      subject: finding.subject,
      service: 'mail',
      accused: 'customer_configuration',
      basis: 'own_words',
      ...(variantOf(finding) === 'soft' ? { variant: 'soft' } : {}),
      values: finding.message.values,
      rivals: [
        lookupFailed(finding.evidence),
        {
          faultDomain: 'mail_operator',
          control: 'C9',
          excludedBy: sendsMailPrograms(world, submissionQuestions(world.facts)),
          id: 'sends_elsewhere',
        },
      ],
      evidence: finding.evidence,
      explains: [finding],
    })),
});

export const mailPolicyRules: readonly Rule[] = [
  missing,
  invalid,
  providerOutside,
  ...senderRules,
  ...blockListRules,
];
