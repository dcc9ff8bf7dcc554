/**
 * What an authority would meet that validates a name over HTTP (RFC 8555 section 8.3): port 80, redirects followed to any host and port
 * 80 or 443, IPv6 first and IPv4 only when no connection stands.
 */
import type { ObservationOf } from '../observation.ts';
import { boundedKey } from './bounded-key.ts';
import type { Facts, Tried } from './facts.ts';
import { challengeUrl } from './renewal.ts';
import { isClosed, portState } from './sessions.ts';

type Page = ObservationOf<'http'>;

const HOPS_AT_MOST = 4;

/** Every answer on the way, first to last, as far as it was followed. */
function challengePath(facts: Facts, host: string, address: string): readonly Tried<'http'>[] {
  const path: Tried<'http'>[] = [];
  let url: string | undefined = challengeUrl(host);
  let at: string | undefined = address;
  while (url !== undefined && path.length < HOPS_AT_MOST) {
    const wanted: string = url;
    const job: Tried<'http'> | undefined =
      facts.job('http', boundedKey(`http/${at}/${wanted}`)) ??
      facts.jobs('http').find((each) => each.best.input.url === wanted && !path.includes(each));
    if (!job || path.includes(job)) break;
    path.push(job);
    url = job.best.data.redirectsTo;
    at = job.best.endpoint.address;
  }
  return path;
}

/**
 * `served`: the server looks for the token and does not find it, or answers anything else that a real token need not meet.
 * `refused`: it turns everybody away from the path. `login`: it sends visitors to a sign-in page. `error`: it fails.
 */
export type ChallengeState = 'closed' | 'refused' | 'login' | 'error' | 'served' | 'unknown';

export interface Challenge {
  readonly state: ChallengeState;
  readonly address: string;
  /** The answer that says it; absent where the port is closed or nothing was asked. */
  readonly page: Page | undefined;
}

const refusals: ReadonlySet<number> = new Set([401, 403, 406, 407, 429, 451]);
const loginPath =
  /(?:^|[/_.?=-])(?:log-?in|sign-?in|signon|wp-login|auth|sso|coming-?soon|maintenance)(?:[/_.?=-]|$)/i;

/** Path and query of an absolute URL; this room knows no URL class. */
const pathOf = (url: string): string => /^https?:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';

function stateOf(first: Page, last: Page): ChallengeState {
  const { status } = last.data;
  if (status === undefined) return last.failure ? 'unknown' : 'served';
  const path = pathOf(last.input.url);
  const isLed = path !== pathOf(first.input.url);
  if (isLed && (loginPath.test(path) || status === 401)) return 'login';
  if (isLed) return 'served'; // a program that sends unknown addresses home: a real token is a file and comes first
  if (refusals.has(status)) return 'refused';
  if (status >= 500) return 'error';
  return loginPath.test(pathOf(last.data.redirectsTo ?? '')) ? 'login' : 'served';
}

export function challengeAt(facts: Facts, host: string, address: string): Challenge {
  const path = challengePath(facts, host, address);
  const [first, last] = [path[0]?.best, path.at(-1)?.best];
  if (first && last && first.data.connectMs !== undefined)
    return { state: stateOf(first, last), address, page: last };
  const state = portState(facts, address, 80);
  return { state: isClosed(state) ? 'closed' : 'unknown', address, page: undefined };
}
