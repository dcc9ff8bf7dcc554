// Users that exist on the shop's web server only: `ip netns exec` lays these files over /etc, PAM and sshd read them.

import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { etcOf, labRoot } from './paths.ts';

/** The login of the shop's owner, for those scenarios that hand one to the CLI. */
export const shopLogin = { user: 'shop', password: 'staple-battery' } as const;

/** Where the login above ends, with one file in it. */
export const shopHome = `${labRoot}/home-shop`;
export const shopUserId = 1000;
/** `openssl passwd -6` of the password above, with a fixed salt. */
const passwordHash =
  '$6$faultline$mnw9E/vJW6jqYWWoDufriT.waOdwQcBewCWK65KMKoEN2D5ZcZP1O1ZVa11fofOwJUK7pZlFwKerjIeAQBjjG1';

export async function createAccounts(): Promise<void> {
  await Promise.all([mkdir(etcOf('web1', ''), { recursive: true }), mkdir(shopHome, { recursive: true })]);
  // Service users (ftp, sshd, nobody) have other numbers on every machine: take them as they are.
  const existing = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .filter((line) => !line.startsWith(`${shopLogin.user}:`));
  await Promise.all([
    writeFile(
      etcOf('web1', 'passwd'),
      `${existing.join('\n')}${shopLogin.user}:x:${shopUserId}:${shopUserId}::${shopHome}:/bin/bash\n`,
    ),
    writeFile(etcOf('web1', 'shadow'), `root:*:19000::::::\n${shopLogin.user}:${passwordHash}:19000::::::\n`),
    writeFile(`${shopHome}/welcome.txt`, 'Hello\n'),
  ]);
  await chown(shopHome, shopUserId, shopUserId);
}

/** The mailbox of the shop. */
export const shopMailbox = { user: 'info@shop.test', password: 'correct-horse' } as const;
