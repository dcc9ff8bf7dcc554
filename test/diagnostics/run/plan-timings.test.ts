import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { timingKey } from '../../../diagnostics/model/view/nearby.ts';
import { planTimings } from '../../../diagnostics/run/plan/timing-planner.ts';
import {
  aCertificate,
  aSession,
  at,
  closed,
  HOST,
  open,
  SERVER,
  trust,
} from '../../support/attribution-factories.ts';
import { aFacts, anObservation } from '../../support/factories.ts';
import { timedAlone } from '../../support/network-factories.ts';

const after = (ms: number, port: number): Observation => open(at(SERVER, port), { data: { connectMs: ms } });
const refused = closed(at(SERVER, 587), 'connection_refused');
const later = (each: Observation, ms: number): Observation => ({
  ...each,
  startedAt: new Date(Date.parse(each.startedAt) + ms).toISOString(),
});
/** A short way, on which a dialogue takes its time. */
const stillOpen = (port: number): Observation =>
  open(at(SERVER, port), { data: { connectMs: 4 }, durationMs: 5_000 });
const signedByNobody = (ms: number): Observation =>
  anObservation('imap', {
    endpoint: at(SERVER, 993),
    data: {
      connectMs: ms,
      upgrade: 'not_tried',
      transcript: [],
      tls: aSession({ chain: [aCertificate({})], trust: trust.nobody }),
    },
  });
const planned = (...observations: readonly (Observation | readonly Observation[])[]): readonly string[] =>
  planTimings(aFacts({ observations })).map(({ key }) => key);
const keys = (...ports: readonly number[]): readonly string[] => ports.map((port) => timingKey(SERVER, port));

describe(`what is measured alone for ${HOST}`, () => {
  it.each<[string, readonly (Observation | readonly Observation[])[], readonly string[]]>([
    ['nothing where nothing is refused', [after(40, 993)], []],
    ['nothing where the way is short: near and far look the same', [after(4, 993), refused], []],
    [
      'the way, by whichever open port still has a place, the fastest first, and then again',
      [after(40, 993), after(38, 25), refused],
      keys(25, 993, 25, 993, 25, 993),
    ],
    [
      'nothing of the way any more once it turned out short',
      [after(40, 993), timedAlone(4, 993).slice(1), refused],
      [],
    ],
    [
      'a port that was refused only beside more open connections than any other stood beside',
      [stillOpen(993), stillOpen(25), stillOpen(465), refused.map((each) => later(each, 100))],
      keys(587),
    ],
    [
      'no port that was refused with nothing beside it',
      [stillOpen(993), stillOpen(25), stillOpen(465), refused.map((each) => later(each, 9_000))],
      [],
    ],
    ['the refusal, once the way is known', [after(40, 993), timedAlone(38, 993), refused], keys(587)],
    [
      'the way beside a mail session that came too fast',
      [after(40, 443), signedByNobody(2)],
      keys(443, 443, 443),
    ],
    ['nothing more once that way is known', [after(40, 443), timedAlone(40, 443), signedByNobody(2)], []],
    ['nothing beside a mail session that took its time', [after(40, 443), signedByNobody(38)], []],
  ])('%s', (_story, observations, expected) => {
    expect(planned(...observations)).toEqual(expected);
  });
});
