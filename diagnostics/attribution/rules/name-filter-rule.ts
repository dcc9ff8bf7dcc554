/** A filter on the way that cuts connections by the name that they are for (SNI, RFC 6066 section 3). */
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import {
  cutPages,
  hasSpokenTls,
  isCut,
  nameElsewhere,
  unnamedSession,
} from '../../model/view/cut-handshakes.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { failure } from '../controls.ts';
import { defineRule, type Match } from '../rule.ts';
import { evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

const OPERATORS_AT_LEAST = 2;

/** C2: hosts of two operators that have nothing to do with the name are cut off as well when it is named, and answer to their own. */
function cutElsewhere(world: RuleWorld, name: string): readonly Evidence[] {
  const tried = nameElsewhere(world.facts, name).map((job) => job.best);
  const answersToOwn = (site: ObservationOf<'tls'>): boolean =>
    world.facts
      .jobs('tls')
      .some(
        ({ best }) =>
          best.endpoint.address === site.endpoint.address &&
          best.input.serverName !== name &&
          hasSpokenTls(best),
      );
  const cut = tried.filter((each) => isCut(each) && answersToOwn(each));
  const operators = new Set(cut.map((each) => each.endpoint.operator));
  return operators.size >= OPERATORS_AT_LEAST && cut.length === tried.length ? cut.map(failure) : [];
}

/** The server speaks TLS to whoever names nobody: pointed at where it is seen. */
const speaksUnnamed = (world: RuleWorld, page: ObservationOf<'http'>): readonly Evidence[] => {
  const session = unnamedSession(world.facts, page)?.best;
  return session ? [pointAt(session, '/data/tls/protocolVersion', '/failure/code', '/data/connectMs')] : [];
};

/**
 * R49: only with proof at hosts that have nothing to do with the name. Without it a server that cuts this name off by itself looks
 * alike, and R94 says that nobody can be named.
 */
export const nameFiltered = defineRule({
  id: 'R49',
  rootCause: 'network.name_filtered',
  match(world) {
    const findings = world.open('failed-tls-handshake');
    const pages = cutPages(world.facts).filter(
      (page) =>
        speaksUnnamed(world, page).length > 0 &&
        findings.some((finding) =>
          world.behind(finding).some((each) => each.endpoint.name === page.endpoint.name),
        ),
    );
    // names that were cut here, of which one was tried elsewhere: a filter takes what holds the word
    const proof = groupBy(pages, (page) => page.endpoint.name!).flatMap(([name]) =>
      cutElsewhere(world, name),
    );
    if (pages.length === 0 || proof.length === 0) return [];
    const names = [...new Set(pages.map((page) => page.endpoint.name!))].sort();
    const explained = findings.filter((finding) =>
      world
        .behind(finding)
        .every((each) => names.includes(each.endpoint.name ?? '') && isCut(each as ObservationOf<'http'>)),
    );
    const unnamed = pages.flatMap((page) => speaksUnnamed(world, page)).slice(0, 2);
    const match: Match = {
      subject: names.join(', '),
      service: 'web',
      accused: 'customer_network',
      basis: 'one_vantage',
      isOpenQuestion: true,
      rivals: [
        { faultDomain: 'hosting_provider', control: 'C8', excludedBy: unnamed, id: 'tls_broken_at_server' },
        {
          faultDomain: 'hosting_provider',
          control: 'C2',
          excludedBy: proof.slice(0, 4),
          id: 'server_cuts_name',
        },
        { faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'filter_here_or_further' },
      ],
      evidence: [...evidenceOf(explained), ...proof].slice(0, 10),
      explains: explained,
    };
    return [match];
  },
});
