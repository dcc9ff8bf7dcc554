/** Rules about where mail for the domain is sent (MX records). */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { isClosed, portState } from '../../model/view/sessions.ts';
import { samePortWorks } from '../controls.ts';
import { defineRule, type Rule } from '../rule.ts';
import { type RuleWorld } from '../rule-world.ts';

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
        rivals: [
          {
            faultDomain: 'dns_operator' as const,
            control: 'C6' as const,
            excludedBy: said.slice(0, 3),
            id: 'lookup_failed',
          },
        ],
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

/** C2: port 25 as such can be reached from here, over every family that the domain was dialled on. */
function port25Works(world: RuleWorld): readonly Evidence[] {
  const families = [...new Set(dialAddresses(world.facts, mailDomain(world.facts)).map(familyOf))];
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
          {
            faultDomain: 'dns_operator' as const,
            control: 'C6' as const,
            excludedBy: finding.evidence,
            id: 'lookup_failed',
          },
          ...(finding.level === 'error'
            ? []
            : [
                {
                  faultDomain: 'access_provider' as const,
                  control: 'C2' as const,
                  excludedBy: port25Works(world),
                  id: 'port_blocked_on_the_way',
                },
              ]),
        ],
        evidence: finding.evidence,
        explains: [finding],
      }));
  },
});

export const mailExchangerRules: readonly Rule[] = [mailExchanger, missingExchanger];
