import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../diagnostics/attribution/rules/index.ts';
import { vantageStampSchema } from '../../../diagnostics/model/report.ts';
import { rootCauses, type RootCauseId } from '../../../diagnostics/model/root-causes.ts';
import { languages, type FaultDomain } from '../../../diagnostics/model/vocabulary.ts';
import { planners } from '../../../diagnostics/run/plan/index.ts';
import { attributionWords } from '../../support/attribution-words.ts';

type Variants = Readonly<Record<string, readonly FaultDomain[]>>;
const keepers: Variants = { '': ['hosting_provider', 'customer_configuration'] };
const settings: Variants = { '': ['customer_configuration'] };
const zoneKeepers: readonly FaultDomain[] = ['hosting_provider', 'customer_configuration'];
const zoneOperators: readonly FaultDomain[] = ['hosting_provider', 'dns_operator'];

/** Whom a rule may accuse, by root cause and variant (`''` for none). Any verdict may end undetermined as well. */
const accused: Readonly<Record<RootCauseId, Variants>> = {
  'network.offline': { no_route: ['customer_network'], no_answer: ['customer_network'] },
  'network.resolver_broken': { '': ['access_provider', 'customer_network'] },
  'network.dns_intercepted': { '': ['customer_network'] },
  'network.nxdomain_rewritten': { '': ['access_provider', 'customer_network'] },
  'network.name_filtered': { '': ['customer_network'] },
  'network.refused_nearby': { '': ['customer_network'] },
  'mail.intercepted': { trusted_here: ['customer_device'], untrusted: ['customer_network'] },
  'network.proxy': {
    only_way_out: ['customer_network'],
    dead: ['customer_network'],
    site_denied: ['customer_network'],
  },
  'network.captive_portal': { '': ['customer_network'] },
  'network.ipv6_broken': { '': ['access_provider'] },
  'network.port25_blocked': { '': ['access_provider'], one_control: ['access_provider'] },
  'network.lossy_home': { '': ['customer_network'] },
  'network.mtu': {
    near_here: ['customer_network'],
    in_tunnel: ['customer_device'],
    at_server: ['hosting_provider'],
  },
  'network.port_filtered': {
    port: ['customer_network'],
    web_only: ['customer_network'],
    panel: ['customer_network'],
    one_control: ['customer_network'],
  },
  'local.clock_wrong': { '': ['customer_device'] },
  'local.firewall': { '': ['customer_device'] },
  'tls.intercepted': {
    trusted_here: ['customer_device'],
    untrusted: ['customer_network'],
    one_site: ['customer_network'],
  },
  'dns.hosts_override': { '': ['customer_device'] },
  'dns.system_cache_stale': { old_address: ['customer_device'], forgotten: ['customer_device'] },
  'dns.resolver_stale': {
    spreading: [],
    spreading_new: [],
    spreading_servers: [],
    spreading_open: [],
    '': ['access_provider', 'customer_network'],
  },
  'dns.no_delegation': {
    '': ['registrar', 'customer_configuration'],
    unregistered: ['customer_configuration'],
    no_servers: ['customer_configuration'],
    unpublished: ['registrar'],
  },
  'domain.expired': settings,
  'domain.on_hold': { '': ['registrar'] },
  'dns.dnssec_ds_left': settings,
  'dns.dnssec_signature': { '': zoneOperators },
  'dns.dnssec_above': { '': ['registrar', ...zoneOperators] },
  'dns.dnssec_resolver': { '': ['access_provider', 'customer_network'] },
  'dns.operated_elsewhere': { ...settings, differs: ['customer_configuration'] },
  'dns.server_lame': { all: zoneOperators, some: zoneOperators },
  'dns.server_silent': { '': zoneOperators },
  'dns.servers_unreachable': { '': zoneOperators, edns: zoneOperators },
  'dns.servers_disagree': { data: zoneOperators, serial: zoneOperators },
  'dns.bogus_address': settings,
  'dns.address_elsewhere': { ...settings, content: ['customer_configuration'] },
  'dns.name_doubled': settings,
  'dns.text_misquoted': { quoted: ['customer_configuration'], split: ['customer_configuration'] },
  'dns.wildcard_answer': settings,
  'dns.alias_beside_records': settings,
  'dns.move_unfinished': settings,
  'dns.ipv6_address_dead': keepers,
  'dns.name_missing': settings,
  'mail.mx.no_address': {
    nothing: ['customer_configuration'],
    alias: ['customer_configuration'],
    literal: ['customer_configuration'],
  },
  'mail.mx.missing': { '': ['customer_configuration'], refused: ['customer_configuration'] },
  'mail.mx.proxied': settings,
  'mail.mx.elsewhere': settings,
  'mail.mailbox_full': {
    own: ['customer_configuration'],
    correspondent: ['mail_operator'],
    forwarded: ['mail_operator'],
  },
  'mail.authentication_rejected': {
    wrong_policy: ['customer_configuration'],
    sent_by_another: ['customer_configuration'],
    foreign_from: ['customer_configuration'],
    not_authenticated: ['customer_configuration'],
    correspondent: ['mail_operator'],
  },
  'mail.sending_server_refused': { '': [] },
  'mail.recipient_domain_missing': { '': ['mail_operator'] },
  'mail.rejected_remotely': {
    unknown_recipient: ['mail_operator'],
    too_large: ['mail_operator'],
    too_many: ['mail_operator'],
    refused: ['mail_operator'],
  },
  'mail.returned_by_own_server': {
    login_wanted: ['customer_device'],
    unknown_mailbox: ['customer_configuration'],
    too_many: [],
    unreachable: [],
    refused: [],
  },
  'mail.modern_sign_in': { '': ['hosting_provider', 'mail_operator'] },
  'mail.login_refused': {
    guard: ['hosting_provider'],
    second_factor: ['customer_device'],
    program: ['customer_device'],
    account: ['customer_configuration'],
    unknown: [],
  },
  'device.app_settings': { '': ['customer_device'] },
  'mail.client_setting': { other_works: ['customer_device'], unknown: [] },
  'mail.client_server_name': { '': ['customer_device'] },
  'mail.client_rejected': {
    refused: ['hosting_provider', 'mail_operator'],
    listed: ['hosting_provider', 'mail_operator'],
    too_many: ['hosting_provider', 'mail_operator'],
    busy: ['hosting_provider', 'mail_operator'],
  },
  'mail.dkim.key_missing': {
    '': zoneKeepers,
    revoked: zoneKeepers,
    unreadable: zoneKeepers,
    weak: zoneKeepers,
  },
  'mail.sts.contradicts_mx': settings,
  'mail.sts.certificate_name': {
    '': ['customer_configuration', 'hosting_provider', 'mail_operator'],
  },
  'mail.dane.mismatch': { '': ['customer_configuration', 'hosting_provider', 'mail_operator'] },
  'mail.sender_listed': { '': ['hosting_provider'] },
  'mail.reverse_name_missing': { '': ['hosting_provider'], unconfirmed: ['hosting_provider'] },
  'mail.spf.missing': settings,
  'mail.spf.invalid': {
    several: ['customer_configuration'],
    syntax: ['customer_configuration'],
    no_record: ['customer_configuration'],
    names: ['customer_configuration'],
    included: ['mail_operator', 'hosting_provider'],
    lookups: ['customer_configuration'],
    void: ['customer_configuration'],
  },
  'mail.spf.provider_not_permitted': {
    '': ['customer_configuration'],
    soft: ['customer_configuration'],
  },
  'mail.starttls_stripped': {
    '': ['hosting_provider', 'customer_network'],
    masked: ['hosting_provider', 'customer_network'],
  },
  'mail.login_not_offered': { '': ['hosting_provider', 'mail_operator'] },
  'network.smtp_redirected': { '': ['access_provider'] },
  'server.unreachable_here': {
    unresolvable: ['mail_operator', 'hosting_provider'],
    ban_or_outage: [],
    foreign_address: [],
    through_tunnel: [],
  },
  'server.known_incident': { '': ['hosting_provider'] },
  'server.intermittent': { '': [] },
  'service.unreachable_here': {
    '': ['hosting_provider'],
    only_here: ['hosting_provider'],
    everywhere: ['hosting_provider'],
  },
  'server.client_blocked': { '': ['hosting_provider'] },
  'server.down': { '': ['hosting_provider'] },
  'network.path_broken': { '': ['internet_path'] },
  'service.client_blocked': { '': ['hosting_provider'] },
  'service.stopped': { '': ['hosting_provider'] },
  'tls.certificate.expired': { '': [...keepers['']!, 'cdn_operator'] },
  'tls.certificate.not_yet_valid': keepers,
  'tls.certificate.name_mismatch': keepers,
  'tls.certificate.name_uncovered': keepers,
  'tls.certificate.untrusted': keepers,
  'tls.chain.incomplete': keepers,
  'tls.renewal.signatures_refused': { '': ['customer_configuration', ...zoneOperators] },
  'tls.renewal.caa_forbids': { ...settings, limited: ['customer_configuration'] },
  'tls.renewal.challenge_blocked': {
    closed: ['hosting_provider'],
    refused: ['customer_configuration'],
    login: ['customer_configuration'],
  },
  'tls.renewal.foreign_ipv6': settings,
  'tls.renewal.name_elsewhere': settings,
  'tls.certificate.partly_deployed': { '': ['hosting_provider'] },
  'tls.certificate.renewal_due': { '': [...keepers['']!, 'cdn_operator'] },
  'tls.certificate.overlong': { '': [...keepers['']!, 'cdn_operator'] },
  'tls.certificate.too_weak': keepers,
  'tls.certificate.revoked': keepers,
  'tls.chain.expired': keepers,
  'tls.server_outdated': { '': ['hosting_provider'], method: ['hosting_provider'] },
  'device.tls_outdated': { '': ['customer_device'], root: ['customer_device'] },
  'tls.handshake_failed': { '': ['hosting_provider'] },
  'ftp.passive.private_address': { '': ['hosting_provider'] },
  'ftp.passive.range_closed': { '': ['hosting_provider', 'customer_network'] },
  'ftp.connection_limit': {
    address: ['customer_device'],
    server: ['hosting_provider'],
    other: ['hosting_provider'],
  },
  'ftp.data_tls.failed': {
    '': ['hosting_provider', 'customer_network'],
    said: ['hosting_provider', 'customer_network'],
  },
  'ftp.data_tls.reuse_required': { '': ['customer_device'] },
  'ftp.quota_reached': {
    ...settings,
    quota: ['customer_configuration'],
    disk: ['customer_configuration'],
    writing: ['customer_configuration'],
  },
  'ftp.upload_refused': {
    permission: ['customer_configuration'],
    name: ['customer_configuration'],
    data: ['customer_configuration'],
    said: ['customer_configuration'],
  },
  'ftp.tls_required': { '': ['customer_device'] },
  'ssh.refused_here': {
    closed: ['hosting_provider', 'customer_network'],
    said: ['hosting_provider', 'customer_network'],
    silent: ['hosting_provider', 'customer_network'],
  },
  'ssh.login_refused': {
    password: ['customer_device'],
    key: ['customer_configuration'],
    locked: ['hosting_provider'],
    method: ['customer_device'],
  },
  'ssh.sftp_closed': { '': ['hosting_provider'] },
  'ssh.shell_closed': { '': ['customer_configuration'] },
  'ssh.no_common_algorithm': { server: ['hosting_provider'], client: ['customer_device'] },
  'ssh.host_key_changed': {
    file: ['hosting_provider'],
    pack: ['hosting_provider'],
    signed_dns: ['hosting_provider'],
    dns: ['hosting_provider'],
    revoked: ['hosting_provider'],
    only_here: ['hosting_provider'],
    file_outdated: ['customer_device'],
  },
  'ssh.other_port': { '': ['customer_device'] },
  'web.account_suspended': settings,
  'web.server_error': {
    only_dynamic: ['site_application'],
    whole_server: ['hosting_provider'],
    site: ['site_application'],
  },
  'web.slow_response': {
    only_dynamic: ['site_application'],
    whole_server: ['hosting_provider'],
    site: ['site_application'],
  },
  'web.origin_unreachable': {
    down: ['hosting_provider'],
    encryption: ['hosting_provider'],
    shut_out: ['hosting_provider'],
  },
  'web.database_error': { '': ['site_application'], several_sites: ['hosting_provider'] },
  'web.request_blocked': {
    server: ['hosting_provider'],
    plug_in: ['site_application'],
    edge: ['customer_configuration'],
  },
  'web.mixed_content': { '': ['site_application'] },
  'web.http2_broken': { '': ['hosting_provider', 'cdn_operator'] },
  'web.redirect_loop': settings,
  'unexplained.failure': { '': [] },
};

const folder = new URL('../../../diagnostics/attribution/rules/', import.meta.url);
const source = readdirSync(folder)
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');
const literalsAfter = (pattern: RegExp): readonly string[] =>
  [
    ...new Set(
      [...source.matchAll(pattern)].flatMap((match) =>
        [...match[0].matchAll(/'([a-z_0-9]+)'/g)].map((each) => each[1]!),
      ),
    ),
  ].sort();

/** Ids of rivals are lower case; those of rules begin with R. */
const rivalIds = literalsAfter(/\bid: '[a-z_0-9]+'/g);

const stems = Object.entries(accused).flatMap(([cause, variants]) =>
  Object.entries(variants).map(([variant, domains]) => ({
    stem: `cause.${cause}${variant && `.${variant}`}`,
    domains: [...domains, 'undetermined'],
  })),
);
const wanted = [
  ...stems.flatMap(({ stem, domains }) => [
    ...['headline', 'reason', 'limits'].map((part) => `${stem}.${part}`),
    ...domains.map((domain) => `${stem}.next.${domain}`),
  ]),
  ...rivalIds.flatMap((id) => ['excluded', 'open', 'how'].map((part) => `rival.${id}.${part}`)),
  ...vantageStampSchema.options.filter((stamp) => stamp !== 'offline').map((stamp) => `stamp.${stamp}.how`),
  ...planners.map((planner) => `plan.${planner.id}`),
].sort();

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly SyntaxNode[] }>>;
}
/** What a rule has to fill; `{serversCount, plural, …}` counts the names in a value by itself, and only for grammar. */
const gapsIn = (nodes: readonly SyntaxNode[]): readonly string[] =>
  nodes.flatMap(({ type, value, options = {} }) => [
    ...(type >= 1 && type <= 6 && !String(value).endsWith('Count') ? [String(value)] : []),
    ...Object.values(options).flatMap((each) => gapsIn(each.value)),
  ]);
const placeholders = (pattern: string, language: string): readonly string[] =>
  [
    ...new Set(
      gapsIn(
        new IntlMessageFormat(pattern, language, undefined, {
          ignoreTag: true,
        }).getAst() as unknown as readonly SyntaxNode[],
      ),
    ),
  ].sort();

describe('the words of attribution', () => {
  it.each(languages)('are complete in %s, and none is left over', (language) => {
    const own = Object.keys(attributionWords[language]).filter((key) => !key.startsWith('question.'));
    expect(own.sort()).toEqual(wanted);
  });

  it('have the same gaps in every language', () => {
    const gaps = (language: (typeof languages)[number]) =>
      Object.fromEntries(
        Object.entries(attributionWords[language]).map(([key, pattern]) => [
          key,
          placeholders(pattern, language),
        ]),
      );
    expect(gaps('fr')).toEqual(gaps('en'));
    expect(gaps('nl')).toEqual(gaps('en'));
  });

  it('open with one sentence', () => {
    for (const language of languages) {
      const headlines = Object.entries(attributionWords[language]).filter(([key]) =>
        key.endsWith('.headline'),
      );
      expect(headlines.filter(([, text]) => !text.endsWith('.') || /[.!?] \p{Lu}/u.test(text))).toEqual([]);
    }
  });

  it('know every root cause and every variant that a rule states', () => {
    expect(Object.keys(accused).sort()).toEqual(Object.keys(rootCauses).sort());
    const stated = literalsAfter(/\bvariant: [^;]*?,\n|\bconst \w*Variants?\b[^;]*;\n/g).filter(
      (each) => !each.includes('-'),
    );
    const known = new Set(Object.values(accused).flatMap((variants) => Object.keys(variants)));
    expect(stated.filter((variant) => !known.has(variant))).toEqual([]);
    expect([...known].filter((variant) => variant !== '' && !stated.includes(variant))).toEqual([]);
  });

  it('know every root cause of the catalogue of rules', () => {
    expect(rules.filter((rule) => !(rule.rootCause in accused))).toEqual([]);
  });
});
