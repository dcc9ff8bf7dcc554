/** The proxy that browsers of this machine go through, and what came of going through it (R9). */
import type { EnvironmentData } from '../observations/machine.ts';
import type { ObservationOf } from '../observation.ts';
import { isAddressLiteral } from './addresses.ts';
import { isWithin } from './dns-answers.ts';
import type { Facts, Tried } from './facts.ts';
import { systemLookup } from './host-addresses.ts';

export interface ProxySetting {
  readonly host: string;
  readonly port: number;
}

type Setting = EnvironmentData['proxies'][number];

/** Sources that tell of https, the surest first. A script or automatic discovery is no address. */
const httpsSources: readonly RegExp[] = [
  /^env https_proxy$/i,
  /^macOS HTTPS$/i,
  /^GNOME https$/i,
  /^Windows$/i,
  /^env all_proxy$/i,
];
const DEFAULT_PORT = 80;

/** `http://proxy.example:3128/`, `proxy.example:3128`, `https=proxy.example:3128`; null for SOCKS and for what cannot be read. */
export function readProxyAddress(value: string): ProxySetting | null {
  const other = /^(\w+)=/.exec(value)?.[1];
  if (other !== undefined && other.toLowerCase() !== 'https') return null;
  const bare = value.replace(/^\w+=/, '').replace(/^http:\/\//i, '');
  const [, literal, name, port] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?\/?$/i.exec(bare) ?? [];
  const host = (literal ?? name ?? '').toLowerCase();
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  return host === '' || number < 1 || number > 65_535 ? null : { host, port: number };
}

/** `no_proxy`: names (with or without a leading dot) that browsers go to directly; `*` for all. */
function isExcepted(settings: readonly Setting[], name: string): boolean {
  return settings
    .filter((each) => /^env no_proxy$/i.test(each.source))
    .flatMap((each) => each.value.split(/[\s,]+/))
    .filter((each) => each !== '')
    .some((each) => each === '*' || isWithin(name, each.replace(/^\*?\./, '').toLowerCase()));
}

/** The proxy that this machine names for https to the name; undefined when it names none, or only by a script. */
export function proxyFor(environment: EnvironmentData | undefined, name: string): ProxySetting | undefined {
  const settings = environment?.proxies ?? [];
  if (isExcepted(settings, name)) return undefined;
  for (const source of httpsSources) {
    const found = settings
      .filter((each) => source.test(each.source))
      .map((each) => readProxyAddress(each.value))
      .find((each) => each !== null);
    if (found) return found;
  }
  return undefined;
}

/** Where the proxy is dialled: its literal address, else the first that the operating system finds. */
export function proxyAddress(facts: Facts, { host }: ProxySetting): string | undefined {
  return isAddressLiteral(host) ? host : systemLookup(facts, host)?.best.data.addresses[0];
}

export const proxiedPages = (facts: Facts): readonly Tried<'proxied-page'>[] => facts.jobs('proxied-page');

/** Any page that came through: whatever its status, the far side answered. */
export const cameThrough = ({ best }: Tried<'proxied-page'>): boolean => best.data.status !== undefined;

export const proxiedPageOf = (facts: Facts, host: string): Tried<'proxied-page'> | undefined =>
  proxiedPages(facts).find((job) => job.best.input.host === host);

/** The other pages that were asked for through the proxy, as controls. */
export const proxiedControls = (facts: Facts): readonly Tried<'proxied-page'>[] =>
  proxiedPages(facts).filter((job) => job.best.control !== undefined);

/** The proxy's own refusal, in its own words: 403 and the like. A demand for a login (407) is none, since browsers log in there. */
export const isDenied = ({ failure, data }: ObservationOf<'proxied-page'>): boolean =>
  failure?.code === 'rejected' &&
  data.proxyStatus !== undefined &&
  data.proxyStatus < 500 &&
  data.proxyStatus !== 407;

export const wantsLogin = ({ data }: ObservationOf<'proxied-page'>): boolean => data.proxyStatus === 407;

/** Nothing came through, neither the page in several tries nor a neutral one: together they are the spaced tries that law 5 asks for. */
export function isProxyDead(facts: Facts): boolean {
  const jobs = proxiedPages(facts);
  return (
    !jobs.some(cameThrough) &&
    jobs.some((job) => job.best.control === undefined && job.verdict === 'fails') &&
    jobs.some((job) => job.best.control !== undefined)
  );
}

/** A proxy is set and the question whether it lets out is not answered yet: nobody may say that there is no network. */
export function isProxyPending(facts: Facts, environment: EnvironmentData | undefined): boolean {
  const proxy = proxyFor(environment, facts.request.target.domain);
  if (!proxy || facts.request.target.isAddress || !facts.request.services.includes('web')) return false;
  const isLookupPending = !isAddressLiteral(proxy.host) && !systemLookup(facts, proxy.host);
  if (isLookupPending) return true;
  if (proxyAddress(facts, proxy) === undefined) return false;
  return !proxiedPages(facts).some(cameThrough) && !isProxyDead(facts);
}
