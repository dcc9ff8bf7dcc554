/** The frame of the FTP checks: one assertion for each control connection. */
import type { Assertion } from '../../model/finding.ts';
import type { Observation, ObservationOf } from '../../model/observation.ts';
import type { FtpListing, PassiveTry } from '../../model/observations/dialogues.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, type Check, type Said } from '../check.ts';

export interface FtpSession {
  readonly facts: Facts;
  readonly job: Tried<'ftp'>;
  /** Every answer to PASV and EPSV over all tries, with its place. */
  readonly passive: readonly PlacedTry[];
  readonly said: (places?: readonly Place[], values?: Said['values']) => Said;
}

export type Place = readonly [Observation, string];

export interface PlacedTry extends PassiveTry {
  readonly place: (part: keyof PassiveTry) => Place;
}

export interface PlacedListing {
  readonly listing: FtpListing;
  /** A part of the listing, as an RFC 6901 pointer without its first slash. */
  readonly part: (part: string) => Place;
}

/** Listings over TLS data connections, in the order in which they were asked for. */
export const listingsOf = ({ passive }: FtpSession): readonly PlacedListing[] =>
  passive.flatMap(({ listing, place }) => {
    if (listing === undefined) return [];
    const [observation, pointer] = place('listing');
    return [{ listing, part: (part: string) => [observation, `${pointer}/${part}`] as const }];
  });

const passiveOf = (session: ObservationOf<'ftp'>): readonly PlacedTry[] =>
  session.data.passive.map((each, index) => ({
    ...each,
    place: (part) => [session, `/data/passive/${index}/${part}`],
  }));

export const ftpCheck = (id: string, evaluate: (session: FtpSession) => Assertion): Check =>
  defineCheck({
    id,
    area: 'ftp',
    needs: ['ftp'],
    evaluate: (facts) =>
      facts
        .jobs('ftp')
        .filter((job) => job.best.control === undefined)
        .map((job) => {
          const subject = endpointSubject(facts, job.best);
          const said: FtpSession['said'] = (places = [], values = {}) => ({
            check: id,
            subject,
            values,
            evidence: places.slice(0, 4).map((place) => pointAt(...place)),
          });
          return evaluate({ facts, job, said, passive: job.tries.flatMap(passiveOf) });
        }),
  });
