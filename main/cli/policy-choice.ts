/** The options of a policy. Checks a provider, product and tier against the packs, so that a typing error is no silent "no policy". */
import type { Command } from 'commander';
import type { ProviderPack } from '../../diagnostics/index.ts';
import type { GivenFacts, PolicyOptions } from '../services/build-request.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { collect, collectFacts } from './options.ts';

/** Whose policy counts, what it asks for, and packs beside the built-in ones. */
export interface PolicyChoice extends PolicyOptions {
  readonly fact?: GivenFacts;
  readonly pack?: readonly string[];
}

export const addPolicyOptions = (command: Command, { t }: CliContext): Command =>
  command
    .option('--provider <id>', t.text('cli.option.provider'))
    .option('--product <id>', t.text('cli.option.product'))
    .option('--tier <id>', t.text('cli.option.tier'))
    .option('--fact <key=value>', t.text('cli.option.fact'), collectFacts)
    .option('--pack <file>', t.text('cli.option.pack'), collect);

export function choosePack(packs: readonly ProviderPack[], id: string): ProviderPack {
  const pack = packs.find((known) => known.id === id);
  if (!pack)
    throw usageError('unknown_provider', {
      id: id.slice(0, 100),
      list: packs.map((known) => known.id).join(', '),
    });
  return pack;
}

/** A product or tier without a provider is taken as given: the provider may still be recognised. */
export function checkPolicy(
  packs: readonly ProviderPack[],
  { provider, product, tier }: PolicyOptions,
): ProviderPack | null {
  if (provider === undefined) return null;
  const pack = choosePack(packs, provider);
  const chosen = product === undefined ? undefined : pack.products.find(({ id }) => id === product);
  if (product !== undefined && !chosen) {
    throw usageError('unknown_product', {
      id: product.slice(0, 100),
      provider,
      list: pack.products.map(({ id }) => id).join(', '),
    });
  }
  const tiers = (chosen ? [chosen] : pack.products).flatMap((each) => each.tiers.map(({ id }) => id));
  if (tier !== undefined && !tiers.includes(tier)) {
    throw usageError('unknown_tier', {
      id: tier.slice(0, 100),
      provider,
      list: [...new Set(tiers)].join(', ') || '–',
    });
  }
  return pack;
}
