/** Rules about the data connections of file transfer and their encryption. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { FtpListing } from '../../model/observations/dialogues.ts';
import { lastWord } from '../../model/view/ftp-words.ts';
import { isBogon } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { notIntercepted, serverIsElsewhere } from '../controls.ts';
import { dataElsewhere, dataPorts, encryptedListings } from '../data-elsewhere.ts';
import { questionsElsewhere, type Elsewhere } from '../elsewhere.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';

export type FtpSession = ObservationOf<'ftp'>;

export const sessionBehind = (world: RuleWorld, finding: Finding): FtpSession | undefined =>
  world.behind(finding).find((each): each is FtpSession => each.kind === 'ftp');

/** TLS from the first byte works at the same address: a server that has TLS and does not offer it on port 21 is rare. */
const implicitTlsWorks = (world: RuleWorld, address: string): boolean =>
  world.facts
    .jobs('ftp')
    .some(
      ({ best }) =>
        best.endpoint.address === address &&
        best.input.security === 'implicit' &&
        best.data.tls?.protocolVersion !== undefined,
    );

/** From another connection it works: then it is this side, unless the server means this address alone. */
function onlyHere({
  works,
}: Elsewhere): Partial<Pick<Match, 'accused' | 'basis' | 'rivals' | 'isOpenQuestion'>> {
  if (works.length === 0) return {};
  const rival = {
    faultDomain: 'hosting_provider',
    control: 'C5',
    excludedBy: works,
    id: 'data_closed_there',
  } as const;
  return { accused: 'customer_network', basis: 'one_vantage', rivals: [rival], isOpenQuestion: false };
}

/** R71: an address that cannot be reached stands in the PASV answer. Over TLS no router on the way can have written it. */
const passiveAddress = defineRule({
  id: 'R71',
  rootCause: 'ftp.passive.private_address',
  match: (world) =>
    world.open('private-passive-address').map((finding): Match => {
      const session = sessionBehind(world, finding);
      const address = session?.endpoint.address ?? '';
      const isOverTls = session?.data.tls !== undefined && session.data.upgrade !== 'failed';
      const overTls =
        isOverTls && notIntercepted(world.facts, session).length > 0
          ? [pointAt(session, '/data/tls/protocolVersion')]
          : [];
      return {
        subject: finding.subject,
        service: 'ftp',
        accused: 'hosting_provider',
        basis: 'own_words',
        // Whoever hides the server's TLS can rewrite its answers as well.
        isOpenQuestion: overTls.length === 0 && implicitTlsWorks(world, address),
        values: { advertised: wrongAddress(session), address, host: session?.endpoint.name ?? address },
        rivals: [
          { faultDomain: 'customer_network', control: 'C3', excludedBy: overTls, id: 'router_rewrites_ftp' },
          ...serverIsElsewhere(world.facts, address),
        ],
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

/** The address in a PASV answer that cannot be right: a special one, else one that is not the peer's. */
const wrongAddress = (session: FtpSession | undefined): string => {
  const stated = (session?.data.passive ?? []).flatMap((each) => each.advertisedAddress ?? []);
  return stated.find(isBogon) ?? stated.find((address) => address !== session?.endpoint.address) ?? '';
};

/** The server went on answering after a data port had failed: no guard shut this address out in the meantime. */
function stillTalking(session: FtpSession | undefined): readonly Evidence[] {
  const firstFailed =
    session?.data.passive.findIndex((each) => each.failure?.operation === 'data_connect') ?? -1;
  const later = session?.data.passive[firstFailed + 1];
  return session && firstFailed >= 0 && later !== undefined
    ? [pointAt(session, `/data/passive/${firstFailed + 1}/reply`)]
    : [];
}

const wordFor = ({ works, fails }: Elsewhere): string =>
  works.length > 0 ? 'works' : fails.length > 0 ? 'fails' : 'unknown';

/** R70: the control connection works and no announced data port answers; a firewall at either end does that. */
const passiveRange = defineRule({
  id: 'R70',
  rootCause: 'ftp.passive.range_closed',
  match: (world) =>
    world.open('closed-passive-port').map((finding): Match => {
      const session = sessionBehind(world, finding);
      const dialled = session?.data.passive.filter((each) => each.failure !== undefined) ?? [];
      const ports = new Set(dialled.map((each) => each.port));
      const elsewhere = dataElsewhere(world, session, dataPorts);
      return {
        subject: finding.subject,
        service: 'ftp',
        accused: 'hosting_provider',
        basis: 'one_vantage',
        isOpenQuestion: true,
        values: { ports: [...ports].join(', '), elsewhere: wordFor(elsewhere) },
        rivals: [
          {
            faultDomain: 'internet_path',
            control: 'C3',
            excludedBy: session && ports.size >= 2 ? [pointAt(session, '/data/passive/0/reply')] : [],
            id: 'one_unlucky_port',
          },
          {
            faultDomain: 'customer_device',
            control: 'C3',
            excludedBy: stillTalking(session),
            id: 'ban_during_session',
          },
          {
            faultDomain: 'customer_network',
            control: 'C5',
            excludedBy: elsewhere.fails,
            id: 'own_firewall_data_ports',
          },
        ],
        questions: questionsElsewhere(world.facts),
        ...onlyHere(elsewhere),
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

export const listingOf = (
  session: FtpSession | undefined,
  kind: FtpListing['handshake'],
): FtpListing | undefined => session?.data.passive.find((each) => each.listing?.handshake === kind)?.listing;

/** R72: the login works, and every listing over an encrypted data connection fails, with the session resumed and without. */
const dataTlsFailed = defineRule({
  id: 'R72',
  rootCause: 'ftp.data_tls.failed',
  match: (world) =>
    world.open('failed-ftp-data-tls').map((finding): Match => {
      const session = sessionBehind(world, finding);
      const address = session?.endpoint.address ?? '';
      const resumed = listingOf(session, 'resumed');
      const reply = resumed?.reply;
      const elsewhere = dataElsewhere(world, session, encryptedListings);
      // TLS on the data connection came about with the server itself, and the server then refused in its own words.
      const isServersWord = reply !== undefined && resumed?.handshakeMs !== undefined;
      return {
        subject: finding.subject,
        service: 'ftp',
        accused: 'hosting_provider',
        basis: isServersWord ? 'own_words' : 'one_vantage',
        isOpenQuestion: true,
        ...(reply === undefined ? {} : { variant: 'said' }),
        values: { reply: lastWord(reply), address },
        rivals: [
          {
            faultDomain: 'customer_network',
            control: 'C5',
            excludedBy: isServersWord && session ? notIntercepted(world.facts, session) : elsewhere.fails,
            id: 'data_tls_broken_on_the_way',
          },
          ...serverIsElsewhere(world.facts, address),
        ],
        questions: questionsElsewhere(world.facts),
        ...onlyHere(elsewhere),
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

export const ftpRules: readonly Rule[] = [passiveAddress, passiveRange, dataTlsFailed];
