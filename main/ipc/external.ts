/** Addresses that may be opened outside: a web page over TLS, a mail, a call. Anything else could start a program. */
const schemes = new Set(['https:', 'mailto:', 'tel:']);

export function isExternal(address: string): boolean {
  if (/[\p{Cc}\s]/u.test(address)) return false;
  try {
    const { protocol, username, password } = new URL(address);
    return schemes.has(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}
