/**
 * Pseudonyms for mailboxes: one address has one name wherever it stands in a run, its events, its report and its tickets. What a name
 * stands for is known to whoever keeps these names, on the person's machine; no report and no bundle holds it.
 */
export interface PrivateNames {
  /** `mailbox-3` for an address. */
  pseudonymOf(address: string): string;
  /** A pseudonym that a text held already (of another person's report) is not given to anybody else. */
  reserve(pseudonym: string): void;
  /** Pseudonym to address, as it was first seen. */
  entries(): Readonly<Record<string, string>>;
}

const form = /^mailbox-(\d{1,9})$/u;
export const isPseudonym = (localPart: string): boolean => form.test(localPart);

/** `known` continues names that were given before, for the same report. */
export function createPrivateNames(known: Readonly<Record<string, string>> = {}): PrivateNames {
  const addresses = new Map(Object.entries(known));
  const names = new Map([...addresses].map(([name, address]) => [address.toLowerCase(), name]));
  const taken = new Set(addresses.keys());
  const firstFree = (): string => {
    let number = 1;
    while (taken.has(`mailbox-${number}`)) number += 1;
    return `mailbox-${number}`;
  };
  return {
    pseudonymOf: (address) => {
      const key = address.toLowerCase();
      const name = names.get(key) ?? firstFree();
      taken.add(name);
      if (!names.has(key)) addresses.set(name, address);
      names.set(key, name);
      return name;
    },
    reserve: (pseudonym) => void taken.add(pseudonym),
    entries: () => Object.fromEntries(addresses),
  };
}

/** Reserves every pseudonym in a value that was redacted before. */
export function reserveNamesIn(value: unknown, names: PrivateNames): void {
  for (const [, name = ''] of JSON.stringify(value).matchAll(/\b(mailbox-\d{1,9})@/gu)) names.reserve(name);
}

/** The names of another person's report beside ours: `mailbox-1001` and on for the first, so that no two people share one. */
export function withNamesOfView<T>(value: T, view: number): T {
  const text = JSON.stringify(value);
  if (!text.includes('mailbox-')) return value;
  return JSON.parse(
    text.replace(
      /\bmailbox-(\d{1,3})@/gu,
      (_match, number: string) => `mailbox-${view * 1000 + Number(number)}@`,
    ),
  ) as T;
}
