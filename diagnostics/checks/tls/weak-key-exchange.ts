/** The one-time key of the session is too small: Diffie-Hellman below 2048 bits (RFC 9325 section 4.1), below 1024 within reach of anybody. */
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const LEAST_BITS = 2048;
const BROKEN_BELOW_BITS = 1024;

export const weakKeyExchange = sessionCheck('weak-key-exchange', ({ session, said }) => {
  const key = session.keyExchange;
  if (key === undefined) return inapplicable(said('/chain/0/subject'));
  const found = said('/keyExchange', { bits: key.bits });
  // curves start at 224 bits in every library of today
  if (key.type === 'ECDH' || key.bits >= LEAST_BITS) return passed(found);
  return failed(key.bits < BROKEN_BELOW_BITS ? { ...found, variant: 'broken' } : found);
});
