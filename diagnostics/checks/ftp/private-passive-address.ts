/** The answer to PASV names an address for the data that the client cannot reach, or another server's (RFC 959 section 4.1.2, R71). */
import { canonicalAddress, familyOf, isBogon, isInRanges } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

/** Servers that work together share a network: one of them may take the data of another. */
const POOL_BITS = { 4: 24, 6: 48 } as const;

const isOfPool = (facts: Facts, advertised: string, peer: string): boolean => {
  const family = familyOf(peer);
  const ranges = [...(facts.provider?.addressRanges ?? []), `${peer}/${POOL_BITS[family]}`];
  return familyOf(advertised) === family && isInRanges(advertised, ranges);
};

export const privatePassiveAddress = ftpCheck('private-passive-address', ({ facts, job, passive, said }) => {
  const peer = job.best.endpoint.address ?? '';
  const answers = passive.filter((each) => each.advertisedAddress !== undefined);
  const wrong = answers.find((each) => canonicalAddress(each.advertisedAddress!) !== canonicalAddress(peer));
  const shown = wrong ?? answers[0];
  // EPSV names no address at all: there is nothing to get wrong (RFC 2428 section 3).
  if (!shown)
    return passive.some((each) => each.command === 'EPSV' && each.port !== undefined)
      ? inapplicable(said())
      : untested(said());
  const advertised = shown.advertisedAddress!;
  const found = said([shown.place('advertisedAddress')], { advertised, address: peer });
  if (!wrong) return passed(found);
  if (isBogon(advertised)) return failed(found);
  // Never dialled: an FTP client that goes where a server points it can be aimed at others (RFC 2577 section 3).
  return isOfPool(facts, advertised, peer)
    ? cantTell({ ...found, variant: 'pool' })
    : failed({ ...found, variant: 'other_server' });
});
