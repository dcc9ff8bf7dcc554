/** Headers by which a site asks browsers to be careful with it (OWASP secure headers, MDN Observatory). Their lack breaks nothing. */
import { cantTell, failed, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

const valueOf = ({ data }: Page, name: string): string =>
  (data.headers ?? [])
    .filter((header) => header.name === name)
    .map((header) => header.value)
    .join(', ')
    .toLowerCase();

/** Each with what stands for it: a frame policy may stand in the content policy instead (CSP 3 section 6.4.2). */
const wanted: Readonly<Record<string, (page: Page) => boolean>> = {
  'Content-Security-Policy': (page) => valueOf(page, 'content-security-policy') !== '',
  'X-Content-Type-Options': (page) => valueOf(page, 'x-content-type-options').includes('nosniff'),
  'X-Frame-Options': (page) =>
    valueOf(page, 'x-frame-options') !== '' ||
    valueOf(page, 'content-security-policy').includes('frame-ancestors'),
  'Referrer-Policy': (page) => valueOf(page, 'referrer-policy') !== '',
};

export const missingSecurityHeaders = siteCheck({
  id: 'missing-security-headers',
  per: 'host',
  scheme: 'https',
  evaluate({ answers, said, about }) {
    const page = answers.find((each) => each.data.status! < 300);
    // redirects and error pages are seldom made by the site itself
    if (!page) return answers[0] ? cantTell(about(answers[0], '/data/status')) : untested(said);
    const missing = Object.keys(wanted).filter((name) => !wanted[name]!(page));
    const found = about(page, '/data/headers', { headers: missing.join(', ') });
    return missing.length > 0 ? failed(found) : passed(found);
  },
});
