/** The server takes no HTTP/2, or says so by a protocol of its own choice (RFC 7301). Pages come over HTTP/1.1 then, only with more connections. */
import { choosesHttp2 } from '../../model/view/web-protocols.ts';
import { cantTell, failed, passed } from '../check.ts';
import { offerCheck } from './each-offer.ts';

export const missingHttp2 = offerCheck('missing-http2', ({ offers, about }) => {
  const spoken = offers.find((each) => choosesHttp2(each) && each.failure === undefined);
  if (spoken) return passed(about(spoken, '/data/page/status'));
  const declined = offers.find((each) => each.data.tls?.cipherSuite !== undefined && !choosesHttp2(each));
  return declined
    ? failed(
        about(
          declined,
          declined.data.tls?.alpn === undefined ? '/data/tls/protocolVersion' : '/data/tls/alpn',
        ),
      )
    : cantTell(about(offers[0], '/failure/code'));
});
