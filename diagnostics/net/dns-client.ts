/** One DNS question to one server address, over UDP (with TCP after truncation), TCP or HTTPS. */
import type { Failure } from '../model/failure.ts';
import type { DnsQueryData, DnsQueryInput, DnsResponse } from '../model/observations/dns.ts';
import { decodeResponse, encodeQuery, matchAnswer, type DnsQuery } from './dns-message.ts';
import { askOverHttps } from './dns-over-https.ts';
import { askOverTcp, askOverUdp, type DnsServer } from './dns-transport.ts';
import { failure, failureOf } from './failure-of.ts';
import type { Clock } from './network.ts';
import type { ResolverSessions } from './resolver-sessions.ts';
import { WireError } from './wire-error.ts';

export interface AskDnsOptions extends DnsServer {
  readonly input: DnsQueryInput;
  readonly clock: Clock;
  /** PEM roots for DoH. */
  readonly bundledRoots: readonly string[];
  readonly sessions?: ResolverSessions | undefined;
}

export interface DnsOutcome {
  readonly data: DnsQueryData;
  readonly failure?: Failure;
}

interface Answer {
  readonly message: Uint8Array;
  readonly truncatedOverUdp?: boolean;
}

/**
 * Asks and never throws for what the network does: NXDOMAIN and an empty answer are answers, other response codes,
 * silence and malformed bytes are failures with the data learned so far.
 */
export async function askDns(options: AskDnsOptions): Promise<DnsOutcome> {
  const first = await askOnce(options);
  if (!isExtensionRefused(options.input, first)) return first;
  const { data, failure: found } = await askOnce({
    ...options,
    input: { ...options.input, withoutEdns: true },
  });
  return { data: { ...data, ednsRefused: true }, ...(found && { failure: found }) };
}

/** Resolvers ask such a server again without the extension (RFC 6891 section 6.2.2); signatures cannot be had so. */
function isExtensionRefused({ withoutEdns, dnssecOk }: DnsQueryInput, { data, failure: found }: DnsOutcome) {
  const isRefusal = found?.code === 'dns_format_error' || found?.code === 'dns_not_implemented';
  return isRefusal && data.response?.edns === false && withoutEdns !== true && dnssecOk !== true;
}

async function askOnce(options: AskDnsOptions): Promise<DnsOutcome> {
  let learned: DnsQueryData = {};
  const isTransfer = options.input.type === 'AXFR';
  try {
    options.signal.throwIfAborted();
    // RFC 8484 section 4.1: id 0 over HTTPS, where the connection already tells whose answer it is.
    const query = encodeQuery(options.input, options.input.transport === 'https' ? { id: 0 } : {});
    const { message, truncatedOverUdp } = await carry(query, options, (data) => {
      learned = { ...learned, ...data };
    });
    learned = {
      ...(truncatedOverUdp === undefined ? {} : { truncatedOverUdp }),
      caseEchoed: matchAnswer(query, message, { ignoreId: true }) === 'exact',
      ...(isTransfer ? {} : { messageBase64: Buffer.from(message).toString('base64') }),
    };
    const response = isTransfer ? firstOfTransfer(decodeResponse(message)) : decodeResponse(message);
    return withFailure({ response, ...learned }, failureOfRcode(response));
  } catch (error) {
    return { data: learned, failure: failureOf(error, 'exchange') };
  }
}

/** Whether a stranger would get the zone is all that is wanted: its content is nobody's business here. */
const firstOfTransfer = (response: DnsResponse): DnsResponse => ({
  ...response,
  answers: response.answers.filter((each) => each.type === 'SOA').slice(0, 1),
  authorities: [],
  additionals: [],
});

/** @param learn keeps a fact that must outlive a failure of the step after it. */
async function carry(
  query: DnsQuery,
  options: AskDnsOptions,
  learn: (data: DnsQueryData) => void,
): Promise<Answer> {
  const { transport, url } = options.input;
  if (transport === 'https') {
    if (url === undefined) throw new TypeError('a DoH query needs a URL');
    return { message: await askOverHttps(query, { ...options, url }) };
  }
  if (transport === 'tcp') return { message: await askOverTcp(query, options) };
  const overUdp = await askOverUdp(query, options);
  if (overUdp.kind === 'answer') return { message: overUdp.message, truncatedOverUdp: false };
  const truncatedOverUdp = overUdp.kind === 'truncated';
  learn({
    truncatedOverUdp,
    ...(truncatedOverUdp ? {} : { caseEchoed: false }),
    messageBase64: Buffer.from(overUdp.message).toString('base64'),
  });
  try {
    return { message: await askOverTcp(query, options), truncatedOverUdp };
  } catch (cause) {
    if (truncatedOverUdp || options.signal.aborted) throw cause;
    throw new WireError('dns_mismatched', {
      detail: 'other letter case over UDP, no answer over TCP',
      cause,
    });
  }
}

const withFailure = (data: DnsQueryData, found: Failure | null): DnsOutcome =>
  found === null ? { data } : { data, failure: found };

function failureOfRcode({ rcode }: DnsResponse): Failure | null {
  switch (rcode) {
    case 'NOERROR':
    case 'NXDOMAIN':
      return null;
    case 'SERVFAIL':
      return failure('dns_servfail', 'exchange', rcode);
    case 'REFUSED':
      return failure('dns_refused', 'exchange', rcode);
    case 'FORMERR':
      return failure('dns_format_error', 'exchange', rcode);
    case 'NOTIMP':
      return failure('dns_not_implemented', 'exchange', rcode);
    default:
      return failure('dns_other_rcode', 'exchange', rcode);
  }
}
