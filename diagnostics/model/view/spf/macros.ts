/** Macros of SPF (RFC 7208 section 7): their syntax, and what they become for one sender. */
import ipaddr from 'ipaddr.js';
import { familyOf } from '../addresses.ts';

/** `c`, `r` and `t` may stand in explanations only (section 7.2), which nobody here asks for. */
const expand = String.raw`%(?:\{[slodiphv](?!0)\d*r?[.\-+,/_=]*\}|[%_-])`;
const literal = String.raw`[\x21-\x24\x26-\x7e]`;
const topLabel = String.raw`(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])`;
const macroString = new RegExp(`^(?:${expand}|${literal})*$`, 'i');
/** Ends in a label that is not all digits, or in a macro: `192.0.2.1` is no domain. */
const domainEnd = new RegExp(String.raw`(?:\.${topLabel}\.?|${expand})$`, 'i');

export const isMacroString = (text: string): boolean => macroString.test(text);
export const isDomainSpec = (text: string): boolean => isMacroString(text) && domainEnd.test(text);

export interface MacroValues {
  /** `postmaster@example.org`: the local part stands in when the sender has none (section 4.3). */
  readonly sender: string;
  /** The domain of the record that is being read: it changes with `include` and `redirect`. */
  readonly domain: string;
  readonly helo: string;
  /** Null when no sender is meant: then nothing that speaks of the address can be expanded. */
  readonly address: string | null;
  /** The name of the address that was proven both ways, for `p`; `unknown` without one (section 7.3). */
  readonly validatedName: string;
}

/** Dotted form for `i`: the address as it stands, or the 32 nibbles of an IPv6 address (section 7.3). */
function dotted(address: string): string {
  if (familyOf(address) === 4) return address;
  const hex = ipaddr
    .parse(address)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').split('').join('.');
}

function valueOf(letter: string, values: MacroValues): string | null {
  const { sender, domain, helo, address, validatedName } = values;
  const at = sender.lastIndexOf('@');
  switch (letter) {
    case 's':
      return sender;
    case 'l':
      return sender.slice(0, at);
    case 'o':
      return sender.slice(at + 1);
    case 'd':
      return domain;
    case 'h':
      return helo;
    case 'p':
      return address === null ? null : validatedName;
    case 'v':
      return address === null ? null : familyOf(address) === 4 ? 'in-addr' : 'ip6';
    default:
      return address === null ? null : dotted(address);
  }
}

const macro = /%\{([a-z])(\d*)(r?)([.\-+,/_=]*)\}|%([%_-])/gi;
const signs: Readonly<Record<string, string>> = { '%': '%', _: ' ', '-': '%20' };
const LONGEST_NAME = 253;

function transformed(value: string, count: string, isReversed: boolean, delimiters: string): string {
  const isDelimiter = (character: string): boolean =>
    (delimiters === '' ? '.' : delimiters).includes(character);
  const parts: string[] = [''];
  for (const character of value) {
    if (isDelimiter(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  const ordered = isReversed ? parts.toReversed() : parts;
  return (count === '' ? ordered : ordered.slice(-Number(count))).join('.');
}

/** The name that a domain-spec means for this sender, lower case; null when it speaks of an address and there is none. */
export function expandDomain(spec: string, values: MacroValues): string | null {
  let isKnown = true;
  const text = spec.replace(
    macro,
    (
      _,
      letter?: string,
      count: string = '',
      reverse: string = '',
      delimiters: string = '',
      sign: string = '',
    ) => {
      if (letter === undefined) return signs[sign] ?? '';
      const value = valueOf(letter.toLowerCase(), values);
      if (value === null) isKnown = false;
      const result = transformed(value ?? '', count, reverse !== '', delimiters);
      return letter === letter.toUpperCase() ? encodeURIComponent(result) : result;
    },
  );
  if (!isKnown) return null;
  let name = text.toLowerCase().replace(/\.$/, '');
  // section 7.3: too long a name loses labels on its left
  while (name.length > LONGEST_NAME && name.includes('.')) name = name.slice(name.indexOf('.') + 1);
  return name;
}
