/**
 * The operating system's lookup in a process of its own. getaddrinfo cannot be stopped and a process cannot end while it runs,
 * so a resolver that hangs would hold up whoever wants to leave; this process is simply ended.
 */
import { answerLookup } from './answer-lookup.ts';
import type { LookupAnswer, LookupQuestion } from './lookup-helper.ts';

process.on('message', ({ id, name }: LookupQuestion) => {
  answerLookup(name, (error, addresses) => {
    const answer: LookupAnswer = error
      ? { id, error: { message: error.message, code: error.code ?? 'UNKNOWN' } }
      : { id, addresses };
    process.send?.(answer);
  });
});
process.on('disconnect', () => process.exit());
