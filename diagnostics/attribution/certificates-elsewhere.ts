/** C5 for certificates: what another seat is shown by the same server under the same name. */
import type { Evidence } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import { pointAt } from '../model/view/pointing.ts';
import type { Facts } from '../model/view/facts.ts';
import { countingViews } from '../model/view/second-views.ts';
import { allSessions, type SeenSession } from '../model/view/sessions.ts';

const leafPointer = '/data/tls/chain/0/fingerprint256';

/** Sessions of other seats with the same port of the same address, for the same name. */
function sessionsElsewhere(facts: Facts, shown: Observation): readonly SeenSession[] {
  const { address, port } = shown.endpoint;
  const name = 'tls' in shown.data ? shown.data.tls?.serverName : undefined;
  return countingViews(facts).flatMap((view) =>
    allSessions(view.facts).filter(
      ({ observation, session }) =>
        observation.endpoint.address === address &&
        observation.endpoint.port === port &&
        session.serverName === name &&
        session.chain.length > 0,
    ),
  );
}

const leafOf = (shown: Observation): string | undefined =>
  'tls' in shown.data ? shown.data.tls?.chain[0]?.fingerprint256 : undefined;

/** Another seat is shown the same certificate: nobody on the way from here made it. */
export const sameCertificateElsewhere = (facts: Facts, shown: Observation): readonly Evidence[] => {
  const leaf = leafOf(shown);
  return leaf === undefined
    ? []
    : sessionsElsewhere(facts, shown)
        .filter(({ session }) => session.chain[0]?.fingerprint256 === leaf)
        .slice(0, 2)
        .map(({ observation }) => pointAt(observation, leafPointer));
};

/**
 * Another seat is shown another certificate, with a path to a public root, and this one has none. A farm of servers may show several
 * certificates too, so two that both lead to public roots are no sign of anything.
 */
export const otherCertificateElsewhere = (facts: Facts, shown: Observation): readonly Evidence[] => {
  const leaf = leafOf(shown);
  const isPublic = 'tls' in shown.data && shown.data.tls?.trust?.bundled.trusted === true;
  if (leaf === undefined || isPublic || sameCertificateElsewhere(facts, shown).length > 0) return [];
  return sessionsElsewhere(facts, shown)
    .filter(({ session }) => session.trust?.bundled.trusted === true)
    .slice(0, 2)
    .map(({ observation }) => pointAt(observation, leafPointer));
};
