/** Names of people and of this computer's account: replaced by pseudonyms, the same everywhere within one report. */
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
const pseudonym = /^mailbox-\d+$/u;

const isPublicMailbox = (localPart: string): boolean =>
  functions.has(localPart.toLowerCase()) || pseudonym.test(localPart);

/** Home folders of Unix, macOS and Windows: the account's name is the next path segment. */
const homePath =
  /((?:\/home|\/Users|[A-Za-z]:[\\/]+Users)[\\/]+)(?!<user>)(?:[^\\/\r\n:"]{1,60}(?=[\\/])|[^\\/\s:;,"']{1,100})/gu;

export function personal(
  context: RedactionContext,
  pseudonyms: Map<string, string>,
): readonly PersonalRedactor[] {
  return [
    { redactor: 'home_path', replace: (text) => text.replace(homePath, '$1<user>') },
    {
      redactor: 'local_user',
      replace: (text, isMachine) => (isMachine ? withoutUser(text, context.localUser) : text),
    },
    { redactor: 'mailbox', replace: (text) => withoutMailboxes(text, context.keep ?? [], pseudonyms) },
  ];
}

/** Only in facts about the machine: elsewhere a login name such as `www` or `anna` is just as well a host's name. */
function withoutUser(text: string, user: string | null): string {
  if (user === null || user.length < 3 || functions.has(user)) return text;
  const escaped = user.replaceAll(/[^A-Za-z0-9]/gu, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'gu'), '<user>');
}

function withoutMailboxes(text: string, keep: readonly string[], pseudonyms: Map<string, string>): string {
  return text.replace(mailbox, (match: string, localPart: string, domain: string) => {
    if (isPublicMailbox(localPart) || keep.includes(match) || algorithmOwners.has(domain)) return match;
    const address = match.toLowerCase();
    const name = pseudonyms.get(address) ?? `mailbox-${pseudonyms.size + 1}`;
    pseudonyms.set(address, name);
    return `${name}@${domain}`;
  });
}
