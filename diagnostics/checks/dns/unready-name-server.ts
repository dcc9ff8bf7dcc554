/** Before a move: a name server that the person gave, and the registry does not name yet, does not hold the zone as it is in force. */
import type { Assertion } from '../../model/finding.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { moveState, newServers } from '../../model/view/zone-copy.ts';
import { cantTell, failed, inapplicable, passed, untested, type Said } from '../check.ts';
import { zoneCheck, type ZoneView } from './each-zone.ts';

const RECORDS_TOLD = 6;

function judge({ facts, said: { check, values } }: ZoneView, server: string): Assertion {
  const state = moveState(facts, server);
  const said: Said = { check, subject: server, values: { ...values, server } };
  switch (state.status) {
    case 'unasked':
      return untested(said);
    case 'silent':
      return cantTell({ ...said, evidence: state.seenIn.map(pointAtTrouble) });
    case 'absent':
      return failed({
        ...said,
        variant: 'absent',
        evidence: state.seenIn.map((each) => pointAt(each, '/data/response/rcode')),
      });
    case 'held': {
      const evidence = state.seenIn.map((each) => pointAt(each, '/data/response/answers/0/value'));
      const records = state.differences.map(({ name, type }) => `${name} ${type}`).slice(0, RECORDS_TOLD);
      return records.length === 0
        ? passed({ ...said, evidence })
        : failed({
            ...said,
            variant: 'differing',
            values: { ...said.values, records: records.join(', ') },
            evidence,
          });
    }
  }
}

export const unreadyNameServer = zoneCheck(
  'unready-name-server',
  (view) => {
    const servers = newServers(view.facts);
    return servers.length === 0
      ? [inapplicable({ ...view.said, variant: 'none' })]
      : servers.map((server) => judge(view, server));
  },
  ['dns'],
);
