/** In place of a site stands the page that a fresh server, an empty folder, a parked domain or a service without that site shows (A80). */
import { printOf, type PagePrint } from '../../model/view/page-prints.ts';
import { failed, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';
import { placeholderPrints, type PlaceholderKind } from './placeholder-prints.ts';

/** An error page is the server's answer about one address, but for those by which a service says that it has no such site at all. */
const printsFor = (status: number): readonly PagePrint<PlaceholderKind>[] =>
  status < 400 ? placeholderPrints : placeholderPrints.filter(({ kind }) => kind === 'unclaimed');

const printOn = (page: Page): PagePrint<PlaceholderKind> | undefined =>
  printOf(printsFor(page.data.status!), page);

export const placeholderPage = siteCheck({
  id: 'placeholder-page',
  per: 'host',
  evaluate({ answers, said, about }) {
    for (const page of answers) {
      const print = printOn(page);
      if (print)
        return failed({
          ...about(page, '/data/bodyStart', { maker: print.maker ?? 'unknown' }),
          variant: print.kind,
        });
    }
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
