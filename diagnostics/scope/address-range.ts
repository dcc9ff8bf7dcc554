/** IP addresses and CIDR ranges as numbers, without Node: this room also judges stored reports. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const decimalByte = /^(?:0|[1-9]\d{0,2})$/u;
const hexGroup = /^[\da-f]{1,4}$/iu;

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => decimalByte.test(part) && Number(part) < 256)) return null;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

/** A final dotted quad counts as two groups (RFC 4291, section 2.2). */
function groupsOf(text: string): readonly string[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  if (!last.includes('.')) return groups;
  const quad = parseIpv4(last);
  if (quad === null) return null;
  return [...groups.slice(0, -1), (quad >> 16n).toString(16), (quad & 0xffffn).toString(16)];
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::');
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (halves.length > 2 || head === null || tail === null) return null;
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const groups = [...head, ...Array.from({ length: gap }, () => '0'), ...tail];
  if (!groups.every((group) => hexGroup.test(group))) return null;
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

function parseAddress(text: string): Address | null {
  const isIpv6 = text.includes(':');
  const value = isIpv6 ? parseIpv6(text) : parseIpv4(text);
  return value === null ? null : { bits: isIpv6 ? 128 : 32, value };
}

export function isInRange(addressText: string, range: string): boolean {
  const [base = '', length = ''] = range.split('/');
  const address = parseAddress(addressText);
  const network = parseAddress(base);
  if (address === null || network === null || address.bits !== network.bits) return false;
  const shift = BigInt(address.bits - Number(length));
  return address.value >> shift === network.value >> shift;
}
