import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  addressInZone,
  aFinding,
  aPage,
  at,
  ELSEWHERE,
  HOST,
  nobody,
  pack,
  problemsOf,
  SERVER,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';

interface ErrorPage {
  /** Status of a static file of the site (C3). */
  readonly file?: number;
  /** Status of the server's own page (C4). */
  readonly server?: number;
  readonly address?: string;
  readonly zone?: readonly Observation[];
  readonly provider?: World['provider'];
}

/** A page with an error, and what else of the server was asked for. */
function errorPage({
  file,
  server,
  address = SERVER,
  zone = [addressInZone(address)],
  provider,
}: ErrorPage): World {
  const endpoint = at(address, 443);
  const page = aPage(500, { endpoint });
  const control = (which: 'C3' | 'C4', status: number) =>
    aPage(status, { id: `http/${which}`, control: which, endpoint });
  return {
    ...(provider && { provider }),
    observations: [page, zone, file ? control('C3', file) : [], server ? control('C4', server) : []],
    findings: [aFinding('server-error-page', HOST, [page])],
  };
}

/** A page that says that the account is suspended. */
function suspended(bodyStart: string): World {
  const page = aPage(503, { data: { connectMs: 10, bodyStart } });
  return {
    provider: { ...pack, suspendedPagePrints: ['Hoster: account closed'] },
    observations: [page],
    findings: [aFinding('suspended-account-page', HOST, [page]), aFinding('server-error-page', HOST, [page])],
  };
}

/** The site redirects in a circle. */
function loop(partial: Partial<World>, address = SERVER): World {
  const page = aPage(301, { endpoint: at(address, 443) });
  return { observations: [page], findings: [aFinding('redirect-loop', HOST, [page])], ...partial };
}

const error = (rest: Partial<Verdict>): Verdict => ({
  rule: 'R80',
  cause: 'web.server_error.site',
  subject: HOST,
  ...nobody,
  missing: [],
  explains: [`server-error-page ${HOST}`],
  ...rest,
});
const site = { cause: 'web.server_error.only_dynamic', domain: 'site_application' } as const;
const wholeServer = { cause: 'web.server_error.whole_server', domain: 'hosting_provider' } as const;
const settings = {
  subject: HOST,
  domain: 'customer_configuration',
  confidence: 'proven',
  missing: [],
} as const;
const closedAccount = {
  ...settings,
  rule: 'R79',
  cause: 'web.account_suspended',
  explains: [`suspended-account-page ${HOST}`, `server-error-page ${HOST}`],
} as const;
const endless = {
  ...settings,
  rule: 'R83',
  cause: 'web.redirect_loop',
  explains: [`redirect-loop ${HOST}`],
} as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  ['R79 knows the provider’s own page', suspended('<h1>Hoster: account closed</h1>'), closedAccount],
  [
    'R79 stays at possible for a page that only looks like it',
    suspended('This account has been suspended'),
    { ...closedAccount, confidence: 'possible', missing: ['C9 look_alike_page'] },
  ],
  [
    'R80 names the site’s software when its files and the server’s own page load',
    errorPage({ file: 200, server: 200 }),
    error({ ...site, confidence: 'likely' }),
  ],
  [
    'R80 keeps the whole server possible while its own page was not seen',
    errorPage({ file: 200 }),
    error({ ...site, missing: ['C4 all_sites_fail'] }),
  ],
  [
    'R80 names the provider when the server’s own page fails too',
    errorPage({ file: 500, server: 503, provider: pack }),
    error({ ...wholeServer, confidence: 'likely' }),
  ],
  [
    'R80 wants the address out of doubt',
    errorPage({ server: 503, zone: [], provider: pack }),
    error({ ...wholeServer, missing: ['C6 wrong_address'] }),
  ],
  [
    'R80 proves nothing against a provider that nobody named',
    errorPage({ server: 503 }),
    error({ ...wholeServer, missing: ['C9 record_points_elsewhere'] }),
  ],
  [
    'R80 does not charge the provider with a server that is not its own',
    errorPage({ server: 503, address: ELSEWHERE, provider: pack }),
    error({ ...wholeServer, missing: ['C9 record_points_elsewhere'] }),
  ],
  [
    'R80 names nobody without a second page',
    errorPage({}),
    error({ missing: ['C3 web_server_broken', 'C4 all_sites_fail'] }),
  ],
  [
    'R80 names nobody when only this site fails and its files do too',
    errorPage({ file: 500, server: 200 }),
    error({ missing: ['C3 web_server_broken'] }),
  ],
  ['R83 names the settings when the provider itself redirects', loop({ provider: pack }), endless],
  [
    'R83 keeps a network in front possible',
    loop({}),
    { ...endless, confidence: 'possible', missing: ['C9 edge_redirects'] },
  ],
  [
    'R83 keeps a network in front possible at an address that is not the provider’s',
    loop({ provider: pack }, ELSEWHERE),
    { ...endless, confidence: 'possible', missing: ['C9 edge_redirects'] },
  ],
];

describe('rules about web pages', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it('R80 shows what speaks against it', () => {
    const [problem] = problemsOf(errorPage({ file: 200, server: 503, provider: pack }));
    expect(problem?.evidenceAgainst).toEqual([
      { observation: 'http/C3', pointer: '/data/status', excerpt: '200' },
    ]);
  });

  it('nothing is reported of what passed or could not be told', () => {
    const findings = [
      aFinding('redirect-loop', HOST, [], { outcome: 'passed' }),
      aFinding('server-error-page', HOST, [], { outcome: 'cantTell' }),
    ];
    expect(verdictsOf({ findings })).toEqual([]);
  });
});
