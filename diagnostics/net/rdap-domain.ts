/**
 * Reads an RDAP domain object (RFC 9083 section 5.3) and keeps what tells of the registration: statuses, dates, name servers and the
 * registrar's company name. Contacts are dropped here, before anything is stored.
 */
import type { RdapData } from '../model/observations/rdap.ts';
import { normalizeDnsName } from './dns-records.ts';
import { scrubText } from './scrub.ts';
import { WireError } from './wire-error.ts';

/** Registries of large domains answer with long notices; more than this is no domain object. */
export const MAX_RDAP_BYTES = 256 * 1024;
const ITEMS_AT_MOST = 30;

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]).slice(0, ITEMS_AT_MOST) : [];
const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((each): each is string => typeof each === 'string');
const short = (text: string, length: number): string => scrubText(text).slice(0, length);

/** The formatted name of a jCard (RFC 7095): `["vcard", [["fn", {}, "text", "Example Registrar"], …]]`. */
function formattedName({ vcardArray }: Parts): string | undefined {
  const properties = listOf(listOf(vcardArray)[1]);
  const name = properties.map(listOf).find(([property]) => property === 'fn')?.[3];
  return typeof name === 'string' && name.trim() !== '' ? short(name.trim(), 200) : undefined;
}

/** Only the entity whose role is registrar; a registrant may carry several roles, of which one alone is enough to pass it over. */
function registrarOf({ entities }: Parts): string | undefined {
  const registrars = listOf(entities)
    .filter(isParts)
    .filter(({ roles }) => {
      const all = textsOf(roles);
      return all.includes('registrar') && all.every((role) => role === 'registrar' || role === 'sponsor');
    });
  return registrars.map(formattedName).find((name) => name !== undefined);
}

const eventsOf = ({ events }: Parts): NonNullable<RdapData['events']> =>
  listOf(events)
    .filter(isParts)
    .flatMap(({ eventAction, eventDate }) =>
      typeof eventAction === 'string' && typeof eventDate === 'string'
        ? [{ action: short(eventAction.toLowerCase(), 100), date: short(eventDate, 60) }]
        : [],
    );

const nameServersOf = ({ nameservers }: Parts): readonly string[] =>
  listOf(nameservers)
    .filter(isParts)
    .flatMap(({ ldhName }) => (typeof ldhName === 'string' ? [short(normalizeDnsName(ldhName), 300)] : []));

function signedOf({ secureDNS }: Parts): { readonly delegationSigned?: boolean } {
  const signed = isParts(secureDNS) ? secureDNS['delegationSigned'] : undefined;
  return typeof signed === 'boolean' ? { delegationSigned: signed } : {};
}

/** @throws WireError `protocol_violation` for anything but an object about this domain. */
export function readRdapDomain(body: string, domain: string): RdapData {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw new WireError('protocol_violation', { detail: 'the answer is no JSON', cause });
  }
  if (!isParts(parsed) || parsed['objectClassName'] !== 'domain')
    throw new WireError('protocol_violation', { detail: 'the answer is no domain object' });
  const { ldhName, status } = parsed;
  if (typeof ldhName === 'string' && normalizeDnsName(ldhName) !== normalizeDnsName(domain))
    throw new WireError('protocol_violation', { detail: 'the answer is about another domain' });
  const registrar = registrarOf(parsed);
  return {
    statuses: textsOf(status).map((each) => short(each.toLowerCase(), 100)),
    events: eventsOf(parsed),
    nameServers: nameServersOf(parsed),
    ...signedOf(parsed),
    ...(registrar === undefined ? {} : { registrar }),
  };
}
