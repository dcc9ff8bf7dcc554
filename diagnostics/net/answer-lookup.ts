/** getaddrinfo with all its answers, in the order of the operating system. It cannot be stopped. */
import { lookup } from 'node:dns';
import type { LookupAddress } from './lookup-helper.ts';

type Answer = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void;

export const answerLookup = (name: string, answer: Answer): void =>
  lookup(name, { all: true, verbatim: true }, (error, addresses) =>
    answer(
      error,
      error ? [] : addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
    ),
  );
