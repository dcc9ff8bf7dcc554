import { describe, expect, it } from 'vitest';
import { providerIncident } from '../../../../diagnostics/checks/reach/provider-incident.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';

const host = 'status.hoster.test';
const entry = {
  title: 'web1 down',
  text: '',
  startedAt: '2026-03-02T09:30:00Z',
  updatedAt: '2026-03-02T09:45:00Z',
  isOpen: true,
  components: [],
};
const feed = (data: object) =>
  anObservation('status-feed', {
    id: 'status-feed',
    control: 'C9',
    endpoint: { name: host, address: '45.0.7.1', port: 443 },
    data: { connectMs: 10, status: 200, format: 'statuspage', isAuthentic: true, entries: [], ...data },
  } as never);

describe('provider-incident', () => {
  it.each([
    ['passes without an open incident', feed({}), [`passed ${host}`]],
    ['fails for an open one', feed({ entries: [entry] }), [`failed ${host}: web1 down`]],
    ['passes for one that is over', feed({ entries: [{ ...entry, isOpen: false }] }), [`passed ${host}`]],
    [
      'passes for one that lies ahead',
      feed({ entries: [{ ...entry, startedAt: '2026-03-03T09:30:00Z' }] }),
      [`passed ${host}`],
    ],
    [
      'passes for one that was forgotten',
      feed({ entries: [{ ...entry, updatedAt: '2026-02-01T09:30:00Z' }] }),
      [`passed ${host}`],
    ],
    ['cannot tell what the feed means', feed({ format: 'unknown' }), [`cantTell ${host}`]],
    [
      'believes no feed that anybody on the way may have written',
      feed({ entries: [entry], isAuthentic: false }),
      [`cantTell ${host}`],
    ],
    [
      'cannot tell without an answer',
      anObservation('status-feed', {
        id: 'status-feed',
        control: 'C9',
        endpoint: { name: host },
        failure: aFailure('timed_out'),
      }),
      [`cantTell ${host}`],
    ],
  ])('%s', (_, observation, expected) => {
    expect(judgeAll(providerIncident, [observation])).toEqual(expected);
  });
});
