/**
 * The server agrees with us, who offer everything that there ever was, and refuses what a browser of today offers: the one method that it
 * takes, such as Diffie-Hellman over a prime, was dropped by all of them.
 */
import type { Assertion } from '../../model/finding.ts';
import { browserGreeting, isRefusal } from '../../model/view/client-greetings.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { sessionsWithCertificates, subjectOf } from '../../model/view/sessions.ts';
import { suiteName } from '../../model/view/cipher-suites.ts';
import { cantTell, defineCheck, failed, passed } from '../check.ts';

const id = 'refused-browser';

export const refusedBrowser = defineCheck({
  id,
  area: 'tls',
  needs: ['tls-greeting'],
  isOnRequest: true,
  evaluate(facts) {
    const seen = sessionsWithCertificates(facts).filter(
      ({ observation }) => observation.failure === undefined,
    );
    // the first name of a place speaks for it
    const perPlace = new Map(
      seen
        .toReversed()
        .map((each) => [`${each.observation.endpoint.address} ${each.observation.endpoint.port}`, each]),
    );
    return [...perPlace.values()].flatMap(({ observation, session }): readonly Assertion[] => {
      const { address, port } = observation.endpoint;
      const greeting = browserGreeting(facts, address, port);
      if (!greeting) return [];
      const said = {
        check: id,
        subject: subjectOf(observation),
        values: {
          suite: session.cipherSuite ?? '—',
          agreed: greeting.data.suite === undefined ? '—' : suiteName(greeting.data.suite),
        },
      };
      if (greeting.failure === undefined)
        return [passed({ ...said, evidence: [pointAt(greeting, '/data/suite')] })];
      const evidence = [pointAt(greeting, '/failure/detail'), pointAt(observation, '/data/tls/cipherSuite')];
      return [
        isRefusal(greeting)
          ? failed({ ...said, evidence })
          : cantTell({ ...said, evidence: evidence.slice(0, 1) }),
      ];
    });
  },
});
