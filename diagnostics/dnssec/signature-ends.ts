/** When the signatures that a zone's servers showed run out: one that nobody renews takes the domain down at that minute. */
import type { DnsObservation } from '../model/view/dns-answers.ts';
import { trueTime } from '../model/view/vantage.ts';
import type { Facts } from '../model/view/facts.ts';
import type { NamedAddress } from '../model/view/resolver.ts';
import { messageOf } from './judge-answer.ts';
import { readSignature, type Signature } from './signatures.ts';
import { typeNumbers } from './wire-records.ts';
import { zoneLinkOf } from './zone-link.ts';

export interface SignatureEnd {
  readonly server: NamedAddress;
  readonly seenIn: DnsObservation;
  /** Seconds from the answer to the end. */
  readonly remaining: number;
  /** Seconds from the beginning to the end. */
  readonly lifetime: number;
  /** RFC 3339 without the fraction, UTC. */
  readonly endsAt: string;
}

/** Of several signatures over one set the last to end counts: one valid signature is enough. */
function lastOfEachSet(signatures: readonly Signature[]): readonly Signature[] {
  const byType = new Map<number, Signature>();
  for (const each of signatures) {
    const known = byType.get(each.covered);
    if (!known || known.expiration < each.expiration) byType.set(each.covered, each);
  }
  return [...byType.values()];
}

/** For each sound signed answer, the set that ends first. */
export function signatureEnds(facts: Facts): readonly SignatureEnd[] {
  return zoneLinkOf(facts)
    .answers.filter(({ outcome }) => outcome === 'sound')
    .flatMap(({ server, seenIn }): readonly SignatureEnd[] => {
      const { answers = [], authorities = [] } = messageOf(seenIn) ?? {};
      const signatures = (answers.length > 0 ? answers : authorities)
        .filter(({ type }) => type === typeNumbers.RRSIG)
        .flatMap((each) => readSignature(each) ?? []);
      const first = lastOfEachSet(signatures).toSorted((a, b) => a.expiration - b.expiration)[0];
      if (!first) return [];
      const now = trueTime(facts, Date.parse(seenIn.startedAt)) / 1000;
      return [
        {
          server,
          seenIn,
          remaining: first.expiration - now,
          lifetime: first.expiration - first.inception,
          endsAt: new Date(first.expiration * 1000).toISOString().replace('.000', ''),
        },
      ];
    });
}
