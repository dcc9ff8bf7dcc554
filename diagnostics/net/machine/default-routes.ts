/** Default routes: which of a system's routes carry ordinary traffic. */
import type { AddressFamily } from '../../model/schema-kit.ts';
import type { EnvironmentData } from '../../model/observations/machine.ts';
import { isIpLiteral } from './address-scope.ts';

export interface Route {
  readonly family: AddressFamily;
  /** `default`, or a prefix such as 0.0.0.0/1. */
  readonly destination: string;
  readonly gateway: string | null;
  readonly interface: string;
  /** Lower wins. */
  readonly metric: number;
}

export type DefaultRoutes = NonNullable<EnvironmentData['defaultRoutes']>;

const MAX_ROUTES = 20;

/** VPN clients cover everything with two halves, so as to win over the default route without touching it. */
const halves = new Map<string, 'lower' | 'upper'>([
  ['0.0.0.0/1', 'lower'],
  ['128.0.0.0/1', 'upper'],
  ['::/1', 'lower'],
  ['8000::/1', 'upper'],
]);

/** All of today's global IPv6 unicast space (RFC 4291 section 2.4): some clients route only that. */
const globalUnicast = '2000::/3';

export const isDefaultLike = (destination: string): boolean =>
  destination === 'default' || destination === globalUnicast || halves.has(destination);

function coversEverything(route: Route, all: readonly Route[]): boolean {
  const half = halves.get(route.destination);
  if (half === undefined) return isDefaultLike(route.destination);
  // One entry stands for both halves, so only the lower one with an upper sibling counts.
  return (
    half === 'lower' &&
    all.some(
      (other) =>
        other.family === route.family &&
        other.interface === route.interface &&
        halves.get(other.destination) === 'upper',
    )
  );
}

/** The routes that ordinary traffic takes, the winning one of each family first. */
export function chooseDefaults(routes: readonly Route[]): DefaultRoutes {
  const specificity = (route: Route): number => (route.destination === 'default' ? 1 : 0);
  const chosen = routes
    .filter((route) => coversEverything(route, routes))
    .toSorted((a, b) => a.family - b.family || specificity(a) - specificity(b) || a.metric - b.metric);
  const unique = new Map<string, DefaultRoutes[number]>();
  for (const { family, gateway, interface: name } of chosen) {
    const via = gateway !== null && isIpLiteral(gateway) ? gateway.slice(0, 60) : null;
    const key = `${family} ${via ?? ''} ${name}`;
    if (!unique.has(key)) unique.set(key, { family, gateway: via, interface: name.slice(0, 200) });
  }
  return [...unique.values()].slice(0, MAX_ROUTES);
}
