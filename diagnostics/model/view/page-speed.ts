/** How long the web server thinks before it begins to answer, apart from the way there and back (R53). */
import type { ObservationOf } from '../observation.ts';
import type { Facts } from './facts.ts';

type Page = ObservationOf<'http'>;

/**
 * Milliseconds. Half of all pages begin within a second (HTTP Archive), and search engines call 1.8 s poor; above three seconds people leave.
 */
const SLOW_MS = 3_000;
/** A control below this is fast whatever the page did. */
const FAST_MS = 1_000;

/** One way there and back is in the first byte as well as in connecting; undefined where no answer began. */
export function thinkingMs({ data }: Page): number | undefined {
  if (data.firstByteMs === undefined || data.status === undefined) return undefined;
  return Math.max(0, Math.round(data.firstByteMs - (data.connectMs ?? 0)));
}

/** The request was made and no answer came while we waited. */
export const isUnanswered = ({ data, failure }: Page): boolean =>
  data.status === undefined &&
  data.connectMs !== undefined &&
  failure?.code === 'timed_out' &&
  failure.operation === 'exchange';

/** Pages of the host that its software made: no redirects, which the server answers by itself, no server errors (R80), and none that this computer held up. */
export const pagesOf = (facts: Facts, host: string): readonly Page[] =>
  facts
    .jobs('http')
    .filter((job) => job.best.control === undefined && job.best.endpoint.name === host)
    .flatMap((job) => job.tries)
    .filter((each) => each.heldUpMs === undefined)
    .filter(
      (each) =>
        isUnanswered(each) || ((each.data.status ?? 999) < 500 && each.data.redirectsTo === undefined),
    );

export const isSlow = (page: Page): boolean => isUnanswered(page) || (thinkingMs(page) ?? 0) >= SLOW_MS;

export const isFast = (page: Page): boolean => {
  const ms = thinkingMs(page);
  return ms !== undefined && ms < FAST_MS;
};
