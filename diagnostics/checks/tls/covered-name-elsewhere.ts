/** The certificate also covers a name that leads to no server of the provider, or nowhere: it cannot be proven from there (R56). */
import { addressAnswers } from '../../model/view/host-addresses.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { isBehindEdge } from '../../model/view/edges.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isElsewhere, providerAddressesKnown } from '../../model/view/provider-addresses.ts';
import { namesToRenew } from '../../model/view/renewal.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { failed, inapplicable, passed, untested, type Said } from '../check.ts';
import { renewalCheck, type Renewal } from './each-renewal.ts';

const answersFor = (facts: Facts, name: string): readonly DnsObservation[] =>
  (['authoritative', 'public_resolver'] as const).flatMap((source) =>
    (['A', 'AAAA'] as const).flatMap((type) =>
      addressAnswers(facts, source, name, type).map((each) => each.job.best),
    ),
  );

type Place = 'own' | 'elsewhere' | 'nowhere' | 'unknown';

/** Elsewhere only when no address is the provider's, and no network in front of the site stands there that may pass the proof on. */
function placeOf(facts: Facts, name: string): Place {
  const addresses = trueAddresses(facts, name);
  if (addresses.length === 0) return answersFor(facts, name).length >= 2 ? 'nowhere' : 'unknown';
  const isAway = addresses.every((each) => isElsewhere(facts, each) && !isBehindEdge(facts, each));
  return isAway ? 'elsewhere' : 'own';
}

function pointingAt(facts: Facts, name: string, place: Place, said: Said): Said {
  const seenIn = answersFor(facts, name)[0]!;
  const addresses = trueAddresses(facts, name);
  const records = (seenIn.data.response?.answers ?? []).filter((each) => addresses.includes(each.value));
  return {
    ...said,
    values: { ...said.values, name, address: addresses[0] ?? '—' },
    evidence: place === 'nowhere' ? [pointAtDenial(seenIn)] : pointAtRecords(seenIn, 'answers', records),
    ...(place === 'nowhere' && { variant: 'nowhere' }),
  };
}

function evaluate({ facts, trouble, said }: Renewal) {
  const isKnown = ([4, 6] as const).some((family) => providerAddressesKnown(facts, family));
  if (!isKnown || trouble.kind === 'missing') return inapplicable(said);
  const others = namesToRenew(facts, trouble).filter(
    (each) => each !== trouble.host && !each.startsWith('*.'),
  );
  const places = others.map((name) => [name, placeOf(facts, name)] as const);
  const away = places.find(([, place]) => place === 'elsewhere' || place === 'nowhere');
  if (away) return failed(pointingAt(facts, away[0], away[1], said));
  return places.some(([, place]) => place === 'unknown') ? untested(said) : passed(said);
}

export const coveredNameElsewhere = renewalCheck('covered-name-elsewhere', ['dns'], evaluate);
