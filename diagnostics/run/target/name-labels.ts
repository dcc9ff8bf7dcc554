/** Host names: from typed characters to A-labels, with the length and character rules that the URL parser leaves out. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { cut } from './echo.ts';
import { refused, understood, type Refusal, type Step } from './step.ts';

/** RFC 1035 section 2.3.4: 255 bytes on the wire, hence 253 characters without the final dot. */
const MAX_NAME = 253;
const MAX_LABEL = 63;

const quoteName = (name: string): string => cut(name, 80);

function decodePercent(host: string): string | null {
  try {
    return decodeURIComponent(host);
  } catch {
    return null;
  }
}

/** The characters that no host name may hold, for the message. */
const strangeCharacters = (host: string): string =>
  [...new Set(host.match(/[^\p{L}\p{N}\p{M}\p{So}.\-_\u200C\u200D]/gu))].slice(0, 5).join(' ');

function refuseCharacters(host: string): Refusal {
  const characters = strangeCharacters(host).replace(/\p{C}/gu, '').trim();
  return characters === ''
    ? refused('not_a_name', { name: quoteName(host) })
    : refused('characters', { name: quoteName(host), characters });
}

/** Decodes to something and encodes back to the same (RFC 5891 section 5.3). */
function isSoundALabel(label: string): boolean {
  const unicode = domainToUnicode(label);
  return unicode !== '' && !unicode.startsWith('xn--') && domainToASCII(unicode) === label;
}

function checkLabel(label: string): Step<string> {
  const shown = quoteName(label);
  if (label.length > MAX_LABEL) return refused('label_too_long', { label: shown, length: label.length });
  if (!/^[a-z0-9_-]+$/.test(label)) return refuseCharacters(label);
  if (label.startsWith('xn--') && !isSoundALabel(label)) return refused('punycode', { label: shown });
  // RFC 5890 section 2.3.1
  if (label.startsWith('-') || label.endsWith('-')) return refused('hyphen', { label: shown });
  return understood(label);
}

/** Lengths of plain ASCII are known before any conversion; conversion of very long names need not be tried. */
function checkLength(name: string): Step<string> {
  if (name.length > MAX_NAME) return refused('name_too_long', { length: name.length });
  return understood(name);
}

/** Says why the conversion gave nothing; Node's versions differ in how much they let pass before this. */
function refuseUnconverted(name: string): Refusal {
  const labels = name.toLowerCase().split('.');
  const longest = labels.find((label) => label.length > MAX_LABEL);
  if (longest !== undefined)
    return refused('label_too_long', { label: quoteName(longest), length: longest.length });
  const coded = labels.find((label) => /^xn--[a-z0-9-]*$/.test(label));
  return coded === undefined ? refuseCharacters(name) : refused('punycode', { label: quoteName(coded) });
}

/** A name in lower-case A-labels, without final dot (UTS 46, RFC 5890). */
export function toAsciiName(host: string): Step<string> {
  const decoded = host.includes('%') ? decodePercent(host) : host;
  if (decoded === null || /[\p{Cc}%]/u.test(decoded)) return refuseCharacters(host);
  if (decoded.split(/[.\u3002\uFF0E\uFF61]/).includes(''))
    return refused('empty_label', { name: quoteName(decoded) });
  const length = checkLength(decoded);
  if (!length.ok) return length;
  const ascii = domainToASCII(decoded).toLowerCase();
  if (ascii === '') return refuseUnconverted(decoded);
  const bad = ascii
    .split('.')
    .map(checkLabel)
    .find((step) => !step.ok);
  return bad ?? checkLength(ascii);
}
