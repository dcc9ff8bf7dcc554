/**
 * The server chooses HTTP/2 and then breaks its rules, while the same page comes over HTTP/1.1: programs that keep to the rules show an
 * error. One odd try counts for nothing (law 5), and without the page over HTTP/1.1 it is no matter of the protocol (law 1).
 */
import { breaksHttp2, choosesHttp2, sameOverHttp1 } from '../../model/view/web-protocols.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, failed, inapplicable, passed } from '../check.ts';
import { offerCheck } from './each-offer.ts';

const TRIES_AT_LEAST = 2;

export const brokenHttp2 = offerCheck('broken-http2', ({ facts, offers, about }) => {
  const works = offers.find((each) => choosesHttp2(each) && each.failure === undefined);
  const broken = offers.filter(breaksHttp2);
  const [first] = broken;
  if (!first)
    return works
      ? passed(about(works, '/data/page/status'))
      : inapplicable(about(offers[0], '/endpoint/address'));
  const found = about(first, '/failure/detail', { detail: first.failure?.detail ?? '' });
  const control = sameOverHttp1(facts, first);
  if (works || !control || broken.length < TRIES_AT_LEAST) return cantTell(found);
  return failed({
    ...found,
    evidence: [
      ...broken.slice(0, 2).map((each) => pointAt(each, '/failure/detail')),
      pointAt(control, '/data/status'),
    ],
  });
});
