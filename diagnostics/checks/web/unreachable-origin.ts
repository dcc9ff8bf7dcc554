/** A network in front of the site says that it could not fetch the page from the server behind it (R82). */
import { cameThroughEdge, isOriginError, originErrorOf } from '../../model/view/edges.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';

export const unreachableOrigin = siteCheck({
  id: 'unreachable-origin',
  per: 'host',
  evaluate({ answers, said, about }) {
    const page = answers.find(isOriginError) ?? answers.find(cameThroughEdge);
    if (!page) return answers[0] ? inapplicable(about(answers[0], '/data/status')) : untested(said);
    const status = page.data.status!;
    const found = about(page, '/data/status', { status });
    const kind = originErrorOf(page);
    return kind === undefined ? passed(found) : failed({ ...found, variant: kind });
  },
});
