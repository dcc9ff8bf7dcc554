/** R9: browsers go through the proxy that is set here; whether the page comes through it, and what page (R80). */
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import {
  cameThrough,
  isDenied,
  isProxyDead,
  proxiedControls,
  proxiedPageOf,
  wantsLogin,
} from '../../model/view/proxy.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed, type Said } from '../check.ts';

const check = 'failing-proxy';
const subject = 'local';

/** A page of the host, or a port of it, answered without the proxy. */
const answersDirectly = (facts: Facts, host: string): boolean =>
  connectionTries(facts).some(
    (each) => each.endpoint.name === host && each.endpoint.port === 443 && connected(each),
  );

/** `denied`: the proxy itself refuses this site. `unreachable`: nothing comes through it, not even a neutral site. */
function variantOf(facts: Facts, page: Tried<'proxied-page'>, host: string): 'denied' | 'unreachable' | null {
  if (isDenied(page.best) && proxiedControls(facts).some(cameThrough)) return 'denied';
  return isProxyDead(facts) && answersDirectly(facts, host) ? 'unreachable' : null;
}

export const failingProxy = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment'],
  evaluate(facts) {
    const host = facts.request.target.domain;
    const page = proxiedPageOf(facts, host);
    if (!page) return [inapplicable({ check, subject })];
    const { name: proxy = '', port = 0 } = page.best.endpoint;
    const said: Said = { check, subject, values: { host, proxy: `${proxy}:${port}` } };
    if (cameThrough(page)) {
      const status = page.best.data.status!;
      const evidence = [pointAt(page.best, '/data/status')];
      const answered = { ...said, evidence, values: { ...said.values, status } };
      return [status < 500 ? passed(answered) : failed({ ...answered, variant: 'error' })];
    }
    const evidence = [
      ...page.tries.map((each) => pointAt(each, '/failure/detail', '/failure/code')),
      ...proxiedControls(facts).map((job) => pointAt(job.best, '/data/status', '/failure/code')),
    ].slice(0, 4);
    if (wantsLogin(page.best)) return [cantTell({ ...said, variant: 'login', evidence })];
    const variant = variantOf(facts, page, host);
    return [
      variant
        ? failed({ ...said, variant, evidence })
        : cantTell({ ...said, evidence: [failureEvidence(page.best)] }),
    ];
  },
});
