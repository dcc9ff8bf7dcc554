// Faults of signed domains (DNSSEC), and things about them that look like faults and are none.

import { z } from 'zod';
import { unboundConfigPath, unboundName } from '../services/unbound.ts';
import { paths } from '../world/paths.ts';
import { NameServers } from '../world/name-servers.ts';
import { soundSigning } from '../world/signing.ts';
import { dsText } from '../world/signing-keys.ts';
import type { ZoneLine } from '../world/signing.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { NodeName } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { domain, owner, query, shop } from './parts.ts';

/** Keys of an operator before or after this one. */
const otherGeneration = 1;
const nodesOf = z
  .array(z.enum(['ns1', 'ns2', 'third']))
  .min(1)
  .optional();

/** What the registry holds for the domain: the digest of these keys, or none. */
const withDs = (world: World, origin: string, generation: number | null): Promise<void> =>
  world.change.zone(NameServers.parentOf(origin), (records) => [
    ...records.filter(([name, type]) => !(name === `${origin}.` && type === 'DS')),
    ...(generation === null ? [] : [[`${origin}.`, 'DS', dsText(origin, { generation })] as const]),
  ]);

/** Signs a domain that may not be signed otherwise, with the matching entry at the registry. */
async function signed(
  world: World,
  origin: string,
  signing: Partial<typeof soundSigning>,
  nodes?: readonly NodeName[],
): Promise<void> {
  await world.change.signing(origin, soundSigning);
  await withDs(world, origin, soundSigning.generation);
  if (Object.keys(signing).length > 0)
    await world.change.signing(origin, { ...soundSigning, ...signing }, { nodes });
}

/** A validating resolver refuses; without validation (+cd) the same question has an answer. */
const isBogus = (origin: string, type = 'A') => ({
  run: `${query(origin, type, hosts.quad9.v4)}; dig +cd +noall +comments @${hosts.quad9.v4} ${origin} ${type}`,
  shows: /status: SERVFAIL(.*\n)+.*status: NOERROR/,
  normally: /^(?!(.|\n)*SERVFAIL)(.|\n)*status: NOERROR/,
});

export const domainSigned = defineFault({
  id: 'domain-signed',
  summary: 'The domain is signed, and the registry knows its key (no fault).',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) => signed(world, origin, {}),
  witness: ({ domain: origin }) => ({
    run: `delv -a ${paths.rootAnchors} +root=. @${hosts.quad9.v4} ${origin} A`,
    shows: /; fully validated/,
    normally: /; unsigned answer/,
  }),
});

export const dsLeftBehind = defineFault({
  id: 'ds-left-behind',
  summary:
    'The registry still holds the signing key of a former DNS operator; the zone is unsigned now, or signed with other keys.',
  params: z.strictObject({ domain, zone: z.enum(['unsigned', 'signed']).default('unsigned') }),
  examples: [{ zone: 'signed' }, { domain: 'atelier.test' }],
  inject: async (world, { domain: origin, zone }) => {
    await world.change.signing(origin, zone === 'signed' ? soundSigning : null);
    await withDs(world, origin, otherGeneration);
  },
  witness: ({ domain: origin }) => isBogus(origin),
});

export const signaturesExpired = defineFault({
  id: 'signatures-expired',
  summary: 'The signatures of the zone have run out, at all of its name servers or at some.',
  params: z.strictObject({ domain, days: z.int().min(1).default(10), nodes: nodesOf }),
  examples: [{ domain: 'atelier.test' }],
  inject: (world, { domain: origin, days, nodes }) =>
    signed(world, origin, { fromHours: -24 * (days + 30), toHours: -24 * days }, nodes),
  witness: ({ domain: origin }) => isBogus(origin),
});

export const signaturesNotYetValid = defineFault({
  id: 'signatures-not-yet-valid',
  summary: 'The signatures of the zone begin in the future: the clock of the signer is wrong.',
  params: z.strictObject({ domain, days: z.int().min(1).default(10) }),
  inject: (world, { domain: origin, days }) =>
    signed(world, origin, { fromHours: 24 * days, toHours: 24 * (days + 30) }),
  witness: ({ domain: origin }) => isBogus(origin),
});

/** Another last letter in the middle of the signatures of one name. */
const garble = (value: string): string =>
  value.replace(/.(.{20})$/, (end, rest: string) => `${end.startsWith('A') ? 'B' : 'A'}${rest}`);

export const signatureBroken = defineFault({
  id: 'signature-broken',
  summary:
    'The signatures over the records of some names are wrong: somebody changed records without signing.',
  params: z.strictObject({
    domain,
    names: z.array(z.string()).default(['@', 'www']),
    types: z.array(z.string()).default(['A', 'AAAA']),
  }),
  inject: (world, { domain: origin, names, types }) => {
    const owners = names.map((name) => owner(origin, name));
    const isMeant = ([name, , type, value]: ZoneLine): boolean =>
      type === 'RRSIG' && owners.includes(name) && types.includes(value.split(' ')[0] ?? '');
    return signed(world, origin, {
      spoil: (lines) =>
        lines.map((line) => (isMeant(line) ? ([line[0], line[1], line[2], garble(line[3])] as const) : line)),
    });
  },
  witness: ({ domain: origin }) => isBogus(origin),
});

export const signaturesMissing = defineFault({
  id: 'signatures-missing',
  summary: 'The zone has its keys and no signatures over its other records.',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) =>
    signed(world, origin, {
      spoil: (lines) => lines.filter(([, , type, value]) => type !== 'RRSIG' || value.startsWith('DNSKEY ')),
    }),
  witness: ({ domain: origin }) => isBogus(origin),
});

export const denialBroken = defineFault({
  id: 'denial-broken',
  summary:
    'The zone lacks the signed proof (NSEC) that a name or a record does not exist; what exists is fine.',
  params: z.strictObject({ domain: z.string().default('bakery.test') }),
  inject: (world, { domain: origin }) =>
    signed(world, origin, {
      spoil: (lines) =>
        lines.filter(
          ([, , type, value]) => type !== 'NSEC' && !(type === 'RRSIG' && value.startsWith('NSEC ')),
        ),
    }),
  witness: ({ domain: origin }) => isBogus(origin, 'CAA'),
});

export const validatorClockWrong = defineFault({
  id: 'validator-clock-wrong',
  summary:
    "The access provider's resolver validates by a wrong clock: to it, everything signed looks forged.",
  params: z.strictObject({ days: z.int().default(400) }),
  inject: async (world, { days }) => {
    const date = new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, '').slice(0, 14);
    await world.change.reconfigure([unboundName('isp')], {
      [unboundConfigPath('isp')]: (text) =>
        text.replace('server:\n', `server:\n  val-override-date: "${date}"\n`),
    });
  },
  witness: () => ({
    run: `${query('atelier.test', 'A', seatAddresses.gateway)}; ${query('atelier.test', 'A', hosts.quad9.v4)}`,
    shows: /status: SERVFAIL(.*\n)+.*status: NOERROR/,
    normally: /^(?!(.|\n)*SERVFAIL)(.|\n)*status: NOERROR/,
  }),
});

export const resolverBogus = defineFault({
  id: 'resolver-bogus',
  summary: "The access provider's resolver holds one domain for forged, by a wrong trust anchor of its own.",
  params: z.strictObject({ domain: z.string().default('atelier.test') }),
  inject: (world, { domain: origin }) =>
    world.change.reconfigure([unboundName('isp')], {
      [unboundConfigPath('isp')]: (text) =>
        text.replace(
          'server:\n',
          `server:\n  trust-anchor: "${origin}. DS ${dsText(origin, { generation: otherGeneration })}"\n`,
        ),
    }),
  witness: ({ domain: origin }) => ({
    run: `${query(origin, 'A', seatAddresses.gateway)}; ${query(origin, 'A', hosts.quad9.v4)}`,
    shows: /status: SERVFAIL(.*\n)+.*status: NOERROR/,
    normally: /^(?!(.|\n)*SERVFAIL)(.|\n)*status: NOERROR/,
  }),
});

export const negativeTrustAnchor = defineFault({
  id: 'negative-trust-anchor',
  summary:
    "The access provider's resolver does not validate one domain, so that it answers although the domain is broken.",
  params: z.strictObject({ domain: z.string().default('atelier.test') }),
  inject: async (world, { domain: origin }) => {
    await world.change.resolver('isp', ['insecure_add', origin], ['insecure_remove', origin]);
    await world.change.flushCaches(['isp']);
  },
  witness: ({ domain: origin }) => ({
    run: `dig +noall +comments @${seatAddresses.gateway} ${origin} A | grep flags:`,
    shows: /^(?!.* ad[ ;])/,
    normally: / ad[ ;]/,
  }),
});

export const resolverNotValidating = defineFault({
  id: 'resolver-not-validating',
  summary: "The access provider's resolver does not validate at all, as many do not (no fault).",
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([unboundName('isp')], {
      [unboundConfigPath('isp')]: (text) =>
        text.replace('module-config: "validator iterator"', 'module-config: "iterator"'),
    }),
  witness: () => ({
    run: `dig +noall +comments @${seatAddresses.gateway} atelier.test A | grep flags:`,
    shows: /^(?!.* ad[ ;])/,
    normally: / ad[ ;]/,
  }),
});

const registryStates = ['keys-changed', 'expired', 'digest-signature'] as const;

/** The zone above as its registry publishes it, with other keys than its parent vouches for, or with signatures that do not hold. */
const registrySigning = (
  how: (typeof registryStates)[number],
  origin: string,
): Partial<typeof soundSigning> => {
  if (how === 'keys-changed') return { generation: otherGeneration };
  if (how === 'expired') return { fromHours: -24 * 40, toHours: -24 * 2 };
  const isMeant = ([name, , type, value]: ZoneLine): boolean =>
    name === `${origin}.` && type === 'RRSIG' && value.startsWith('DS ');
  return {
    spoil: (lines) =>
      lines.map((line) => (isMeant(line) ? ([line[0], line[1], line[2], garble(line[3])] as const) : line)),
  };
};

export const registrySignatures = defineFault({
  id: 'registry-signatures',
  summary:
    'The registry signs its zone, above the domain, with keys that the root does not vouch for, with signatures that ran out, or signs the digest of the domain wrongly.',
  params: z.strictObject({
    domain: z.string().default('atelier.test'),
    how: z.enum(registryStates).default('keys-changed'),
  }),
  examples: [{ how: 'expired' }, { how: 'digest-signature' }, { domain: shop }],
  inject: (world, { domain: origin, how }) =>
    world.change.signing(NameServers.parentOf(origin), { ...soundSigning, ...registrySigning(how, origin) }),
  witness: ({ domain: origin }) => isBogus(origin),
});
