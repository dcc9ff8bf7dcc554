/**
 * What leaves this machine of a report: secrets and names of this computer never, mailboxes and addresses of the own network as
 * pseudonyms unless the person lets them stand. The stored report keeps the addresses, since judging again needs them.
 */
import type { Report } from '../../model/report.ts';
import { localAddresses, withoutLocalAddresses } from './local-addresses.ts';

/** In the order in which they are shown. */
export const shareClasses = ['secret', 'local_name', 'mailbox', 'local_address'] as const;
export type ShareClass = (typeof shareClasses)[number];

export interface SharedRedaction {
  readonly id: ShareClass;
  /** Places in the report for what was removed before it was stored; addresses for those replaced now. */
  readonly count: number;
  readonly isOn: boolean;
  /** True where the person cannot let it stand: secrets, and what is not known any more. */
  readonly isFixed: boolean;
}

export interface SharedReport {
  readonly report: Report;
  readonly redactions: readonly SharedRedaction[];
}

export interface ShareOptions {
  /** Classes that the person lets stand. */
  readonly keep?: readonly string[];
  /** Pseudonym to mailbox, from this machine; without it nobody can tell them any more. */
  readonly names?: Readonly<Record<string, string>>;
}

export function shareReport(report: Report, { keep = [], names = {} }: ShareOptions = {}): SharedReport {
  const addresses = localAddresses(report);
  const canName = Object.keys(names).length > 0;
  const isOn: Readonly<Record<ShareClass, boolean>> = {
    secret: true,
    local_name: true,
    mailbox: !(canName && keep.includes('mailbox')),
    local_address: !keep.includes('local_address'),
  };
  const isFixed: Readonly<Record<ShareClass, boolean>> = {
    secret: true,
    local_name: true,
    mailbox: !canName,
    local_address: false,
  };
  const named = isOn.mailbox ? report : withNames(report, names);
  const shared = isOn.local_address ? withoutLocalAddresses(named, addresses) : named;
  return {
    report: shared,
    redactions: shareClasses.map((id) => ({
      id,
      count: id === 'local_address' ? addresses.length : placesOf(report, id),
      isOn: isOn[id],
      isFixed: isFixed[id],
    })),
  };
}

const classOf: Readonly<Record<string, ShareClass>> = {
  mailbox: 'mailbox',
  home_path: 'local_name',
  local_user: 'local_name',
  computer_name: 'local_name',
};

const placesOf = ({ redactions }: Report, id: ShareClass): number =>
  redactions.filter(({ redactor }) => (classOf[redactor] ?? 'secret') === id).length;

/** Puts the mailboxes back; their domain stands in the report already. */
function withNames(report: Report, names: Readonly<Record<string, string>>): Report {
  const text = JSON.stringify(report).replace(
    /\b(mailbox-\d{1,9})@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})/gu,
    (match, name: string, domain: string) => {
      const address = Object.hasOwn(names, name) ? (names[name] ?? '') : '';
      const isIts = address.toLowerCase().endsWith(`@${domain.toLowerCase()}`);
      // Inside a JSON string already: quotes and backslashes of a strange address have to stay escaped.
      return isIts ? JSON.stringify(address).slice(1, -1) : match;
    },
  );
  return JSON.parse(text) as Report;
}
