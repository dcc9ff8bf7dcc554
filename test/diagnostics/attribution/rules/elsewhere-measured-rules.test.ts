import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { StationOutcome } from '../../../../diagnostics/model/observations/outside.ts';
import {
  at,
  closed,
  ELSEWHERE,
  fires,
  nobody,
  open,
  samePortClosed,
  SERVER,
  stations,
  verdictsOf,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  guard,
  likelyProvider,
  failsElsewhere,
  seat,
  shutServer,
  silent,
  worksElsewhere,
  type Seen,
} from '../../../support/elsewhere-factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';

describe('what stations elsewhere see', () => {
  const seenBy = (...outcomes: readonly StationOutcome[]): Seen => ({
    ...silent,
    controls: [...seat, stations(443, ...outcomes)],
  });
  fires('R41', 'a station gets through: this address is shut out', shutServer(seenBy('silent', 'works')), {
    ...likelyProvider,
    cause: 'server.client_blocked',
  });
  fires(
    'R41',
    'stations of two networks get no answer: the server is down',
    shutServer(seenBy('silent', 'silent')),
    {
      ...likelyProvider,
      cause: 'server.down',
    },
  );
  fires(
    'R41',
    'routers say that there is no way, here and elsewhere: the way or the server',
    shutServer({ ...seenBy('unreachable', 'unreachable'), how: 'host_unreachable' }),
    { ...nobody, cause: 'server.down', missing: ['C9 route_missing'] },
  );
  fires(
    'R93',
    'refused elsewhere too',
    shutServer({ ...guard, controls: [...guard.controls, stations(22, 'refused', 'refused')] }),
    {
      ...likelyProvider,
      cause: 'service.stopped',
    },
  );

  it.each([
    ['only one network says so', [stations(443, 'silent')], {}],
    ['one network says so twice', [stations(443, 'silent'), { ...stations(443, 'silent'), id: 'again' }], {}],
    ['the stations cannot tell', [stations(443, 'unknown', 'unknown', 'unknown')], {}],
    ['another port was tried', [stations(8443, 'silent', 'silent')], {}],
    ['the phone says the contrary', [stations(443, 'silent', 'silent')], worksElsewhere],
  ] as const)('R41 does not decide when %s', (_, seen, said) => {
    const world = shutServer({ ...silent, said, controls: [...seat, ...(seen as readonly Observation[])] });
    expect(verdictsOf(world)[0]).toMatchObject({ ...nobody, cause: 'server.unreachable_here.ban_or_outage' });
  });

  it('R41 believes a station that gets through more than a phone that does not', () => {
    const world = shutServer({
      ...silent,
      said: failsElsewhere,
      controls: [...seat, stations(443, 'works')],
    });
    expect(verdictsOf(world)[0]?.cause).toBe('server.client_blocked');
  });
});

describe('what another seat sees', () => {
  const hotspot = (...seen: readonly (Observation | readonly Observation[])[]): readonly Observation[] =>
    fromSeat([...atHotspot, ...seen.flat()]);
  const beside = (there: readonly Observation[], part: Partial<Seen> = {}): World =>
    shutServer({ ...silent, ...part, controls: [atHome, ...(part.controls ?? silent.controls), ...there] });

  fires('R41', 'the phone gets through: this address is shut out', beside(hotspot(open(at(SERVER, 443)))), {
    ...likelyProvider,
    confidence: 'proven',
    cause: 'server.client_blocked',
  });
  fires(
    'R41',
    'only one port was tried, and a filter on the way may drop one port: no proof',
    beside(hotspot(open(at(SERVER, 443))), { closed: [443] }),
    { ...likelyProvider, cause: 'server.client_blocked' },
  );
  it('R41 is not about a machine that refuses on a port tried as a control: it is up, and answers this address', () => {
    const refusing = closed(at(SERVER, 22), 'connection_refused', { control: 'C3' });
    const world = beside(hotspot(open(at(SERVER, 443))), { controls: [...silent.controls, ...refusing] });
    expect(verdictsOf(world).map(({ rule }) => rule)).not.toContain('R41');
  });
  fires(
    'R41',
    'the phone gets no answer either: the server is down',
    beside(hotspot(closed(at(SERVER, 443)))),
    {
      ...likelyProvider,
      cause: 'server.down',
    },
  );
  fires(
    'R51',
    'neighbours fail here, the phone gets through',
    beside(hotspot(open(at(SERVER, 80))), { controls: anchorsOf(4) }),
    {
      ...nobody,
      cause: 'network.path_broken',
    },
  );
  fires('R42', 'the guarded port answers the phone', beside(hotspot(open(at(SERVER, 22))), guard), {
    ...likelyProvider,
    cause: 'service.client_blocked',
  });
  fires(
    'R93',
    'the port refuses the phone too',
    beside(hotspot(closed(at(SERVER, 22), 'connection_refused')), guard),
    {
      ...likelyProvider,
      cause: 'service.stopped',
    },
  );
  fires(
    'R41',
    'one of two seats gets through: the server is up',
    beside([
      ...hotspot(closed(at(SERVER, 443))),
      ...fromSeat([...atHotspot, open(at(SERVER, 443))], { view: 'view-2' }),
    ]),
    { ...likelyProvider, cause: 'server.client_blocked' },
  );

  it.each([
    ['it was one failed try', hotspot(closed(at(SERVER, 443))[0]!)],
    ['its own line was not shown to work', fromSeat([atHotspot[0]!, ...closed(at(SERVER, 443))])],
    ['the port fails there towards others too', hotspot(closed(at(SERVER, 80)), samePortClosed(80))],
    ['it was made an hour later', fromSeat([...atHotspot, open(at(SERVER, 443))], { minutes: 60 })],
    ['it looked at another address', hotspot(open(at(ELSEWHERE, 443)))],
  ])('decides nothing when %s', (_, there) => {
    expect(verdictsOf(beside(there))[0]).toMatchObject({
      ...nobody,
      cause: 'server.unreachable_here.ban_or_outage',
    });
  });

  it('asks about the connection where the reports do not show it', () => {
    const same = fromSeat([atHome, ...anchorsOf(4), open(at(SERVER, 443))]);
    const [unclear] = verdictsOf(beside(same));
    expect(unclear?.missing).toEqual(['C5 ban_or_outage', 'C5 works_elsewhere', 'C5 other_connection']);
    const [told] = verdictsOf(beside(same, { said: { other_connection: 'yes' } }));
    expect(told?.cause).toBe('server.client_blocked');
  });
});
