/** C5 for data connections of FTP: what other reports, laid beside this one, saw of them at the same server. */
import type { Evidence } from '../model/message.ts';
import type { ObservationOf } from '../model/observation.ts';
import type { PassiveTry } from '../model/observations/dialogues.ts';
import { pointAt } from '../model/view/pointing.ts';
import { isProviderAddress } from '../model/view/provider-addresses.ts';
import { countingViews, type SecondView } from '../model/view/second-views.ts';
import { stated } from '../model/view/statements.ts';
import { environmentOf, isTunnelled } from '../model/view/vantage.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { RuleWorld } from './rule-world.ts';

/** What one answer to PASV or EPSV came to: the part of it that shows it; undefined where it shows neither. */
export interface DataReading {
  readonly works: (each: PassiveTry) => string | undefined;
  readonly fails: (each: PassiveTry) => string | undefined;
  /** How many distinct ports have to fail; one may be luck. */
  readonly failuresAtLeast: number;
}

/** The data port answered, or it did not within its time. */
export const dataPorts: DataReading = {
  works: ({ connectMs }) => (connectMs === undefined ? undefined : 'connectMs'),
  fails: ({ failure }) => (failure?.operation === 'data_connect' ? 'failure/code' : undefined),
  failuresAtLeast: 2,
};

/** A listing came over a data connection with TLS, or none did. */
export const encryptedListings: DataReading = {
  works: ({ listing }) => (listing && !listing.failure ? 'listing/bytes' : undefined),
  fails: ({ listing }) => (listing?.failure ? 'listing/failure/code' : undefined),
  failuresAtLeast: 1,
};

/** A desk in the provider's own network stands behind the provider's firewall: what it gets is not what customers get. */
const isInsideProvider = ({ facts }: SecondView): boolean =>
  environmentOf(facts)?.data.interfaces.some(({ address }) => isProviderAddress(facts, address)) === true;

interface Seen {
  readonly port: number | undefined;
  readonly evidence: Evidence;
}

function seenAt(
  { facts }: SecondView,
  { endpoint }: ObservationOf<'ftp'>,
  partOf: (each: PassiveTry) => string | undefined,
): readonly Seen[] {
  return facts
    .jobs('ftp')
    .flatMap(({ tries }) => tries)
    .filter((each) => each.control === undefined && each.endpoint.address === endpoint.address)
    .flatMap((each) =>
      each.data.passive.flatMap((one, index): readonly Seen[] => {
        const part = partOf(one);
        return part === undefined
          ? []
          : [{ port: one.port, evidence: pointAt(each, `/data/passive/${index}/${part}`) }];
      }),
    );
}

/** Measured at other seats; a server that serves anybody serves. */
function measured({ facts }: RuleWorld, session: ObservationOf<'ftp'>, reading: DataReading): Elsewhere {
  const views = countingViews(facts);
  const served = views.filter((view) => seenAt(view, session, reading.works).length > 0);
  const works = served
    .filter((view) => !isInsideProvider(view))
    .flatMap((view) => seenAt(view, session, reading.works));
  if (served.length > 0) return { works: works.slice(0, 3).map(({ evidence }) => evidence), fails: [] };
  const fails = views
    .filter((view) => !isTunnelled(view.facts))
    .map((view) => seenAt(view, session, reading.fails))
    .filter((seen) => new Set(seen.map(({ port }) => port)).size >= reading.failuresAtLeast)
    .flat();
  return { works: [], fails: fails.slice(0, 3).map(({ evidence }) => evidence) };
}

/** What was measured goes before what was told; where the two contradict each other, nothing is decided. */
export function dataElsewhere(
  world: RuleWorld,
  session: ObservationOf<'ftp'> | undefined,
  reading: DataReading,
): Elsewhere {
  const told = {
    works: stated(world.facts, 'works_elsewhere', 'yes'),
    fails: stated(world.facts, 'works_elsewhere', 'no'),
  };
  const seen = session ? measured(world, session, reading) : { works: [], fails: [] };
  if (seen.works.length + seen.fails.length === 0) return told;
  const isContradicted =
    (seen.fails.length > 0 && told.works.length > 0) || (seen.works.length > 0 && told.fails.length > 0);
  return isContradicted ? { works: [], fails: [] } : seen;
}
