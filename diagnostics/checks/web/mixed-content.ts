/**
 * An https page takes scripts, styles or frames over http: browsers refuse those (W3C Mixed Content, "blockable"), so the page looks or
 * works wrong. Pictures, sound and video over http are fetched over https today and are no fault.
 */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { isSecure, siteCheck } from './each-site.ts';

const blockable =
  /<(?:script|iframe)\b[^>]{0,400}?\bsrc\s*=\s*["']?(http:\/\/[^"'\s>]{1,300})|<link\b(?=[^>]{0,400}\brel\s*=\s*["']?stylesheet)[^>]{0,400}?\bhref\s*=\s*["']?(http:\/\/[^"'\s>]{1,300})/i;

/** What stands in comments is not fetched. */
const withoutComments = (html: string): string => html.replace(/<!--[\s\S]*?-->/g, ' ');

export const mixedContent = siteCheck({
  id: 'mixed-content',
  per: 'host',
  scheme: 'https',
  evaluate({ answers, said, about }) {
    const pages = answers.filter((page) => isSecure(page) && page.data.status! < 300);
    if (pages.length === 0)
      return answers[0] ? inapplicable(about(answers[0], '/data/status')) : untested(said);
    for (const page of pages) {
      const match = blockable.exec(withoutComments(page.data.bodyStart ?? ''));
      const part = match?.[1] ?? match?.[2];
      if (part !== undefined) return failed(about(page, '/data/bodyStart', { part }));
    }
    return passed(about(pages[0]!, '/data/status'));
  },
});
