/** Worlds for the rules about file transfer: somebody came for FTP, and one check failed on port 21. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import { aFinding, at, HOST, SERVER, type World } from './attribution-factories.ts';
import { aFailure, anObservation, aRequest } from './factories.ts';

export const SUBJECT = `${HOST}:21`;

/** Somebody came for file transfer, and gave these facts. */
export const cameForFtp = (facts: Readonly<Record<string, string>> = {}): NonNullable<World['request']> =>
  aRequest({ symptom: 'ftp_cannot_connect', facts });

/** The check failed on the first of these observations. */
export const ftpWorld = (
  check: string,
  observations: readonly Observation[],
  partial: Partial<World> = {},
): World => ({
  request: cameForFtp(),
  observations,
  findings: [
    aFinding(check, SUBJECT, observations.slice(0, 1), {
      level: check.startsWith('required-') ? 'note' : 'error',
    }),
  ],
  ...partial,
});

/** The same world after the person has answered. */
export const answered = (base: World, facts: Readonly<Record<string, string>>): World => ({
  ...base,
  request: cameForFtp(facts),
});

/** A server that sends the connection away with its first line. */
export const turnedAway = (greeting: string): Observation =>
  anObservation('ftp', {
    endpoint: at(SERVER, 21),
    data: { connectMs: 10, greeting, upgrade: 'not_tried', login: 'not_tried', passive: [], transcript: [] },
    failure: aFailure('rejected', 'greet', greeting),
  });
/** In the words of a limit for one address. */
export const PER_ADDRESS = '421 There are too many connections from your internet address.';
