/** Rules about sessions that were opened and went wrong: TLS handshakes. */
import type { Evidence } from '../../model/message.ts';
import { notIntercepted, serverIsElsewhere } from '../controls.ts';
import { interceptedControls } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { byServer } from '../same-server.ts';

/** RFC 3207 section 4: 454, by which the mail server itself says on another port that it has no TLS to offer for now. */
const saysTlsUnavailable = (world: RuleWorld, address: string): readonly Evidence[] =>
  world.facts
    .jobs('smtp')
    .map(({ best }) => best)
    .filter(
      ({ endpoint, failure }) =>
        endpoint.address === address &&
        failure?.code === 'starttls_refused' &&
        failure.detail.startsWith('454'),
    )
    .map((each) => pointAt(each, '/failure/detail'));

/** R94: TCP stands and TLS does not come about, for every try. */
const handshakeFailed = defineRule({
  id: 'R94',
  rootCause: 'tls.handshake_failed',
  match: (world) =>
    groupBy(world.open('failed-tls-handshake'), (finding) => world.behind(finding)[0]?.failure?.code ?? '')
      .flatMap(([, alike]) => byServer(world, alike))
      .map((findings): Match => {
        const tries = findings.flatMap((finding) => world.behind(finding));
        const saidByServer = tries
          .filter((each) => each.failure?.code === 'tls_alert' || each.failure?.code === 'tls_not_spoken')
          .map((each) => pointAt(each, '/failure/code'));
        const address = tries[0]?.endpoint.address ?? '';
        const said = [...saidByServer, ...saysTlsUnavailable(world, address)];
        const unalteredElsewhere = notIntercepted(world.facts, undefined);
        return {
          subject: endpointsInShort(tries),
          service: null,
          accused: 'hosting_provider',
          basis: 'one_vantage',
          isOpenQuestion: true,
          rivals: [
            {
              faultDomain: 'customer_network',
              control: 'C5',
              excludedBy: unalteredElsewhere.length > 0 ? said.slice(0, 1) : [],
              id: 'handshake_cut_on_the_way',
            },
            ...serverIsElsewhere(world.facts, address),
          ],
          values: { address, host: tries[0]?.endpoint.name ?? address },
          evidence: evidenceOf(findings),
          explains: findings,
        };
      }),
});

/** R94: the newest that the server offers is out of date (RFC 8996), so programs of today break off where ours goes on. */
const serverOutdated = defineRule({
  id: 'R94',
  rootCause: 'tls.server_outdated',
  match: (world) =>
    groupBy(
      // a program on this side that re-signs connections chooses the version as well
      interceptedControls(world.facts).length > 0 ? [] : world.open('obsolete-tls-version'),
      (finding) => world.behind(finding)[0]?.endpoint.address ?? '',
    ).map(([address, findings]): Match => {
      const sessions = findings.flatMap((finding) => world.behind(finding).slice(0, 1));
      const first = sessions[0];
      const isOwn =
        first !== undefined && 'tls' in first.data && first.data.tls?.trust?.bundled.trusted === true;
      return {
        subject: endpointsInShort(sessions),
        service: null,
        accused: 'hosting_provider',
        basis: isOwn ? 'own_words' : 'one_vantage',
        rivals: [
          {
            faultDomain: 'customer_device',
            control: 'C8',
            excludedBy: notIntercepted(world.facts, first),
            id: 'certificate_replaced_on_the_way',
          },
          ...serverIsElsewhere(world.facts, address),
        ],
        values: { ...findings[0]!.message.values, address, host: first?.endpoint.name ?? address },
        evidence: evidenceOf(findings),
        explains: findings,
      };
    }),
});

/** R94: the one method that the server takes was dropped by every browser, which its own alert to such a greeting says. */
const methodOutdated = defineRule({
  id: 'R94',
  rootCause: 'tls.server_outdated',
  match: (world) =>
    groupBy(
      interceptedControls(world.facts).length > 0 ? [] : world.open('refused-browser'),
      (finding) => world.behind(finding)[0]?.endpoint.address ?? '',
    ).map(([address, findings]): Match => {
      const seen = findings.flatMap((finding) => world.behind(finding));
      const own = seen.find((each) => 'tls' in each.data);
      const consequences = world
        .open('weak-key-exchange', 'weak-cipher-suite')
        .filter((finding) =>
          world.behind(finding).some(({ endpoint }) => endpoint.name === own?.endpoint.name),
        );
      return {
        subject: endpointsInShort(seen.slice(0, 1)),
        service: null,
        variant: 'method',
        accused: 'hosting_provider',
        basis:
          own && 'tls' in own.data && own.data.tls?.trust?.bundled.trusted === true
            ? 'own_words'
            : 'one_vantage',
        rivals: [
          {
            faultDomain: 'customer_device',
            control: 'C8',
            excludedBy: notIntercepted(world.facts, own),
            id: 'certificate_replaced_on_the_way',
          },
          ...serverIsElsewhere(world.facts, address),
        ],
        values: { ...findings[0]!.message.values, address, host: own?.endpoint.name ?? address },
        evidence: evidenceOf(findings),
        explains: [...findings, ...consequences],
      };
    }),
});

export const sessionRules: readonly Rule[] = [handshakeFailed, serverOutdated, methodOutdated];
