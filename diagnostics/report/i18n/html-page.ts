/** The frame of a page that somebody opens from disk or mail: no script, no link, nothing loaded from anywhere, nothing made a link. */
import { escapeHtml } from './html-text.ts';

export interface HtmlPage {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  /** Sources of the Content-Security-Policy beyond none: the style's, and `data:` where a page holds a picture. */
  readonly styleSource: string;
  readonly imageSource?: string;
  /** Follows the reader's light or dark appearance by the browser's own colours. */
  readonly isInBothSchemes?: boolean;
  /** Lines of markup in which all text is escaped already. */
  readonly body: readonly string[];
}

export function htmlPage(page: HtmlPage): string {
  const sources = [
    "default-src 'none'",
    `style-src ${page.styleSource}`,
    ...(page.imageSource === undefined ? [] : [`img-src ${page.imageSource}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `${[
    '<!doctype html>',
    `<html lang="${escapeHtml(page.language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${sources.join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ...(page.isInBothSchemes === true ? ['<meta name="color-scheme" content="light dark">'] : []),
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    // Mail programs and telephones would make links of numbers and addresses.
    '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">',
    `<title>${escapeHtml(page.title)}</title>`,
    `<style>${page.style}</style>`,
    '</head>',
    '<body>',
    ...page.body,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}
