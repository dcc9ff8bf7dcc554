/** How mail servers let people in, as far as it can be seen without a login. */
import type { MailDialogueData } from '../observations/dialogues.ts';

/** Mechanisms that carry a token of a browser sign-in (RFC 7628 and its forerunner). */
const tokenMechanisms = new Set(['OAUTHBEARER', 'XOAUTH2']);

/** IMAP and POP3 have a login of their own beside AUTH: it counts as closed only where the server says so (RFC 9051 section 6.2.3). */
function takesPlainLogin({ capabilitiesAfterTls = [] }: MailDialogueData): boolean {
  const names = capabilitiesAfterTls.map((each) => each.toUpperCase());
  const isImap = names.some((each) => each.startsWith('IMAP4'));
  return (isImap && !names.includes('LOGINDISABLED')) || names.includes('USER');
}

/** A list of AUTH mechanisms without any that takes a password. */
export function takesTokensOnly(data: MailDialogueData): boolean {
  const mechanisms = data.authMechanismsAfterTls ?? [];
  return (
    mechanisms.length > 0 && mechanisms.every((each) => tokenMechanisms.has(each)) && !takesPlainLogin(data)
  );
}
