/** One SPF record as terms (RFC 7208 section 12, the collected ABNF). A syntax error anywhere makes the whole record a permerror (4.6). */
import { isAddressLiteral } from '../addresses.ts';
import { isDomainSpec, isMacroString } from './macros.ts';

export type SpfQualifier = '+' | '-' | '~' | '?';
export type SpfMechanismName = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

export interface SpfMechanism {
  readonly name: SpfMechanismName;
  readonly qualifier: SpfQualifier;
  /** The term as it stands in the record. */
  readonly text: string;
  /** Domain with macros still in it; absent where the term names none: then the domain of the record is meant. */
  readonly domainSpec?: string;
  /** `192.0.2.0/24`, of `ip4` and `ip6` only. */
  readonly network?: string;
  /** Prefix lengths of `a` and `mx`. */
  readonly prefix: Readonly<Record<4 | 6, number>>;
}

export interface SpfRecord {
  /** In order; those after `all` are never reached (section 5.1) and are left out. */
  readonly mechanisms: readonly SpfMechanism[];
  /** Absent when there is an `all` as well: it is ignored then (section 6.1). */
  readonly redirect?: { readonly domainSpec: string; readonly text: string };
}

export type ParsedSpf =
  | { readonly ok: true; readonly record: SpfRecord }
  /** The first term that is wrong. */
  | { readonly ok: false; readonly term: string };

const anyPrefix = { 4: 32, 6: 128 } as const;
const number = '(?:0|[1-9][0-9]{0,2})';
const dualPrefix = new RegExp(`^(.*?)(?:/(${number}))?(?://(${number}))?$`);
const takesDomain: ReadonlySet<string> = new Set(['a', 'mx', 'ptr', 'include', 'exists']);
const needsDomain: ReadonlySet<string> = new Set(['include', 'exists']);

/** `ip4:192.0.2.0/24`; the prefix is that of one address when it is left out. */
function networkOf(family: 4 | 6, argument: string): string | null {
  const [address = '', prefix = String(anyPrefix[family]), ...rest] = argument.split('/');
  const isSound =
    rest.length === 0 &&
    new RegExp(`^${number}$`).test(prefix) &&
    Number(prefix) <= anyPrefix[family] &&
    isAddressLiteral(address) &&
    address.includes(':') === (family === 6);
  return isSound ? `${address}/${prefix}` : null;
}

/** `a`, `mx`, `ptr`, `include`, `exists`: what stands behind the name, with the prefix lengths that only the first two may have. */
function withDomain(base: Omit<SpfMechanism, 'prefix'>, argument: string): SpfMechanism | null {
  const mayHavePrefix = base.name === 'a' || base.name === 'mx';
  const [, head = '', four, six] = (mayHavePrefix ? dualPrefix.exec(argument) : [argument, argument]) ?? [];
  const prefix = { 4: Number(four ?? 32), 6: Number(six ?? 128) };
  if (prefix[4] > 32 || prefix[6] > 128) return null;
  if (head === '') return needsDomain.has(base.name) ? null : { ...base, prefix };
  const domainSpec = head.slice(1);
  return head.startsWith(':') && isDomainSpec(domainSpec) ? { ...base, domainSpec, prefix } : null;
}

function mechanismOf(text: string): SpfMechanism | null {
  const [, sign = '', word = '', argument = ''] = /^([-+~?]?)([a-z][a-z0-9]*)(.*)$/i.exec(text) ?? [];
  const name = word.toLowerCase();
  const base = {
    name: name as SpfMechanismName,
    qualifier: (sign === '' ? '+' : sign) as SpfQualifier,
    text,
  };
  if (name === 'all') return argument === '' ? { ...base, prefix: anyPrefix } : null;
  if (takesDomain.has(name)) return withDomain(base, argument);
  if (name !== 'ip4' && name !== 'ip6') return null;
  const network = networkOf(name === 'ip4' ? 4 : 6, argument.slice(1));
  return argument.startsWith(':') && network !== null ? { ...base, network, prefix: anyPrefix } : null;
}

const modifierShape = /^([a-z][a-z0-9_.-]*)=(.*)$/i;

/** Names of modifiers that may stand once only (section 6). */
const once: ReadonlySet<string> = new Set(['redirect', 'exp']);

/** True for a modifier that may stand there: unknown ones are ignored, as long as they are well formed. */
function isSoundModifier(name: string, value: string, isRepeated: boolean): boolean {
  return once.has(name) ? !isRepeated && isDomainSpec(value) : isMacroString(value);
}

/** @param text the strings of the TXT record joined; it begins with `v=spf1` (see `isSpf`). */
export function parseSpf(text: string): ParsedSpf {
  const mechanisms: SpfMechanism[] = [];
  const modifiers = new Map<string, string>();
  for (const term of text
    .slice('v=spf1'.length)
    .split(' ')
    .filter((each) => each !== '')) {
    const [, modifier, value = ''] = modifierShape.exec(term) ?? [];
    if (modifier === undefined) {
      const mechanism = mechanismOf(term);
      if (!mechanism) return { ok: false, term };
      mechanisms.push(mechanism);
      continue;
    }
    const name = modifier.toLowerCase();
    if (!isSoundModifier(name, value, modifiers.has(name))) return { ok: false, term };
    modifiers.set(name, value);
  }
  const all = mechanisms.findIndex((each) => each.name === 'all');
  const redirect = all < 0 ? modifiers.get('redirect') : undefined;
  return {
    ok: true,
    record: {
      mechanisms: all < 0 ? mechanisms : mechanisms.slice(0, all + 1),
      ...(redirect === undefined ? {} : { redirect: { domainSpec: redirect, text: `redirect=${redirect}` } }),
    },
  };
}
