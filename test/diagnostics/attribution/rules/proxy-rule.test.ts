import { describe, expect, it } from 'vitest';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  open,
  problemsOf,
  SERVER,
  trap,
  verdictsOf,
  type World,
} from '../../../support/attribution-factories.ts';
import type { Symptom } from '../../../../diagnostics/model/vocabulary.ts';
import { aRequest } from '../../../support/factories.ts';
import { offline } from '../../../support/network-factories.ts';
import {
  pageThroughProxy,
  notThroughProxy,
  throughProxy,
  withProxy,
} from '../../../support/proxy-factories.ts';

const mail = closed(at(SERVER, 993));
const mailDown = aFinding('unreachable-imap-port', `${HOST}:993`, mail);
const neutral = 'site.alpha.test';

const failing = (variant: 'denied' | 'unreachable', observations: World['observations']): World => {
  const page = notThroughProxy(HOST, variant === 'denied' ? 403 : 'connection_refused');
  return {
    observations: [withProxy, page, ...(observations ?? [])],
    findings: [
      aFinding('failing-proxy', 'local', page, {
        message: { key: `check.failing-proxy.failed.${variant}`, values: {} },
      }),
    ],
  };
};

const local = { subject: 'local', domain: 'customer_network', confidence: 'proven', missing: [] } as const;

describe('R9, proxies', () => {
  fires(
    'R9',
    'mail cannot get out of a network that lets only its proxy out',
    { observations: [withProxy, offline, throughProxy(HOST), mail], findings: [mailDown] },
    { ...local, cause: 'network.proxy.only_way_out', explains: [`unreachable-imap-port ${HOST}:993`] },
  );
  fires(
    'R9',
    'the proxy refuses this site and lets another one through',
    failing('denied', [throughProxy(neutral, true)]),
    { ...local, cause: 'network.proxy.site_denied', explains: ['failing-proxy local'] },
  );
  fires(
    'R9',
    'the proxy lets nothing through, and the site answers without it',
    failing('unreachable', [...notThroughProxy(neutral, 'timed_out', true), open(at(SERVER, 443))]),
    { ...local, cause: 'network.proxy.dead', explains: ['failing-proxy local'] },
  );
  trap(
    'R9',
    'the page comes through the only way out, and nothing else was asked for',
    {
      observations: [withProxy, offline, throughProxy(HOST)],
      findings: [],
    },
    [],
  );
  trap(
    'R9',
    'other servers answer directly: the mail server alone is silent',
    {
      observations: [
        withProxy,
        open(at('45.0.2.1', 443, 'anchor.alpha.test'), { control: 'C1' }),
        throughProxy(HOST),
        mail,
      ],
      findings: [mailDown],
    },
    ['R41'],
  );
  trap(
    'R9',
    'neither the proxy nor anything else lets out',
    {
      observations: [withProxy, offline, notThroughProxy(HOST), notThroughProxy(neutral, 'timed_out', true)],
      findings: [aFinding('unreachable-internet', 'local', offline)],
    },
    ['R1'],
  );

  const inOffice = (symptom: Symptom, status: number): World => ({
    request: aRequest({ symptom, services: ['dns', 'web', 'mail', 'ftp', 'ssh'] }),
    observations: [withProxy, offline, pageThroughProxy(HOST, status), ...mail],
    findings: [mailDown],
  });
  it.each([
    ['the site does not open, and it came', 'site_down', 200, 'only_way_out_site_answers'],
    ['the site shows an error, and a redirect came', 'site_error_page', 301, 'only_way_out_site_answers'],
    ['the site shows an error, and its error came', 'site_error_page', 404, 'only_way_out'],
    ['browsers warn, which a page does not tell', 'site_insecure_warning', 200, 'only_way_out'],
    ['mail does not connect', 'mail_app_cannot_connect', 200, 'only_way_out'],
    ['nothing in particular', 'everything', 200, 'only_way_out'],
  ] as const)('tells what the person came for first: %s', (_story, symptom, status, variant) => {
    expect(
      problemsOf(inOffice(symptom, status)).map(({ rule, confidence, headline }) => [
        rule,
        confidence,
        headline.key,
      ]),
    ).toEqual([['R9', 'proven', `cause.network.proxy.${variant}.headline`]]);
  });

  it('R80 stands before it for whoever came for the site, when what comes through is an error of the site', () => {
    const page = pageThroughProxy(HOST, 503);
    const world: World = {
      request: aRequest({ symptom: 'site_error_page', services: ['dns', 'web', 'mail', 'ftp', 'ssh'] }),
      observations: [withProxy, offline, page, ...mail],
      findings: [
        mailDown,
        aFinding('failing-proxy', 'local', [page], {
          message: { key: 'check.failing-proxy.failed.error', values: {} },
        }),
      ],
    };
    expect(verdictsOf(world)).toEqual([
      expect.objectContaining({ rule: 'R80', subject: HOST, confidence: 'possible' }),
      expect.objectContaining({ rule: 'R9', confidence: 'proven' }),
    ]);
  });
});
