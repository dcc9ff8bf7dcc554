/** The provider's own word on incidents, and whether it speaks of this server or service (R54). */
import type { StatusEntry } from '../observations/status-feed.ts';
import type { Service } from '../vocabulary.ts';
import type { Tried, Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { reverseName } from './reverse-name.ts';

export interface Incident {
  readonly job: Tried<'status-feed'>;
  readonly entry: StatusEntry;
  /** RFC 6901 pointer of the entry's title. */
  readonly pointer: string;
}

/** Milliseconds after which an entry that nobody declared over is taken for forgotten. */
const STALE_MS = 3 * 86_400_000;

/** Entries of an authentic feed that are not over, have begun, and were touched lately. */
export function openIncidents(facts: Facts): readonly Incident[] {
  const isCurrent = ({ isOpen, startedAt, updatedAt }: StatusEntry): boolean => {
    const began = Date.parse(startedAt ?? updatedAt ?? '');
    const touched = Date.parse(updatedAt ?? startedAt ?? '');
    return isOpen && began <= facts.lastSeenAt && facts.lastSeenAt - touched <= STALE_MS;
  };
  return facts
    .jobs('status-feed')
    .filter((job) => job.best.data.isAuthentic === true)
    .flatMap((job) =>
      (job.best.data.entries ?? []).flatMap((entry, index) =>
        isCurrent(entry) ? [{ job, entry, pointer: `/data/entries/${index}/title` }] : [],
      ),
    );
}

/** Names under which the provider knows the machine: its reverse record, and its own host names that lead to the address. */
function machineNames(facts: Facts, address: string): readonly string[] {
  const reverse = facts
    .jobs('dns')
    .filter(({ best }) => best.input.type === 'PTR' && best.input.name === reverseName(address))
    .flatMap(({ best }) => best.data.response?.answers ?? [])
    .filter((each) => each.type === 'PTR')
    .map((each) => each.value.replace(/\.$/, '').toLowerCase());
  const { hostNames = [], mailHosts = [] } = facts.provider ?? {};
  const published = [...hostNames, ...mailHosts].filter(
    (name) => !name.includes('*') && trueAddresses(facts, name).includes(address),
  );
  return [...new Set([...reverse, ...published])];
}

const wordsOf = ({ title, text, components }: StatusEntry): string =>
  ` ${[title, text, ...components].join(' ').toLowerCase()} `;

/** The word stands there as a whole: `web1` is not found in `web12`. */
function holds(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isBorder = (char: string | undefined): boolean =>
      char === undefined || !/[\p{L}\p{N}-]/u.test(char);
    if (isBorder(text[at - 1]) && isBorder(text[at + word.length])) return true;
  }
  return false;
}

/** Machines are called `web1`, `srv-12`, `mx03`: a word of letters and digits. */
const machineWord = /(?<![\p{L}\p{N}.-])\p{L}{2,12}-?\d{1,4}(?![\p{L}\p{N}-])/gu;

/** Words for the services in the three languages of the product; status pages are short and plain. */
const serviceWords: Readonly<Record<Service, readonly string[]>> = {
  web: [
    'web',
    'http',
    'https',
    'website',
    'websites',
    'webhosting',
    'hosting',
    'web hosting',
    'sites',
    'site',
    'hébergement',
    'apache',
    'nginx',
    'php',
  ],
  mail: [
    'mail',
    'e-mail',
    'email',
    'smtp',
    'imap',
    'pop3',
    'webmail',
    'mailbox',
    'mailboxes',
    'courrier',
    'courriel',
    'messagerie',
    'mailserver',
  ],
  ftp: ['ftp', 'sftp', 'ftps'],
  ssh: ['ssh', 'shell'],
  dns: ['dns', 'nameserver', 'nameservers', 'name server', 'name servers', 'serveurs de noms', 'naamservers'],
};

export type Concern = 'machine' | 'service' | 'other_machine' | 'nothing';

/** Whom the entry speaks of. An entry that names machines, and not this one, is about others. */
export function concernOf(
  facts: Facts,
  { entry }: Incident,
  address: string,
  service: Service | undefined,
): Concern {
  const text = wordsOf(entry);
  const names = machineNames(facts, address);
  const short = names.map((name) => name.split('.')[0]!).filter((label) => /\d/.test(label));
  if ([address, ...names, ...short].some((word) => holds(text, word))) return 'machine';
  if (names.length > 0 && [...text.matchAll(machineWord)].length > 0) return 'other_machine';
  return service !== undefined && serviceWords[service].some((word) => holds(text, word))
    ? 'service'
    : 'nothing';
}
