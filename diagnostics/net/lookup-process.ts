/**
 * The operating system's lookup in a process of its own. getaddrinfo cannot be stopped and a process cannot end while it runs,
 * so a resolver that hangs would hold up whoever wants to leave; this process is simply ended.
 */
import { lookup } from 'node:dns';
import type { LookupAnswer, LookupQuestion } from './lookup-helper.ts';

process.on('message', ({ id, name }: LookupQuestion) => {
  lookup(name, { all: true, verbatim: true }, (error, addresses) => {
    const answer: LookupAnswer = error
      ? { id, error: { message: error.message, code: error.code ?? 'UNKNOWN' } }
      : {
          id,
          addresses: addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
        };
    process.send?.(answer);
  });
});
process.on('disconnect', () => process.exit());
