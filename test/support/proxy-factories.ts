/** A machine with a proxy, and pages that were asked for through it. */
import type { FailureCode } from '../../diagnostics/model/failure.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import { aFailure, anObservation, twice } from './factories.ts';
import { anEnvironment } from './network-factories.ts';

const PROXY = '10.0.0.1';

export const withProxy = anEnvironment({
  proxies: [{ source: 'env https_proxy', value: `http://${PROXY}:3128` }],
});

const job = (host: string, isNeutral: boolean) => ({
  id: `proxied-page/${PROXY}/3128/${host}`,
  endpoint: { name: PROXY, address: PROXY, family: 4, port: 3128 } as const,
  input: { host },
  ...(isNeutral ? ({ control: 'C2' } as const) : {}),
});

/** The page came through the proxy. */
export const throughProxy = (host: string, isNeutral = false): Observation =>
  anObservation('proxied-page', job(host, isNeutral));

/** What came through, by its status: an error of the site itself, for one. */
export const pageThroughProxy = (host: string, status: number): Observation =>
  anObservation('proxied-page', {
    ...job(host, false),
    data: { proxyConnectMs: 1, proxyStatus: 200, status },
  });

/** It did not; `status` is what the proxy said, which needs no second try. */
export function notThroughProxy(
  host: string,
  how: number | FailureCode = 'connection_refused',
  isNeutral = false,
): readonly Observation[] {
  if (typeof how === 'number')
    return [
      anObservation('proxied-page', {
        ...job(host, isNeutral),
        data: { proxyConnectMs: 1, proxyStatus: how },
        failure: aFailure('rejected', 'negotiate', `${how} No`),
      }),
    ];
  const page = anObservation('proxied-page', { ...job(host, isNeutral), failure: aFailure(how) });
  return isNeutral ? [page] : twice(page);
}
