// Zonemaster's words (message tags) and ours: which checks say the same, or why none does.

/** A server that only the zone itself names is not asked by us: that the two differ is what we say of it. */
const lame = ['lame-name-server', 'parent-child-name-server-mismatch'];

/** Checks of which one at least must have failed; several tags speak of one thing. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  // Basic, delegation and connectivity
  B01_NO_CHILD: ['missing-delegation'],
  B01_CHILD_NOT_EXIST: ['missing-delegation'],
  B02_NO_WORKING_NS: ['lame-name-server', 'silent-name-server'],
  NS_FAILED: ['lame-name-server', 'silent-name-server'],
  CANNOT_CONTINUE: ['lame-name-server', 'silent-name-server', 'missing-delegation'],
  NO_GLUE_PREVENTS_NAMESERVER_TESTS: ['missing-delegation'],
  A_UNEXPECTED_RCODE: lame,
  CAN_NOT_BE_RESOLVED: ['name-server-without-address', 'name-server-alias'],
  B02_NS_BROKEN: ['lame-name-server'],
  B02_NS_NOT_AUTH: ['lame-name-server'],
  B02_NS_NO_IP_ADDR: ['name-server-without-address'],
  B02_NS_NO_RESPONSE: ['silent-name-server'],
  B02_UNEXPECTED_RCODE: ['lame-name-server'],
  CN01_NO_RESPONSE_UDP: ['silent-name-server'],
  CN01_NO_RESPONSE_SOA_QUERY_UDP: ['silent-name-server'],
  CN01_NO_RESPONSE_NS_QUERY_UDP: ['silent-name-server'],
  CN01_UNEXPECTED_RCODE_NS_QUERY_UDP: lame,
  CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP: lame,
  CN02_NO_RESPONSE_TCP: ['tcp-silent-name-server', 'silent-name-server'],
  CN02_NO_RESPONSE_SOA_QUERY_TCP: ['tcp-silent-name-server', 'silent-name-server'],
  CN02_NO_RESPONSE_NS_QUERY_TCP: ['tcp-silent-name-server', 'silent-name-server'],
  CN02_UNEXPECTED_RCODE_NS_QUERY_TCP: lame,
  CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP: lame,
  NAMESERVER_NO_TCP_53: ['tcp-silent-name-server', 'silent-name-server'],
  NAMESERVER_NO_UDP_53: ['silent-name-server'],
  NO_RESPONSE: ['silent-name-server', 'tcp-silent-name-server', 'lame-name-server'],
  NO_RESPONSE_SOA_QUERY: ['silent-name-server', 'lame-name-server'],
  NO_RESPONSE_NS_QUERY: ['silent-name-server', 'lame-name-server'],
  NO_RESPONSE_PTR_QUERY: ['missing-reverse-name'],
  IS_NOT_AUTHORITATIVE: lame,
  SOA_NOT_EXISTS: ['lame-name-server'],
  NOT_ENOUGH_NS_DEL: ['single-name-server'],
  NOT_ENOUGH_NS_CHILD: ['single-name-server', 'parent-child-name-server-mismatch'],
  NOT_ENOUGH_IPV4_NS_DEL: ['single-name-server', 'name-server-without-address'],
  NOT_ENOUGH_IPV4_NS_CHILD: [
    'single-name-server',
    'parent-child-name-server-mismatch',
    'name-server-without-address',
  ],
  NOT_ENOUGH_IPV6_NS_DEL: ['single-name-server', 'name-server-without-address'],
  NOT_ENOUGH_IPV6_NS_CHILD: [
    'single-name-server',
    'parent-child-name-server-mismatch',
    'name-server-without-address',
  ],
  EXTRA_NAME_PARENT: ['parent-child-name-server-mismatch'],
  EXTRA_NAME_CHILD: ['parent-child-name-server-mismatch'],
  TOTAL_NAME_MISMATCH: ['parent-child-name-server-mismatch'],
  NS_IS_CNAME: ['name-server-alias'],
  NO_RESOLUTION: ['name-server-without-address', 'name-server-alias'],
  NS_ERROR: [...lame, 'silent-name-server'],
  MULTIPLE_NS_SET: ['parent-child-name-server-mismatch', 'differing-zone-data'],
  // Addresses
  IN_BAILIWICK_ADDR_MISMATCH: ['differing-glue'],
  OUT_OF_BAILIWICK_ADDR_MISMATCH: ['differing-glue'],
  CHILD_ZONE_LAME: ['lame-name-server', 'silent-name-server'],
  EXTRA_ADDRESS_CHILD: ['differing-glue'],
  A01_ADDR_NOT_GLOBALLY_REACHABLE: ['bogus-name-server-address'],
  A01_DOCUMENTATION_ADDR: ['bogus-name-server-address'],
  A01_LOCAL_USE_ADDR: ['bogus-name-server-address'],
  NAMESERVER_IP_PRIVATE_NETWORK: ['bogus-name-server-address'],
  // Consistency and SOA
  MULTIPLE_SOA_SERIALS: ['differing-zone-serial'],
  SOA_SERIAL_VARIATION: ['differing-zone-serial'],
  MULTIPLE_SOA_RNAMES: ['zone-contact-oddity'],
  MULTIPLE_SOA_MNAMES: ['zone-contact-oddity'],
  MULTIPLE_SOA_TIME_PARAMETER_SET: ['zone-contact-oddity'],
  REFRESH_MINIMUM_VALUE_LOWER: ['zone-timer-oddity'],
  REFRESH_LOWER_THAN_RETRY: ['zone-timer-oddity'],
  RETRY_MINIMUM_VALUE_LOWER: ['zone-timer-oddity'],
  EXPIRE_MINIMUM_VALUE_LOWER: ['zone-timer-oddity'],
  EXPIRE_LOWER_THAN_REFRESH: ['zone-timer-oddity'],
  SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER: ['zone-timer-oddity'],
  SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER: ['zone-timer-oddity'],
  RNAME_MISUSED_AT_SIGN: ['zone-contact-oddity'],
  RNAME_RFC822_INVALID: ['zone-contact-oddity'],
  MNAME_NOT_AUTHORITATIVE: ['lame-name-server', 'zone-contact-oddity'],
  // Mail
  Z09_MX_DATA: ['missing-mx'],
  Z09_NULL_MX_WITH_OTHER_MX: ['null-mx'],
  Z11_INCONSISTENT_SPF_POLICIES: ['differing-zone-data', 'duplicate-spf'],
  Z11_SPF1_MULTIPLE_RECORDS: ['duplicate-spf'],
  Z11_SPF1_SYNTAX_ERROR: ['broken-spf'],
  MX_RECORD_IS_CNAME: ['mx-alias'],
  MX_NUMERIC_TLD: ['mx-address-literal'],
  MX_NON_ALLOWED_CHARS: ['mx-address-literal'],
  MX_DISCOURAGED_DOUBLE_DASH: [],
  // Conduct
  IS_A_RECURSOR: ['open-recursion'],
  AXFR_AVAILABLE: ['open-zone-transfer'],
  // DNSSEC
  DS01_DS_ALGO_DEPRECATED: ['weak-dnssec-algorithm'],
  DS01_DS_ALGO_SHA1_DEPRECATED: ['weak-dnssec-algorithm'],
  DS01_DIGEST_NOT_SUPPORTED_BY_ZM: [],
  NO_COMMON_DIGESTS: ['bogus-dnssec-chain'],
};

/** DNSSEC has many tags for one broken chain: by their beginning. */
const brokenChain =
  /^(?:DS0[2-9]|DS1[0-8])_|^(?:RRSIG_|DNSKEY|NSEC|SOA_NOT_SIGNED|NO_KEYS|NO_MATCH|NO_NSEC|DURATION|REMAINING|EXTRA_PROCESSING_BROKEN|DS_BUT|NO_DNSKEY|NO_DS|NO_RESPONSE_DNSKEY)/;

/** Things that Zonemaster finds amiss and we, for a customer of a hosting company, do not. */
const otherwise: Readonly<Record<string, string>> = {
  MNAME_HAS_NO_ADDRESS:
    'a first server that nobody else can reach (hidden primary) is a usual and sound set-up',
  MNAME_RECORD_DOES_NOT_EXIST: 'likewise: nothing of a visitor or a mail depends on it',
  Z01_MNAME_NOT_RESOLVE:
    'a first server that nobody else can reach (hidden primary) is a usual and sound set-up',
  Z01_MNAME_IS_LOCALHOST: 'said by zone-contact-oddity where the name has no domain',
  Z01_MNAME_NOT_AUTHORITATIVE: 'nothing of a visitor or a mail depends on the first server',
  MNAME_NO_RESPONSE: 'nothing of a visitor or a mail depends on the first server',
  RNAME_RFC822_INVALID: 'the contact is judged by its form; whether it can receive mail takes sending some',
  RNAME_MAIL_DOMAIN_INVALID:
    'the contact is judged by its form; whether it can receive mail takes sending some',
  RETRY_MINIMUM_VALUE_LOWER: 'RFC 1912 asks for a fraction of the refresh time, and names no least value',
  REFRESH_MINIMUM_VALUE_LOWER:
    'four hours are for zones without NOTIFY (RFC 1996), which all of today’s servers use; ours is five minutes',
  EXPIRE_MINIMUM_VALUE_LOWER:
    'a week is advice for servers that are out of reach for that long; ours is refresh and retry together',
  SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER: 'denials that are not remembered cost queries and break nothing',
  IPV4_ASN_ERROR: 'whose network an address is in is asked of a service that is not part of this world',
  ASN_LOOKUP_ERROR: 'whose network an address is in is asked of a service that is not part of this world',
};

type Word =
  | { readonly kind: 'said'; readonly by: readonly string[] }
  | { readonly kind: 'explained'; readonly why: string }
  | { readonly kind: 'missing' };

/** What we say to one of Zonemaster's messages. */
export function wordFor(tag: string, failed: ReadonlySet<string>): Word {
  const wanted = brokenChain.test(tag)
    ? [
        'bogus-dnssec-chain',
        'soon-expiring-signature',
        'weak-dnssec-algorithm',
        'misleading-key-signal',
        'lame-name-server',
      ]
    : (sameAs[tag] ?? []);
  const by = wanted.filter((check) => failed.has(check));
  if (by.length > 0) return { kind: 'said', by };
  const why = otherwise[tag];
  return why === undefined ? { kind: 'missing' } : { kind: 'explained', why };
}
