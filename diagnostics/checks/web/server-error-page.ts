/** The server says itself that it could not make the page (RFC 9110 section 15.6, R80). */
import { failed, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';

export const serverErrorPage = siteCheck({
  id: 'server-error-page',
  per: 'endpoint',
  evaluate({ answers, said, about }) {
    const page = answers.find((each) => each.data.status! >= 500) ?? answers[0];
    if (!page) return untested(said);
    const status = page.data.status!;
    return (status >= 500 ? failed : passed)(about(page, '/data/status', { status }));
  },
});
