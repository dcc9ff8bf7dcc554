import { describe, expect, it } from 'vitest';
import { refusalKind, type RefusalKind } from '../../../../diagnostics/model/view/mail-words.ts';

const said: readonly (readonly [string, RefusalKind])[] = [
  ['550 Your address is on a block list', 'listed'],
  ['554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org', 'listed'],
  ['554-mx.example.test\n554 Your access was rejected due to the sender’s poor reputation', 'listed'],
  ['421 4.7.0 too many connections from your IP address', 'too_many'],
  ['421 mx.example.test: concurrent connection limit exceeded', 'too_many'],
  ['* BYE Maximum number of connections from user+IP exceeded, connections per IP', 'too_many'],
  ['421 mx.example.test Service not available, closing transmission channel', 'busy'],
  ['451 4.3.0 Temporary failure, please try again later', 'busy'],
  ['-ERR [SYS/TEMP] Server shutting down', 'busy'],
  ['554 5.7.1 Access denied', 'refused'],
  ['', 'refused'],
];

describe('words of a refusal', () => {
  it.each(said)('%s', (words, kind) => {
    expect(refusalKind(words)).toBe(kind);
  });
});
