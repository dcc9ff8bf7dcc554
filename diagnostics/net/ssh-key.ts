/** Whether a file holds a private key that its passphrase opens; what is wrong with it is not said, since that would quote from it. */
import ssh2 from 'ssh2';

export function isPrivateKey(text: string, passphrase: string | undefined): boolean {
  const parsed = ssh2.utils.parseKey(text, passphrase);
  return !(parsed instanceof Error) && parsed.isPrivateKey();
}
