/** How suspended accounts look: words that panels print, and where they redirect to. */
import type { Page } from './each-site.ts';

const phrases: readonly RegExp[] = [
  /\b(account|website|web ?site|site|domain|hosting)( has been| is| was)?( temporarily)? suspended\b/i,
  /\bbandwidth limit exceeded\b/i,
  /\b(compte|site|site web|site internet|domaine|hébergement)( d['’]hébergement)?( a été| est)?( temporairement)? suspendue?\b/i,
  /\b(account|website|site|domein|hosting(pakket)?)( is| werd)?( tijdelijk)? (opgeschort|geblokkeerd|gedeactiveerd|geschorst)\b/i,
];
const places = /\/cgi-sys\/suspendedpage\.cgi|\/suspended\.page\b/i;

/** A page about suspension is longer than a page that announces one. */
const LONGEST_NOTICE = 1_200;

const headings = /<(title|h1|h2)\b[^>]*>(.*?)<\/\1>/gis;
const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&#39;': "'",
  '&rsquo;': '’',
  '&eacute;': 'é',
};
const wordsOf = (html: string): string =>
  html
    .replace(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[#\w]+;/g, (entity) => entities[entity.toLowerCase()] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

const saysSo = (text: string): boolean => phrases.some((phrase) => phrase.test(text));

export const leadsToNotice = ({ input, data }: Page): boolean =>
  places.test(input.url) || places.test(data.redirectsTo ?? '');

/** `notice`: the page announces it, in a heading or as all it says. `mention`: the words stand somewhere in a longer page. */
export function suspensionWords({ data }: Page): 'notice' | 'mention' | 'none' {
  const html = data.bodyStart ?? '';
  const text = wordsOf(html);
  if (!saysSo(text)) return 'none';
  const isHeading = [...html.matchAll(headings)].some((match) => saysSo(wordsOf(match[2] ?? '')));
  return isHeading || text.length <= LONGEST_NOTICE ? 'notice' : 'mention';
}
