/** A web server that chooses HTTP/2 and then breaks it, while the same page comes over HTTP/1.1. */
import type { ObservationOf } from '../../model/observation.ts';
import { cameThroughEdge } from '../../model/view/edges.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { sameOverHttp1 } from '../../model/view/web-protocols.ts';
import { notIntercepted, serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match } from '../rule.ts';

type Offer = ObservationOf<'http2'>;

/** C3: another address of the server breaks in the same way, so it is no header that the site's program sends with its page. */
const breaksElsewhere = ({ data }: Offer): boolean =>
  data.settingsMs === undefined ||
  (data.securityText?.failure !== undefined && data.securityText.status === undefined);

/** R104: the same request over HTTP/1.1 is the control; nobody on the way sees which version is spoken inside the encryption. */
export const brokenHttp2 = defineRule({
  id: 'R104',
  rootCause: 'web.http2_broken',
  match: (world) =>
    world.open('broken-http2').flatMap((finding): readonly Match[] => {
      const offer = world.behind(finding).find((each): each is Offer => each.kind === 'http2');
      const control = offer && sameOverHttp1(world.facts, offer);
      if (!offer || !control) return [];
      const isEdge = cameThroughEdge(control);
      return [
        {
          subject: finding.subject,
          service: 'web',
          accused: isEdge ? 'cdn_operator' : 'hosting_provider',
          basis: 'one_vantage',
          values: { detail: offer.failure?.detail ?? '' },
          rivals: [
            {
              faultDomain: 'customer_network',
              control: 'C8',
              excludedBy: notIntercepted(world.facts, offer),
              id: 'page_rewritten',
            },
            {
              faultDomain: 'site_application',
              control: 'C3',
              excludedBy: breaksElsewhere(offer) ? [pointAt(offer, '/failure/detail')] : [],
              id: 'only_this_page_breaks',
            },
            ...(isEdge ? [] : serverIsElsewhere(world.facts, offer.endpoint.address ?? '')),
          ],
          evidence: finding.evidence,
          explains: [finding],
        },
      ];
    }),
});
