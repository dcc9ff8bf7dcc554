/**
 * The site's IPv4 address is the provider's and its IPv6 address is another machine's that answers. Authorities prefer IPv6 and turn to
 * IPv4 only when no connection stands, so a dead address hinders nobody and a wrong one that answers does (R57).
 */
import { familyOf } from '../../model/view/addresses.ts';
import { coversName } from '../../model/view/certificates.ts';
import { isBehindEdge } from '../../model/view/edges.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { allSessions, connected, portState, triesAt } from '../../model/view/sessions.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { renewalCheck, type Renewal } from './each-renewal.ts';

/** Another machine by the pack, or by a certificate that has nothing to do with the name while the other family's covers it. */
const isForeign = (facts: Facts, host: string, address: string): boolean =>
  isElsewhere(facts, address) ||
  allSessions(facts).some(
    ({ observation, session }) =>
      observation.endpoint.address === address &&
      observation.endpoint.name === host &&
      session.chain[0] !== undefined &&
      !coversName(session.chain[0], host),
  );

function evaluate({ facts, trouble, said }: Renewal) {
  const addresses = trueAddresses(facts, trouble.host);
  const six = addresses.filter((each) => familyOf(each) === 6);
  const isOwnFour = familyOf(trouble.seen.observation.endpoint.address ?? '') === 4;
  if (six.length === 0 || !isOwnFour || trouble.kind === 'missing') return inapplicable(said);
  const foreign = six.filter((each) => isForeign(facts, trouble.host, each) && !isBehindEdge(facts, each));
  const answering = foreign.find((each) => portState(facts, each, 80) === 'open');
  if (answering !== undefined) {
    const seen = triesAt(facts, answering, 80).find(connected)!;
    return failed({
      ...said,
      values: { ...said.values, address: answering },
      evidence: [pointAt(seen, '/endpoint/address'), pointAt(seen, '/data/connectMs')],
    });
  }
  const states = six.map((each) => portState(facts, each, 80));
  return states.includes('unknown') || states.includes('unconfirmed') ? untested(said) : passed(said);
}

export const foreignIpv6Address = renewalCheck('foreign-ipv6-address', ['dns', 'tcp'], evaluate);
