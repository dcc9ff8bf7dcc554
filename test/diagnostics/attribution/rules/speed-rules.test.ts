import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';

interface Timed {
  readonly url?: string;
  readonly control?: 'C1' | 'C3' | 'C4';
  readonly type?: string;
  readonly address?: string;
}

const timed = (
  firstByteMs: number,
  { url = `https://${HOST}/`, control, type, address = SERVER }: Timed = {},
): Observation =>
  anObservation('http', {
    id: `http/${address}/${url}`,
    endpoint: at(address, url.startsWith('https:') ? 443 : 80),
    input: { url, method: 'GET' },
    data: {
      connectMs: 10,
      status: 200,
      firstByteMs,
      ...(type && { headers: [{ name: 'content-type', value: type }] }),
    },
    ...(control && { control }),
  });

const portal = timed(40, { control: 'C1', url: 'http://portal.alpha.test/204', address: '45.0.6.1' });
const file = (ms: number): Observation =>
  timed(ms, { control: 'C3', url: `https://${HOST}/style.css`, type: 'text/css' });
const robots = (ms: number): Observation =>
  timed(ms, { control: 'C3', url: `https://${HOST}/robots.txt`, type: 'text/plain' });
const serverPage = (ms: number): Observation =>
  timed(ms, { control: 'C4', url: `http://${SERVER}/`, type: 'text/html' });

function slowSite(controls: readonly Observation[], provider: World['provider'] = pack): World {
  const pages = twice(timed(4_000));
  return {
    ...(provider && { provider }),
    observations: [pages, controls],
    findings: [aFinding('slow-first-byte', HOST, pages, { level: 'warning' })],
  };
}

const hung = twice(
  anObservation('http', {
    endpoint: at(SERVER, 443),
    input: { url: `https://${HOST}/`, method: 'GET' },
    data: { connectMs: 10 },
    failure: aFailure('timed_out', 'exchange'),
  }),
);
const hungSite = (controls: readonly Observation[]): World => ({
  provider: pack,
  observations: [hung, controls],
  findings: [aFinding('missing-http-answer', `${HOST}:443`, hung)],
});
const explains = [`slow-first-byte ${HOST}`];

describe('R53, a slow first byte', () => {
  fires(
    'R53',
    'pages crawl and a file comes at once: the site’s software',
    slowSite([portal, file(30), serverPage(20)]),
    {
      cause: 'web.slow_response.only_dynamic',
      domain: 'site_application',
      confidence: 'possible',
      missing: ['C4 runtime_slow_for_all'],
      explains,
    },
  );
  fires(
    'R53',
    'the server’s own page crawls too: load on the server',
    slowSite([portal, file(3_900), serverPage(4_100)]),
    {
      cause: 'web.slow_response.whole_server',
      domain: 'hosting_provider',
      confidence: 'likely',
      missing: [],
      explains,
    },
  );
  fires('R53', 'nothing else tells: nobody is named', slowSite([portal]), {
    cause: 'web.slow_response.site',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C3 server_slow'],
  });
  fires(
    'R53',
    'a slow robots.txt proves nothing, since programs make those too',
    slowSite([portal, robots(3_900), serverPage(20)]),
    {
      cause: 'web.slow_response.site',
      domain: 'undetermined',
    },
  );
  fires(
    'R53',
    'no page at all began quickly from here: the own line stays open',
    slowSite([file(3_900), serverPage(4_100)]),
    {
      cause: 'web.slow_response.whole_server',
      confidence: 'possible',
      missing: ['C1 own_line_slow'],
    },
  );
  fires('R53', 'a page that never begins, beside a file that comes at once', hungSite([portal, file(30)]), {
    cause: 'web.slow_response.only_dynamic',
    explains: [`missing-http-answer ${HOST}:443`],
  });
  fires(
    'R53',
    'a page that never begins, while the server’s own page comes at once',
    hungSite([portal, serverPage(20)]),
    {
      cause: 'web.slow_response.site',
      domain: 'undetermined',
    },
  );
  trap('R53', 'nothing of the site answers: a server that hangs is not slow', hungSite([portal]));
});
