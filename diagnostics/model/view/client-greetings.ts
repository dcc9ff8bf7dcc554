/**
 * Which programs of before a server serves, from a few greetings that hold the offers of several. What is refused to all of them together is
 * refused to each; what the server chooses is what each of them could choose that knows the version, the suite and the curve.
 */
import type { ObservationOf } from '../observation.ts';
import { oldClientIds, tlsClients, type TlsClient, type TlsClientId } from '../tls-clients.ts';
import type { Facts } from './facts.ts';

type Greeting = ObservationOf<'tls-greeting'>;
type Old = ObservationOf<'tls'>;

export interface ClientWord {
  readonly client: TlsClientId;
  readonly isServed: boolean;
  readonly seenIn: Greeting | Old;
}

const order = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

const isAt =
  (host: string, port: number) =>
  ({ endpoint }: Greeting | Old): boolean =>
    endpoint.name === host && endpoint.port === port;

/** Greetings to one port of a host that hold offers of old programs. */
export const greetingsTo = (facts: Facts, host: string, port: number): readonly Greeting[] =>
  facts
    .jobs('tls-greeting')
    .map((job) => job.best)
    .filter(isAt(host, port))
    .filter(({ input }) => !input.clients.includes('browser'));

export const isRefusal = ({ failure }: Greeting | Old): boolean => failure?.code === 'tls_alert';

const couldChoose = (client: TlsClient, { data }: Greeting): boolean =>
  order.indexOf(client.newestVersion) >= order.indexOf(data.protocolVersion ?? 'TLSv1.3') &&
  client.suites.includes(data.suite ?? -1) &&
  (data.group === undefined || client.groups.includes(data.group));

function wordIn(id: TlsClientId, greeting: Greeting): ClientWord | undefined {
  if (!greeting.input.clients.includes(id)) return undefined;
  if (isRefusal(greeting)) return { client: id, isServed: false, seenIn: greeting };
  const isServed = greeting.failure === undefined && couldChoose(tlsClients[id], greeting);
  return isServed ? { client: id, isServed, seenIn: greeting } : undefined;
}

/** "That version is too old" (RFC 8446 section 6.2), said to a greeting with TLS 1.1 as its newest, holds for whoever knows TLS 1.0 alone. */
const versionRefused = (facts: Facts, host: string, port: number): Old | undefined =>
  facts
    .jobs('tls')
    .map((job) => job.best)
    .filter(isAt(host, port))
    .find((each) => each.input.newestVersion === 'TLSv1.1' && each.failure?.detail === 'protocol_version');

export function clientWords(facts: Facts, host: string, port: number): readonly ClientWord[] {
  const greetings = greetingsTo(facts, host, port);
  const tooOld = versionRefused(facts, host, port);
  return oldClientIds.flatMap((id): readonly ClientWord[] => {
    for (const greeting of greetings) {
      const word = wordIn(id, greeting);
      if (word) return [word];
    }
    return tooOld && tlsClients[id].newestVersion === 'TLSv1'
      ? [{ client: id, isServed: false, seenIn: tooOld }]
      : [];
  });
}

/** Those of whom nothing is known yet. */
export const undecidedClients = (facts: Facts, host: string, port: number): readonly TlsClientId[] => {
  const known = new Set(clientWords(facts, host, port).map(({ client }) => client));
  return oldClientIds.filter((id) => !known.has(id));
};

/** The greeting of a browser of today to this address and port. */
export const browserGreeting = (
  facts: Facts,
  address: string | undefined,
  port: number | undefined,
): Greeting | undefined =>
  facts
    .jobs('tls-greeting')
    .map((job) => job.best)
    .find(
      ({ input, endpoint }) =>
        input.clients.includes('browser') && endpoint.address === address && endpoint.port === port,
    );
