import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  pack,
  SERVER,
  told,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { anObservation } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const feedWith = (title: string, isOpen = true): Observation =>
  anObservation('status-feed', {
    id: 'status-feed',
    control: 'C9',
    endpoint: { name: 'status.hoster.test', address: '45.0.7.1', port: 443 },
    data: {
      connectMs: 10,
      status: 200,
      format: 'statuspage',
      isAuthentic: true,
      entries: [
        {
          title,
          text: '',
          startedAt: '2026-03-02T09:30:00Z',
          updatedAt: '2026-03-02T09:45:00Z',
          isOpen,
          components: [],
        },
      ],
    },
  });
const reverse = fromPublic('1.3.0.45.in-addr.arpa', 'PTR', [
  aRecord('1.3.0.45.in-addr.arpa', 'PTR', 'web1.hoster.test'),
]);
const silent = closed(at(SERVER, 443));
const down = aFinding('unreachable-web-port', `${HOST}:443`, silent);

function world(
  title: string,
  { isOpen = true, seen = [reverse, ...anchorsOf(4)] as readonly Observation[] } = {},
): World {
  const feed = feedWith(title, isOpen);
  const pointer = '/data/entries/0/title';
  const finding = aFinding('provider-incident', `status.hoster.test: ${title}`, [feed], {
    level: 'note',
    evidence: [{ observation: feed.id, pointer, excerpt: title }],
    outcome: isOpen ? 'failed' : 'passed',
  });
  return { provider: pack, observations: [silent, feed, seen], findings: [finding, down] };
}

const known = { cause: 'server.known_incident', domain: 'hosting_provider' } as const;

describe('R54, an incident that the provider knows of', () => {
  fires('R54', 'the page names this machine', world('Server web1 does not respond'), {
    ...known,
    subject: 'Server web1 does not respond',
    confidence: 'likely',
    explains: [
      `unreachable-web-port ${HOST}:443`,
      'provider-incident status.hoster.test: Server web1 does not respond',
    ],
  });
  fires('R54', 'the page names the service and no machine', world('Websites slow or down'), {
    ...known,
    confidence: 'possible',
    missing: ['C9 incident_elsewhere', 'C5 works_elsewhere'],
  });
  trap('R54', 'the page names another machine', world('Websites on web12 slow'), ['R41']);
  trap('R54', 'the page speaks of another service', world('E-mail delayed'), ['R41']);
  trap('R54', 'the incident is over', world('Server web1 does not respond', { isOpen: false }), ['R41']);
  trap('R54', 'nothing fails here', {
    ...world('Server web1 does not respond'),
    findings: world('Server web1 does not respond').findings.slice(0, 1),
  });
  trap('R54', 'it works elsewhere, so the machine is up', {
    ...world('Server web1 does not respond'),
    request: told({ works_elsewhere: 'yes' }),
  });
});
