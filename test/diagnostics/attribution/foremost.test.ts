import { describe, expect, it } from 'vitest';
import type { Request } from '../../../diagnostics/model/target.ts';
import type { Attribution } from '../../../diagnostics/model/problem.ts';
import { aFinding, at, closed, pack, problemsOf, SERVER } from '../../support/attribution-factories.ts';
import { aRequest } from '../../support/factories.ts';
import { anchorsOf } from '../../support/network-factories.ts';

const SITE = 'example.test';
const MAIL = 'mail.hoster.example';
const OTHER = '45.0.3.7';

const doors = {
  web: { check: 'unreachable-web-port', host: SITE, port: 443 },
  twin: { check: 'unreachable-web-port', host: `www.${SITE}`, port: 443 },
  mail: { check: 'unreachable-imap-port', host: MAIL, port: 993 },
  relay: { check: 'unreachable-submission-port', host: 'relay.hoster.example', port: 587 },
  file: { check: 'unreachable-ftp-port', host: `ftp.${SITE}`, port: 21 },
} as const;
type Door = keyof typeof doors;

/** Doors that all stay silent, at the address that each leads to. */
function silent(
  leading: Readonly<Partial<Record<Door, string>>>,
  symptom: Request['symptom'],
): readonly Attribution[] {
  const dead = (Object.keys(leading) as Door[]).map((door) => {
    const { check, host, port } = doors[door];
    const tries = closed({ ...at(leading[door]!, port), name: host }, 'timed_out');
    return { tries, finding: aFinding(check, `${host}:${port}`, tries) };
  });
  return problemsOf({
    request: aRequest({ symptom }),
    provider: { ...pack, mailHosts: [MAIL] },
    observations: [...dead.map(({ tries }) => tries), anchorsOf(4)],
    findings: dead.map(({ finding }) => finding),
  });
}
const called = ({ headline }: Attribution): unknown => headline.values?.['host'];

describe('a problem with several names', () => {
  const all = { mail: SERVER, file: SERVER, twin: SERVER, relay: SERVER, web: SERVER };
  it.each([
    ['site_down', `${SITE}, www.${SITE}, ${MAIL}, ftp.${SITE}, relay.hoster.example`],
    ['everything', `${SITE}, www.${SITE}, ${MAIL}, ftp.${SITE}, relay.hoster.example`],
    ['mail_app_cannot_connect', `${MAIL}, ${SITE}, www.${SITE}, ftp.${SITE}, relay.hoster.example`],
    ['ftp_cannot_connect', `ftp.${SITE}, ${SITE}, www.${SITE}, ${MAIL}, relay.hoster.example`],
  ] as const)('calls first what the person came for: %s', (symptom, host) => {
    expect(silent(all, symptom).map(called)).toEqual([host]);
  });

  it('is the same problem, whatever was complained of', () => {
    const [web, mail] = (['site_down', 'mail_cannot_send'] as const).map((symptom) => silent(all, symptom));
    expect(web!.map(({ subject }) => subject)).toEqual(mail!.map(({ subject }) => subject));
  });
});

describe('several servers that are shut alike', () => {
  const apart = { mail: SERVER, web: OTHER };
  it.each([
    ['site_down', [SITE, MAIL]],
    ['everything', [SITE, MAIL]],
    ['mail_cannot_send', [MAIL, SITE]],
  ] as const)('come in the order of what the person came for: %s', (symptom, hosts) => {
    expect(silent(apart, symptom).map(called)).toEqual(hosts);
  });
});
