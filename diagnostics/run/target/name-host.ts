/** Which names can be looked at from the public internet, and what is worth saying about them. */
import { domainToUnicode } from 'node:url';
import { getDomain, getPublicSuffix, parse } from 'tldts';
import type { Message } from '../../model/message.ts';
import { cut } from './echo.ts';
import { toAsciiName } from './name-labels.ts';
import { looksLatin, mixesScripts } from './spoofing.ts';
import { note, refused, understood, type Refusal, type Step } from './step.ts';

export interface NameHost {
  readonly domain: string;
  readonly displayName: string;
  readonly registrableDomain: string;
  readonly notes: readonly Message[];
}

/**
 * ICANN section only: what can be registered. In the private section (github.io, customers' names at hosters)
 * the registrable domain is still that of the owner of the suffix.
 */
const icann = { allowPrivateDomains: false, validateHostname: false, extractHostname: false } as const;

/** Never in the public DNS: RFC 6761, RFC 6762 appendix G, RFC 8375, ICANN's .internal. */
const notPublic = new Set([
  'test',
  'example',
  'invalid',
  'internal',
  'lan',
  'home',
  'corp',
  'intranet',
  'private',
  'alt',
]);

/** Endings of files that nobody can register; .zip, .md or .pl can be. */
const fileEndings = new Set(
  'html htm xhtml php php5 asp aspx jsp cgi css js mjs ts tsx jsx json xml yml yaml txt pdf doc docx xls xlsx ppt pptx odt ods csv jpg jpeg png gif webp svg ico bmp exe msi dmg iso rar gz tar tgz log ini conf cfg bak sql db eml pem crt csr faultline'.split(
    ' ',
  ),
);

function refuseSpecial(domain: string, lastLabel: string): Refusal | null {
  if (lastLabel === 'localhost' || domain === 'localhost.localdomain') return refused('localhost');
  if (lastLabel === 'onion') return refused('onion');
  if (lastLabel === 'arpa' && !domain.endsWith('home.arpa')) return refused('arpa');
  return null;
}

function refuseIncomplete(domain: string, shown: string): Refusal | null {
  if (getDomain(domain, icann) !== null) return null;
  const isSuffix = domain.includes('.') || parse(domain, icann).isIcann === true;
  return isSuffix ? refused('public_suffix', { suffix: shown }) : refused('single_label', { name: shown });
}

function endingNotes(domain: string, lastLabel: string): readonly Message[] {
  if (lastLabel === 'local') return [note('local')];
  if (notPublic.has(lastLabel) || domain.endsWith('.home.arpa'))
    return [note('not_public', { ending: lastLabel })];
  return parse(domain, icann).isIcann === true ? [] : [note('unknown_ending', { ending: lastLabel })];
}

function nameNotes(domain: string, displayName: string): readonly Message[] {
  const lastLabel = domain.slice(domain.lastIndexOf('.') + 1);
  return [
    ...(displayName === domain
      ? []
      : [note('idn', { name: cut(displayName, 150), ascii: cut(domain, 150) })]),
    ...(mixesScripts(displayName) || looksLatin(displayName) ? [note('look_alike')] : []),
    ...(domain.includes('_') ? [note('underscore')] : []),
    ...endingNotes(domain, lastLabel),
  ];
}

export function understandName(host: string): Step<NameHost> {
  const ascii = toAsciiName(host);
  if (!ascii.ok) return ascii;
  const domain = ascii.value;
  const displayName = domainToUnicode(domain);
  const lastLabel = domain.slice(domain.lastIndexOf('.') + 1);
  const shown = cut(displayName, 100);
  const refusal = refuseSpecial(domain, lastLabel) ?? refuseIncomplete(domain, shown);
  if (refusal !== null) return refusal;
  const suffix = getPublicSuffix(domain, icann);
  if (fileEndings.has(lastLabel) && suffix === lastLabel && parse(domain, icann).isIcann !== true) {
    return refused('file_name', { name: shown });
  }
  const registrableDomain = getDomain(domain, icann) ?? domain;
  return understood({ domain, displayName, registrableDomain, notes: nameNotes(domain, displayName) });
}
