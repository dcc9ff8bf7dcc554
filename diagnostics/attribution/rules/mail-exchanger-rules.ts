/** Rules about where mail for the domain is sent (MX records). */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { dialAddresses, trueAddresses } from '../../model/view/host-addresses.ts';
import { mailboxQuestions } from '../../model/view/provider-mail.ts';
import { stated } from '../../model/view/statements.ts';
import { isClosed, portState } from '../../model/view/sessions.ts';
import { samePortWorks } from '../controls.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, type RuleWorld } from '../rule-world.ts';
import { lookupFailed, sendsMailPrograms } from './mail-parts.ts';

const mailVariant = (finding: Finding): string =>
  ({ 'mx-alias': 'alias', 'mx-address-literal': 'literal' })[finding.check] ?? 'nothing';

/** R34: the record says it itself; a lookup error never comes here, since the check then cannot tell. */
const mailExchanger = defineRule({
  id: 'R34',
  rootCause: 'mail.mx.no_address',
  match: (world) =>
    world.open('mx-without-address', 'mx-alias', 'mx-address-literal').map((finding) => {
      const said = world
        .behind(finding)
        .filter((each) => each.kind === 'dns' && each.failure === undefined)
        .map((each) => pointAt(each, '/data/response/rcode'));
      return {
        subject: finding.subject,
        service: 'mail' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        variant: mailVariant(finding),
        values: { domain: mailDomain(world.facts) },
        rivals: [lookupFailed(said)],
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

/** The domain has mailboxes, since its mail ports answer. */
const hasMailboxes = (world: RuleWorld): boolean =>
  world.findings.some(
    (finding) =>
      finding.outcome === 'passed' &&
      ['unreachable-imap-port', 'unreachable-pop3-port', 'unreachable-submission-port'].includes(
        finding.check,
      ),
  );

/** Without an MX record mail goes to the domain's own address; nobody takes it there. */
const nobodyTakesMail = (world: RuleWorld): boolean => {
  const domain = mailDomain(world.facts);
  const addresses = dialAddresses(world.facts, domain);
  return addresses.length > 0 && addresses.every((address) => isClosed(portState(world.facts, address, 25)));
};

/** C2: port 25 as such can be reached from here, over every family of these addresses. */
function port25Works(world: RuleWorld, addresses: readonly string[]): readonly Evidence[] {
  const families = [...new Set(addresses.map(familyOf))];
  const works = families.map((family) => samePortWorks(world.facts, 25, family));
  return works.every((each) => each.length > 0) ? works.flat() : [];
}

/** No MX, and no address or nobody listening there: mail for the domain goes nowhere (RFC 5321 section 5.1). */
const missingExchanger = defineRule({
  id: 'R34',
  rootCause: 'mail.mx.missing',
  match(world) {
    const isLost = (level: string): boolean =>
      level === 'error' || world.facts.request.symptom === 'mail_cannot_receive' || hasMailboxes(world);
    return world
      .open('missing-mx')
      .filter((finding) => isLost(finding.level) && (finding.level === 'error' || nobodyTakesMail(world)))
      .map((finding) => ({
        subject: finding.subject,
        service: 'mail' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        rivals: [
          lookupFailed(finding.evidence),
          ...(finding.level === 'error'
            ? []
            : [
                {
                  faultDomain: 'access_provider' as const,
                  control: 'C2' as const,
                  excludedBy: port25Works(world, dialAddresses(world.facts, mailDomain(world.facts))),
                  id: 'port_blocked_on_the_way',
                },
              ]),
        ],
        evidence: finding.evidence,
        explains: [finding],
      }));
  },
});

/** The zone says that it takes no mail (RFC 7505): a statement, and a mistake where somebody waits for mail. */
const refusedByZone = defineRule({
  id: 'R34',
  rootCause: 'mail.mx.missing',
  match: (world) =>
    (world.facts.request.symptom === 'mail_cannot_receive' ? world.open('null-mx') : []).map((finding) => ({
      subject: finding.subject,
      service: 'mail',
      accused: 'customer_configuration',
      basis: 'own_words',
      variant: 'refused',
      rivals: [lookupFailed(finding.evidence)],
      evidence: finding.evidence,
      explains: [finding],
    })),
});

/** R35: the mail server's name leads to a network that passes web traffic on, and nobody takes mail there. */
const proxied = defineRule({
  id: 'R35',
  rootCause: 'mail.mx.proxied',
  match: (world) =>
    world.open('proxied-mx').map((finding) => {
      const addresses = trueAddresses(world.facts, finding.subject);
      const isThere = (each: Finding): boolean => {
        const behind = addressesBehind(world, each);
        return behind.length > 0 && behind.every((address) => addresses.includes(address));
      };
      const isClosedThere = addresses.some((address) => isClosed(portState(world.facts, address, 25)));
      return {
        subject: finding.subject,
        service: 'mail' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        values: finding.message.values,
        rivals: [
          {
            faultDomain: 'access_provider' as const,
            control: 'C2' as const,
            excludedBy: isClosedThere ? port25Works(world, addresses) : [],
            id: 'port_blocked_on_the_way',
          },
        ],
        evidence: finding.evidence,
        explains: [finding, ...world.open().filter((each) => each !== finding && isThere(each))],
      };
    }),
});

/** R33: the person waits for mail in a mailbox at the provider, and the domain sends its mail to another company. */
const deliveredElsewhere = defineRule({
  id: 'R33',
  rootCause: 'mail.mx.elsewhere',
  match(world) {
    const atProvider = [
      ...sendsMailPrograms(world, mailboxQuestions(world.facts)),
      ...stated(world.facts, 'mailbox_at', 'hosting_provider'),
    ];
    if (world.facts.request.symptom !== 'mail_cannot_receive' || atProvider.length === 0) return [];
    return world.open('mail-delivered-elsewhere').map((finding) => ({
      subject: finding.subject,
      service: 'mail',
      accused: 'customer_configuration',
      basis: 'own_words',
      values: finding.message.values,
      rivals: [
        lookupFailed(finding.evidence),
        {
          faultDomain: 'mail_operator',
          control: 'C9',
          excludedBy: stated(world.facts, 'uses_mail_filter', 'no'),
          id: 'mail_filter_in_front',
        },
      ],
      questions: ['uses_mail_filter' as const],
      evidence: [...finding.evidence, ...atProvider],
      explains: [finding],
    }));
  },
});

export const mailExchangerRules: readonly Rule[] = [
  mailExchanger,
  missingExchanger,
  refusedByZone,
  proxied,
  deliveredElsewhere,
];
