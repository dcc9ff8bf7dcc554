import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { PassiveTry } from '../../../../diagnostics/model/observations/dialogues.ts';
import { addressInZone, aFinding, aPage, aSession, at, HOST, pack, problemsOf, SERVER, verdictsOf, type Verdict, type World } from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';

const nobody = { domain: 'undetermined', confidence: 'possible' } as const;
const one = (check: string, observations: readonly Observation[], subject = HOST, provider?: World['provider']): World => ({
  ...(provider && { provider }), observations, findings: [aFinding(check, subject, observations.slice(0, 1))],
});

function ftp(isEncrypted: boolean, passive: readonly PassiveTry[]): readonly Observation[] {
  const tls = isEncrypted ? { tls: aSession(), upgrade: 'done' as const } : { upgrade: 'not_offered' as const };
  return [anObservation('ftp', { endpoint: at(SERVER, 21), data: { connectMs: 10, login: 'accepted', transcript: [], passive, ...tls } })];
}
const dead = (port: number): PassiveTry => ({ command: 'EPSV', reply: '229', port, failure: aFailure('timed_out', 'data_connect') });
const lie: PassiveTry = { command: 'PASV', reply: '227', advertisedAddress: '192.168.0.5', port: 50_000 };

const handshake = (code: FailureCode): readonly Observation[] => twice(anObservation('tls', { endpoint: at(SERVER, 443), data: { connectMs: 10 }, failure: aFailure(code, 'tls_handshake') }));

/** A page with an error, a static file of the site (C3) and the server's own page (C4). */
function errorPage({ file, server, zone = [] }: { readonly file?: number; readonly server?: number; readonly zone?: readonly Observation[] }): World {
  const page = aPage(500);
  const control = (which: 'C3' | 'C4', status: number) => aPage(status, { id: `http/${which}`, control: which });
  return { observations: [page, zone, file ? control('C3', file) : [], server ? control('C4', server) : []], findings: [aFinding('server-error-page', HOST, [page])] };
}
const error = (rest: Partial<Verdict>): Verdict => ({ rule: 'R80', cause: 'web.server_error.site', subject: HOST, ...nobody, missing: [], explains: [`server-error-page ${HOST}`], ...rest });

/** A page that says that the account is suspended. */
function suspended(bodyStart: string): World {
  const page = aPage(503, { data: { connectMs: 10, bodyStart } });
  return { provider: { ...pack, suspendedPagePrints: ['Hoster: account closed'] }, observations: [page], findings: [aFinding('suspended-account-page', HOST, [page]), aFinding('server-error-page', HOST, [page])] };
}

const handshakeVerdict = { rule: 'R94', cause: 'tls.handshake_failed', subject: `${HOST} (443)`, explains: [`failed-tls-handshake ${HOST}:443`] } as const;
const ftpVerdict = { subject: HOST, domain: 'hosting_provider', confidence: 'proven', missing: [] } as const;
const plainOnly = anObservation('smtp', { endpoint: at(SERVER, 587) });
const mailbox = anObservation('imap', { endpoint: at(SERVER, 993), data: { connectMs: 10, upgrade: 'not_tried', transcript: [], tls: aSession() } });

const cases: readonly (readonly [string, World, Verdict])[] = [
  ['R94 takes an alert for the server’s own word', one('failed-tls-handshake', handshake('tls_alert'), `${HOST}:443`),
    { ...handshakeVerdict, domain: 'hosting_provider', confidence: 'likely', missing: [] }],
  ['R94 names nobody for a bare reset: a filter on the way does that too', one('failed-tls-handshake', handshake('connection_reset'), `${HOST}:443`),
    { ...handshakeVerdict, ...nobody, missing: ['C5 handshake_cut_on_the_way'] }],
  ['R71 names the provider when the address came over TLS', one('private-passive-address', ftp(true, [lie])),
    { ...ftpVerdict, rule: 'R71', cause: 'ftp.passive.private_address', explains: [`private-passive-address ${HOST}`] }],
  ['R71 keeps the router possible for plain FTP', one('private-passive-address', ftp(false, [lie])),
    { ...ftpVerdict, rule: 'R71', cause: 'ftp.passive.private_address', confidence: 'possible', missing: ['C3 router_rewrites_ftp'], explains: [`private-passive-address ${HOST}`] }],
  ['R70 stays at possible: a firewall at either end does it', one('closed-passive-port', ftp(true, [dead(50_000), dead(50_001)])),
    { ...ftpVerdict, rule: 'R70', cause: 'ftp.passive.range_closed', confidence: 'possible', missing: ['C5 own_firewall_data_ports'], explains: [`closed-passive-port ${HOST}`] }],
  ['R70 names nobody for one unlucky port', one('closed-passive-port', ftp(true, [dead(50_000)])),
    { ...ftpVerdict, ...nobody, rule: 'R70', cause: 'ftp.passive.range_closed', missing: ['C3 one_unlucky_port', 'C5 own_firewall_data_ports'], explains: [`closed-passive-port ${HOST}`] }],
  ['R79 knows the provider’s own page', suspended('<h1>Hoster: account closed</h1>'),
    { rule: 'R79', cause: 'web.account_suspended', subject: HOST, domain: 'customer_configuration', confidence: 'proven', missing: [], explains: [`suspended-account-page ${HOST}`, `server-error-page ${HOST}`] }],
  ['R79 stays at possible for a page that only looks like it', suspended('This account has been suspended'),
    { rule: 'R79', cause: 'web.account_suspended', subject: HOST, domain: 'customer_configuration', confidence: 'possible', missing: ['C9 look_alike_page'], explains: [`suspended-account-page ${HOST}`, `server-error-page ${HOST}`] }],
  ['R80 names the site’s software when its files load', errorPage({ file: 200 }), error({ cause: 'web.server_error.only_dynamic', domain: 'site_application', confidence: 'likely' })],
  ['R80 names the provider when the server’s own page fails too', errorPage({ file: 500, server: 503, zone: [addressInZone()] }), error({ cause: 'web.server_error.whole_server', domain: 'hosting_provider', confidence: 'likely' })],
  ['R80 wants the address out of doubt', errorPage({ server: 503 }), error({ cause: 'web.server_error.whole_server', domain: 'hosting_provider', confidence: 'possible', missing: ['C6 wrong_address'] })],
  ['R80 names nobody without a second page', errorPage({ zone: [addressInZone()] }), error({ missing: ['C4 only_this_web_site'] })],
  ['R80 names nobody when only this site fails and its files do too', errorPage({ file: 500, server: 200, zone: [addressInZone()] }), error({ missing: ['C4 only_this_web_site'] })],
  ['R83 names the settings when the provider itself redirects', one('redirect-loop', [aPage(301)], HOST, pack),
    { rule: 'R83', cause: 'web.redirect_loop', subject: HOST, domain: 'customer_configuration', confidence: 'proven', missing: [], explains: [`redirect-loop ${HOST}`] }],
  ['R83 keeps a network in front possible', one('redirect-loop', [aPage(301)]),
    { rule: 'R83', cause: 'web.redirect_loop', subject: HOST, domain: 'customer_configuration', confidence: 'possible', missing: ['C9 edge_redirects'], explains: [`redirect-loop ${HOST}`] }],
  ['R67 names nobody: a mail shield and a server setting look alike', one('missing-starttls', [plainOnly, mailbox], `${HOST}:587`),
    { rule: 'R67', cause: 'mail.starttls_stripped', subject: `${HOST} (587)`, ...nobody, missing: ['C5 mail_shield'], explains: [`missing-starttls ${HOST}:587`] }],
  ['R97 says an unexplained error as such', one('resolver-failure', [aPage(200)]),
    { rule: 'R97', cause: 'unexplained.failure', subject: HOST, ...nobody, missing: [], explains: [`resolver-failure ${HOST}`] }],
];

describe('rules about services', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it('R80 shows what speaks against it', () => {
    const [problem] = problemsOf(errorPage({ file: 200, server: 503 }));
    expect(problem?.evidenceAgainst).toEqual([{ observation: 'http/C4', pointer: '/data/status', excerpt: '503' }]);
  });

  it.each([
    ['R67 keeps silent when the server shows no encryption anywhere', { observations: [plainOnly], findings: [aFinding('missing-starttls', HOST, [plainOnly], { level: 'warning' })] }],
    ['R97 keeps silent on warnings', { findings: [aFinding('silent-resolver', HOST, [], { level: 'warning' })] }],
    ['nothing is reported of what passed', { findings: [aFinding('redirect-loop', HOST, [], { outcome: 'passed' }), aFinding('server-error-page', HOST, [], { outcome: 'cantTell' })] }],
  ] satisfies (readonly [string, World])[])('%s', (_, world) => expect(verdictsOf(world)).toEqual([]));
});
