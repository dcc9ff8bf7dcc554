/**
 * RFC 2182 section 3.1: name servers in one network are gone together. Told by prefix (/24 and /48), since whose network an address is
 * in cannot be told from the wire; networks that announce one prefix in many places (anycast) look the same, so this is advice only.
 */
import ipaddr from 'ipaddr.js';
import { familyOf, sortedUnique } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import { cantTell, failed, inapplicable, passed } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const prefixBits = { 4: 24, 6: 48 } as const;

function networkOf(address: string): string {
  const bits = prefixBits[familyOf(address)];
  const bytes = ipaddr
    .parse(address)
    .toByteArray()
    .slice(0, bits / 8);
  return `${bytes.join('.')}/${bits}`;
}

export const clusteredNameServers = zoneCheck(
  'clustered-name-servers',
  ({ facts, cut, delegation, said }) => {
    const addresses = sortedUnique(delegation.servers.map(({ address }) => address));
    if (cut.nameServers.length < 2 || addresses.length < 2)
      return [inapplicable({ ...said, variant: 'one' })];
    const { observation } = parentRecords(facts, cut);
    const seen = {
      ...said,
      values: { ...said.values, addresses: addresses.join(', ') },
      evidence: observation
        ? [pointAt(observation, '/data/response/additionals', '/data/response/authorities')]
        : [],
    };
    const isSpread = ([4, 6] as const).some(
      (family) => new Set(addresses.filter((each) => familyOf(each) === family).map(networkOf)).size > 1,
    );
    if (isSpread) return [passed(seen)];
    return [delegation.serversWithoutAddress.length > 0 ? cantTell(seen) : failed(seen)];
  },
);
