/** The answer to PASV names an address for the data that the client cannot reach, or another server's (RFC 959 section 4.1.2, R71). */
import { canonicalAddress, isBogon } from '../../model/view/addresses.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const privatePassiveAddress = ftpCheck('private-passive-address', ({ job, passive, said }) => {
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
  return isBogon(advertised) ? failed(found) : failed({ ...found, variant: 'other_server' });
});
