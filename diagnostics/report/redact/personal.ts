/** Names of people and of this computer's account: replaced by pseudonyms, the same everywhere within one report. */
import { isPseudonym, type PrivateNames } from './private-names.ts';
import type { RedactionContext } from './redactor.ts';

interface PersonalRedactor {
  readonly redactor: string;
  readonly replace: (text: string, isMachine: boolean) => string;
}

const mailbox =
  /(?<![\w.+/=@%-])([A-Za-z0-9!#$&'*+=?^_`{|}~][\w.!#$&'*+=?^`{|}~-]{0,63})@((?:[\w-]{1,63}\.){1,8}[A-Za-z][\w-]{1,62})/gu;

/** Mailboxes that belong to a function (RFC 2142 and common ones), not to a person. */
const functions = new Set([
  'abuse',
  'admin',
  'administrator',
  'billing',
  'contact',
  'dmarc',
  'dns',
  'domains',
  'hostmaster',
  'info',
  'mailer-daemon',
  'marketing',
  'noc',
  'no-reply',
  'noreply',
  'postmaster',
  'root',
  'sales',
  'security',
  'support',
  'sysadmin',
  'tlsrpt',
  'usenet',
  'webmaster',
  'www',
]);
/** Names of SSH algorithms look like mailboxes: `curve25519-sha256@libssh.org` (RFC 4251 section 6). */
const algorithmOwners = new Set([
  'openssh.com',
  'libssh.org',
  'ssh.com',
  'lysator.liu.se',
  'putty.projects.tartarus.org',
]);

const isPublicMailbox = (localPart: string): boolean =>
  functions.has(localPart.toLowerCase()) || isPseudonym(localPart);

/** Home folders of Unix, macOS and Windows: the account's name is the next path segment. */
const homePath =
  /((?:\/home|\/Users|[A-Za-z]:[\\/]+Users)[\\/]+)(?!<user>)(?:[^\\/\r\n:"]{1,60}(?=[\\/])|[^\\/\s:;,"']{1,100})/gu;

export function personal(context: RedactionContext, names: PrivateNames): readonly PersonalRedactor[] {
  const computer = computerPattern(context.localHost ?? null, context.keep ?? []);
  return [
    { redactor: 'home_path', replace: (text) => text.replace(homePath, '$1<user>') },
    {
      redactor: 'local_user',
      replace: (text, isMachine) => (isMachine ? withoutUser(text, context.localUser) : text),
    },
    {
      redactor: 'computer_name',
      replace: (text) => (computer === null ? text : text.replace(computer, '<computer>')),
    },
    { redactor: 'mailbox', replace: (text) => withoutMailboxes(text, context.keep ?? [], names) },
  ];
}

/** Only in facts about the machine: elsewhere a login name such as `www` or `anna` is just as well a host's name. */
function withoutUser(text: string, user: string | null): string {
  if (user === null || user.length < 3 || functions.has(user)) return text;
  const escaped = user.replaceAll(/[^A-Za-z0-9]/gu, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'gu'), '<user>');
}

/** Names that many machines have, or that say what a machine is for: as a word they tell nothing of this computer. */
const commonHosts = new Set(
  'localhost server host mail smtp imap pop www web ftp ssh dns router gateway desktop laptop computer macbook linux ubuntu debian windows default unknown local demo test'.split(
    ' ',
  ),
);

/**
 * The name that this computer calls itself, alone or with the ending of a home network. Never a label inside a longer name: a machine
 * called `ns1` must not eat the name servers of the world.
 */
function computerPattern(host: string | null, keep: readonly string[]): RegExp | null {
  const short = host?.split('.')[0]?.toLowerCase() ?? '';
  if (short.length < 4 || commonHosts.has(short) || /^\d+$/u.test(short)) return null;
  if (
    keep.some((name) =>
      name
        .toLowerCase()
        .split(/[^a-z0-9-]/u)
        .includes(short),
    )
  )
    return null;
  const names = [short, ...(host === null || host.toLowerCase() === short ? [] : [host])].map((name) =>
    name.replaceAll(/[^A-Za-z0-9-]/gu, String.raw`\$&`),
  );
  const endings = String.raw`(?:\.(?:local|localdomain|lan|home|internal|home\.arpa|fritz\.box|box))?`;
  return new RegExp(
    String.raw`(?<![\w.@-])(?:${names.toReversed().join('|')})${endings}(?![\w-]|\.\w|@)`,
    'giu',
  );
}

function withoutMailboxes(text: string, keep: readonly string[], names: PrivateNames): string {
  return text.replace(mailbox, (match: string, localPart: string, domain: string) => {
    if (isPseudonym(localPart)) names.reserve(localPart);
    if (isPublicMailbox(localPart) || keep.includes(match) || algorithmOwners.has(domain)) return match;
    return `${names.pseudonymOf(match)}@${domain}`;
  });
}
