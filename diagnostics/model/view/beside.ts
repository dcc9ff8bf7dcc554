/**
 * What else of this run was connected to a server while a connection failed: guards refuse an address that has some open already. No limit
 * refuses beside fewer connections than others stood beside.
 */
import type { ConnectionObservation } from '../observation.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { connected, connectionTries, triesAt } from './sessions.ts';

/** First and last millisecond, by this machine's clock. */
type Span = readonly [from: number, to: number];

const spanOf = ({ startedAt, durationMs }: ConnectionObservation): Span => {
  const start = Date.parse(startedAt);
  return [start, start + durationMs];
};

/** From the moment at which the connection stood. */
const openSpanOf = (each: ConnectionObservation): Span => {
  const [start, end] = spanOf(each);
  return [start + (each.data.connectMs ?? 0), end];
};

const meet = ([from, to]: Span, [fromOther, toOther]: Span): boolean => from <= toOther && fromOther <= to;

/** A limit below this would let no browser in. */
const LIMIT_AT_LEAST = 2;

interface OpenAt {
  readonly spans: readonly Span[];
  /** The most connections beside which another one stood. */
  readonly stoodBeside: number;
}

const openAt: (facts: Facts, address: string) => OpenAt = oncePerFacts(
  (facts, address: string) => {
    const spans = connectionTries(facts)
      .filter((each) => each.endpoint.address === address && connected(each))
      .map(openSpanOf);
    const besideOf = ([from]: Span): number => spans.filter((span) => meet([from, from], span)).length - 1;
    return { spans, stoodBeside: Math.max(LIMIT_AT_LEAST - 1, ...spans.map(besideOf)) };
  },
  (address) => address,
);

/** Tries of the port that failed beside no more open connections than others stood beside: no limit explains them. */
export function failuresWithinLimits(
  facts: Facts,
  address: string,
  port: number,
): readonly ConnectionObservation[] {
  const { spans, stoodBeside } = openAt(facts, address);
  return triesAt(facts, address, port).filter(
    (each) => !connected(each) && spans.filter((span) => meet(spanOf(each), span)).length <= stoodBeside,
  );
}
