/** A site of example.test whose certificate ended, with what its domain and its challenge path say. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import { challengeUrl } from '../../diagnostics/model/view/renewal.ts';
import { aRecord, fromServer, NS1 } from './dns-factories.ts';
import type { FactsPartial } from './factories.ts';
import { aPage, aSecurePage, aSession, FOUR, SIX } from './service-factories.ts';

export const renewing: NonNullable<FactsPartial['provider']> = {
  renewsCertificates: true,
  certificateAuthorities: ['letsencrypt.org'],
  addressRanges: [`${FOUR}/32`, `${SIX}/128`],
};
const ended = { notBefore: '2025-11-28T00:00:00Z', notAfter: '2026-02-26T00:00:00Z' };

/** The certificate covers example.test and its www twin; other names as told. */
export const anEndedPage = (dnsNames = ['example.test', 'www.example.test']): Observation =>
  aSecurePage(aSession({ ...ended, dnsNames }));

export const aCaa = (owner: string, value?: string): Observation =>
  fromServer(
    NS1,
    owner,
    'CAA',
    value === undefined
      ? []
      : [aRecord(owner, 'CAA', `0 issue "${value}"`, { flags: 0, tag: 'issue', value })],
  );

export const addressIn = (host: string, type: 'A' | 'AAAA', ...addresses: readonly string[]): Observation =>
  fromServer(
    NS1,
    host,
    type,
    addresses.map((address) => aRecord(host, type, address)),
  );

export const aChallenge = (status: number, redirectsTo?: string): Observation =>
  aPage(challengeUrl('example.test'), {
    control: 'C3',
    data: { status, ...(redirectsTo !== undefined && { redirectsTo }) },
  });
