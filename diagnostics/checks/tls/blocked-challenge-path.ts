/**
 * The path over which authorities prove a name is closed, turned away or led to a sign-in page (RFC 8555 section 8.3, R59). "Not found" for
 * an invented token is what a sound server says.
 */
import { familyOf } from '../../model/view/addresses.ts';
import { challengeAt, type Challenge } from '../../model/view/challenge.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { triesAt } from '../../model/view/sessions.ts';
import { familyState } from '../../model/view/vantage.ts';
import { cantTell, failed, failureEvidence, passed, untested, type Said } from '../check.ts';
import { renewalCheck, type Renewal } from './each-renewal.ts';

/** IPv6 first, where this seat can say anything of it. */
function challengesOf(facts: Facts, host: string): readonly Challenge[] {
  const six = familyState(facts, 6) === 'works' ? 6 : undefined;
  return [six, 4].flatMap((family) =>
    dialAddresses(facts, host)
      .filter((address) => familyOf(address) === family && !isElsewhere(facts, address))
      .map((address) => challengeAt(facts, host, address)),
  );
}

/** What an authority meets: the first address where a connection stands decides. */
function decisive(challenges: readonly Challenge[]): Challenge | undefined {
  const standing = challenges.find((each) => each.state !== 'closed');
  return standing ?? challenges[0];
}

const about = (facts: Facts, { address, page, state }: Challenge, said: Said): Said => ({
  ...said,
  values: {
    ...said.values,
    address,
    status: page?.data.status ?? 0,
    target: page?.data.redirectsTo ?? page?.input.url ?? '',
  },
  evidence: page
    ? [pointAt(page, state === 'login' ? '/data/redirectsTo' : '/data/status', '/data/status')]
    : triesAt(facts, address, 80).slice(0, 2).map(failureEvidence),
});

/** A password stands before a proof as well; any other refusal of the whole site is a matter of its own. */
const isWholeSite = (facts: Facts, { state, address, page }: Challenge): boolean =>
  state === 'refused' &&
  page?.data.status !== 401 &&
  facts
    .jobs('http')
    .some(
      ({ best }) =>
        best.control === undefined &&
        best.endpoint.address === address &&
        best.endpoint.name === page?.endpoint.name &&
        best.data.status === page?.data.status,
    );

function evaluate({ facts, trouble, said }: Renewal) {
  const found = decisive(challengesOf(facts, trouble.host));
  if (!found || found.state === 'unknown') return untested(said);
  const told = about(facts, found, said);
  if (found.state === 'error' || isWholeSite(facts, found)) return cantTell(told);
  return found.state === 'served' ? passed(told) : failed({ ...told, variant: found.state });
}

export const blockedChallengePath = renewalCheck('blocked-challenge-path', ['tcp'], evaluate);
