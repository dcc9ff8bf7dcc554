/** What a mail server says in a refusal, sorted by the kind of reason. Texts differ by product; the codes alone do not tell. */

export type RefusalKind =
  /** The other side has trouble of its own, or no room for anybody now. */
  | 'busy'
  /** Too many connections from this one address: our own, or those of others behind the same line. */
  | 'too_many'
  /** The address stands on a list (RFC 5782) or has a bad name. */
  | 'listed'
  | 'refused';

/** The first that fits decides. */
const kinds: readonly (readonly [RefusalKind, RegExp])[] = [
  [
    'too_many',
    /too many (?:concurrent |simultaneous |smtp )?(?:connections|sessions)|connection (?:limit|rate)|rate.?limit|connections? (?:from|per) (?:your|this|the same|one|ip|host)|slow down/iu,
  ],
  [
    'listed',
    /(?:block|black|deny|reject)[- ]?list|\b(?:dns|r)bl\b|spamhaus|spamcop|barracuda|sorbs|spfbl|uceprotect|\blisted (?:at|in|on|by)\b|reputation/iu,
  ],
  [
    'busy',
    /too busy|overload|load (?:is )?too high|service (?:is )?(?:not |un|currently un)available|temporar(?:y|ily) (?:unavailable|failure|problem|error)|shutting down|insufficient (?:system )?(?:storage|resources)|maintenance|(?:internal|system|server) (?:error|failure)|out of (?:memory|resources|connections)|maximum number of (?:connections|processes)/iu,
  ],
];

export const refusalKind = (words: string): RefusalKind =>
  kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? 'refused';
