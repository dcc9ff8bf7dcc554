/**
 * Pages that others put in place of a site, told by what their makers build into them. Each print names where it was found. The words of
 * such a page may stand in an ordinary one as well, so a print takes whole titles, files that a page loads (a mere link is none), marks of
 * the markup, or words of a page that says hardly anything else.
 */
import type { ObservationOf } from '../observation.ts';

type Page = ObservationOf<'http'>;

export interface PagePrint<Kind extends string> {
  readonly kind: Kind;
  /** Whose page it is, as people know it; absent where many make such pages. */
  readonly maker?: string;
  /** All that are given must hold. The title as it is shown, from its beginning to its end. */
  readonly title?: RegExp;
  /** Anywhere in the markup. */
  readonly markup?: RegExp;
  /** Host and path of a file that the page loads. */
  readonly loads?: RegExp;
  /** The address that the page was asked from, or is sent on to. */
  readonly url?: RegExp;
  /** Words that people see, in a page of at most `SHORT_WORDS` of them. */
  readonly words?: RegExp;
  readonly source: string;
}

/** Notices of this kind have some twenty words; an article about them has hundreds. */
const SHORT_WORDS = 120;

const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&#39;': "'",
  '&#039;': "'",
  '&rsquo;': '’',
  '&eacute;': 'é',
  '&egrave;': 'è',
  '&agrave;': 'à',
};

/** Text as a visitor sees it: no markup, scripts, styles or comments. */
const visibleText = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style|title)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[#\w]{1,10};/g, (entity) => entities[entity.toLowerCase()] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

const titleOf = (html: string): string =>
  visibleText(/<title\b[^>]{0,200}>([\s\S]{0,400}?)<\/title>/i.exec(html)?.[1] ?? '');

const part =
  /<(?:script|iframe|frame|img)\b[^>]{0,500}?\bsrc\s*=\s*["']?(?:https?:)?\/\/([^"'\s>]{1,300})|<link\b(?=[^>]{0,500}\brel\s*=\s*["']?(?:stylesheet|preload))[^>]{0,500}?\bhref\s*=\s*["']?(?:https?:)?\/\/([^"'\s>]{1,300})/gi;

const loadedBy = (html: string): readonly string[] =>
  [...html.matchAll(part)].map((match) => match[1] ?? match[2]!);

function isPrinted(print: PagePrint<string>, { input, data }: Page): boolean {
  const html = data.bodyStart ?? '';
  const { title, markup, loads, url, words } = print;
  if (title !== undefined && !title.test(titleOf(html))) return false;
  if (markup !== undefined && !markup.test(html)) return false;
  if (url !== undefined && !url.test(input.url) && !url.test(data.redirectsTo ?? '')) return false;
  if (loads !== undefined && !loadedBy(html).some((each) => loads.test(each))) return false;
  if (words === undefined) return true;
  const text = visibleText(html);
  return words.test(text) && text.split(' ').length <= SHORT_WORDS;
}

/** The first print that the page bears. */
export const printOf = <Kind extends string>(
  prints: readonly PagePrint<Kind>[],
  page: Page,
): PagePrint<Kind> | undefined => prints.find((print) => isPrinted(print, page));
