/** The server refuses the request or does not know the page (RFC 9110 section 15.5, R84). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

/** Answers that have words of their own; 404 and 410 say the same to a visitor. */
const variants: Readonly<Record<number, string>> = {
  401: 'login_wanted',
  403: 'forbidden',
  404: 'not_found',
  410: 'not_found',
  429: 'too_many',
};

const isClientError = ({ data }: Page): boolean => data.status! >= 400 && data.status! < 500;

export const clientErrorPage = siteCheck({
  id: 'client-error-page',
  per: 'endpoint',
  evaluate({ answers, said, about }) {
    const page = answers.find(isClientError) ?? answers[0];
    if (!page) return untested(said);
    const status = page.data.status!;
    const found = about(page, '/data/status', { status });
    if (status >= 500) return inapplicable(found);
    if (!isClientError(page)) return passed(found);
    const variant = variants[status];
    return failed(variant === undefined ? found : { ...found, variant });
  },
});
