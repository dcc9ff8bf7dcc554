/** In place of a site stands the page that a fresh server, an empty folder or a parked domain shows (A80). */
import { failed, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

/** What stands at the name: nothing was put there (`server`, `empty`), or the domain is kept for sale or in stock (`parked`). */
type Kind = 'server' | 'empty' | 'parked';

/** Titles and sentences of the pages themselves: Apache, nginx, IIS, Caddy, Plesk, cPanel, DirectAdmin, ISPConfig; the big parking networks. */
const prints: readonly (readonly [Kind, RegExp])[] = [
  [
    'server',
    /<title>\s*(?:Apache2 [\w ]{0,30}Default Page(?:: It works)?|Welcome to nginx!|Test Page for (?:the )?(?:Apache|Nginx|HTTP Server)[^<]{0,60}|HTTP Server Test Page[^<]{0,60}|IIS Windows(?: Server)?|Caddy works!|(?:Web Server's )?Default (?:Web Site )?Page|Domain Default page|Default Web Site Page|Welcome to your new website!?|Success! Your new web server is ready to use\.?)\s*<\/title>/i,
  ],
  ['server', /^\s*(?:<html><body>)?<h1>It works!<\/h1>/i],
  ['server', /\/cgi-sys\/defaultwebpage\.cgi|<title>\s*Plesk Onyx? Default Page/i],
  ['empty', /<title>\s*Index of \/\s*<\/title>/i],
  [
    'parked',
    /\b(?:sedoparking\.com|parkingcrew\.net|bodis\.com|parklogic\.com|dan\.com\/buy-domain|hugedomains\.com\/domain_profile|afternic\.com\/forsale)\b/i,
  ],
  [
    'parked',
    /<title>[^<]{0,100}(?:domain(?: name)? is (?:for sale|parked)|parked domain|ce (?:nom de )?domaine est (?:à vendre|réservé|parqué)|dit domein is (?:te koop|gereserveerd|geparkeerd)|deze domeinnaam is (?:te koop|gereserveerd|geregistreerd))/i,
  ],
];

const kindOf = ({ data, input }: Page): Kind | undefined => {
  if (data.status! >= 300) return undefined;
  const text = `${data.bodyStart ?? ''}\n${input.url}`;
  return prints.find(([, print]) => print.test(text))?.[0];
};

export const placeholderPage = siteCheck({
  id: 'placeholder-page',
  per: 'host',
  evaluate({ answers, said, about }) {
    const page = answers.find((each) => kindOf(each) !== undefined);
    if (page) return failed({ ...about(page, '/data/bodyStart'), variant: kindOf(page)! });
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
