/** Every secret that no output may hold. */
import type { SecretSeed } from './secrets/seed.ts';
import { addressSeeds, connectionSeeds, headerSeeds } from './secrets/sent.ts';
import { keySeeds, vendorSeeds } from './secrets/tokens.ts';
import { commandSeeds, formSeeds, saslSeeds } from './secrets/typed.ts';

export const secretSeeds: readonly SecretSeed[] = [
  ...formSeeds,
  ...commandSeeds,
  ...saslSeeds,
  ...headerSeeds,
  ...addressSeeds,
  ...connectionSeeds,
  ...vendorSeeds,
  ...keySeeds,
];

/** Names of the seeds of which something stands in a text: as they are, or encoded as in an address or in JSON. */
export function leaksIn(text: string, seeds: readonly SecretSeed[] = secretSeeds): readonly string[] {
  return seeds
    .filter(({ marks }) =>
      marks.some((mark) => [mark, encodeURIComponent(mark)].some((form) => text.includes(form))),
    )
    .map(({ name }) => name);
}
