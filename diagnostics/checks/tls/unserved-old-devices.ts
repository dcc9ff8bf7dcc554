/** Which programs of before still get in, and which do not: a note, since what keeps them out is what protects everybody else. */
import type { Facts } from '../../model/view/facts.ts';
import { clientWords, greetingsTo, undecidedClients } from '../../model/view/client-greetings.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { tlsClients, type TlsClientId } from '../../model/tls-clients.ts';
import type { Assertion } from '../../model/finding.ts';
import { cantTell, defineCheck, failed, passed } from '../check.ts';

const id = 'unserved-old-devices';

const namesOf = (clients: readonly TlsClientId[]): string =>
  clients.length === 0 ? 'none' : clients.map((each) => tlsClients[each].name).join(', ');

function assertionFor(facts: Facts, host: string, port: number): Assertion {
  const words = clientWords(facts, host, port);
  const of = (isServed: boolean) => words.filter((each) => each.isServed === isServed);
  const first = greetingsTo(facts, host, port)[0]!;
  const said = {
    check: id,
    subject: `${host}:${port}`,
    values: {
      refused: namesOf(of(false).map(({ client }) => client)),
      served: namesOf(of(true).map(({ client }) => client)),
      unknown: namesOf(undecidedClients(facts, host, port)),
    },
    evidence: [...new Map(words.map(({ seenIn }) => [seenIn.id, seenIn])).values()].map((seen) =>
      pointAt(seen, seen.failure === undefined ? '/data/suite' : '/failure/detail'),
    ),
  };
  if (words.length === 0)
    return cantTell({ ...said, evidence: [pointAt(first, first.failure ? '/failure/code' : '/data/suite')] });
  return (of(false).length > 0 ? failed : passed)(said);
}

export const unservedOldDevices = defineCheck({
  id,
  area: 'tls',
  needs: ['tls-greeting'],
  isOnRequest: true,
  evaluate: (facts) =>
    [
      ...new Map(
        facts
          .jobs('tls-greeting')
          .map((job) => job.best)
          .filter(({ input }) => !input.clients.includes('browser'))
          .map(({ endpoint: { name = '', port = 0 } }) => [`${name} ${port}`, { name, port }] as const),
      ).values(),
    ].map(({ name, port }) => assertionFor(facts, name, port)),
});
