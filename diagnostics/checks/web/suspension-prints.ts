/** How suspended accounts look: words that panels print, and where they redirect to. */
import type { Page } from './each-site.ts';

const phrases: readonly RegExp[] = [
  /\b(account|website|web ?site|site|domain|hosting)( has been| is| was)?( temporarily)? suspended\b/i,
  /\bbandwidth limit exceeded\b/i,
  /\b(compte|site|site web|site internet|domaine|hébergement)( d['’]hébergement)?( a été| est)?( temporairement)? suspendue?\b/i,
  /\b(account|website|site|domein|hosting(pakket)?)( is| werd)?( tijdelijk)? (opgeschort|geblokkeerd|gedeactiveerd|geschorst)\b/i,
];
const places = /\/cgi-sys\/suspendedpage\.cgi|\/suspended\.page\b/i;

/** A page about suspension is longer than a page that announces one; under a heading that says it, more is believed. */
const LONGEST_NOTICE = { bare: 1_200, headed: 4_000 } as const;

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

/** A heading that says this and hardly anything else: "Account suspended", and not "What to do when your account is suspended". */
const LONGEST_HEADING_WORDS = 8;
const announces = (heading: string): boolean =>
  saysSo(heading) &&
  heading.split(' ').length <= LONGEST_HEADING_WORDS &&
  !/^(how|why|what|when|comment|pourquoi|que|hoe|waarom|wat)\b|\?$/i.test(heading);

/** `notice`: the page announces it, in a heading or as all it says. `mention`: the words stand somewhere in a longer page. */
export function suspensionWords({ data }: Page): 'notice' | 'mention' | 'none' {
  const html = data.bodyStart ?? '';
  const text = wordsOf(html);
  if (!saysSo(text)) return 'none';
  const isHeaded = [...html.matchAll(headings)].some((match) => announces(wordsOf(match[2] ?? '')));
  return text.length <= LONGEST_NOTICE[isHeaded ? 'headed' : 'bare'] ? 'notice' : 'mention';
}
