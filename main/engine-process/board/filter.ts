/** Which clients a filter lets through. Pure. */
import type { BoardFilter } from '../../contract/board.ts';
import type { BoardClient } from './board-client.ts';

/** All words of the search must be found in what the row says; `textOf` gives that in lower case. */
export function passes(
  client: BoardClient,
  filter: BoardFilter,
  textOf: (client: BoardClient) => string,
): boolean {
  const { state, change, provider, side, service, tag, text } = filter;
  const { summary, problems } = client;
  return (
    (state === null || client.state === state) &&
    (change === null || client.change === change) &&
    (provider === null || summary.provider === provider) &&
    (tag === null || summary.tags.includes(tag)) &&
    (side === null || problems.some(({ problem }) => problem.side === side)) &&
    (service === null || problems.some(({ problem }) => problem.service === service)) &&
    (text.trim() === '' || wordsOf(text).every((word) => textOf(client).includes(word)))
  );
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().trim().split(/\s+/u);
