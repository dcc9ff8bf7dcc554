/** Topics that somebody may have meant by one that does not exist. */
import type { Vocabulary } from '../../diagnostics/index.ts';
import { nearMatches } from './near-matches.ts';

const MOST = 12;
/** Shorter words say too little: `a`, `of`, `in`. */
const SHORTEST_WORD = 3;

/** Typing errors first, then the topics that share most words with it, by id, other names and names in every language. */
export function nearTopics(given: string, { topics }: Vocabulary): readonly string[] {
  const words = given
    .slice(0, 100)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD);
  const shared = topics
    .map(({ id, aliases = [], name }) => {
      const text = [id, ...aliases, ...Object.values(name)].join(' ').toLowerCase();
      return { id, count: words.filter((word) => text.includes(word)).length };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const ids = topics.map(({ id }) => id);
  const near = [...new Set([...nearMatches(given, ids), ...shared.map(({ id }) => id)])].slice(0, MOST);
  return near.length > 0 ? near : [...new Set(ids.map((id) => id.replace(/\..*/u, '')))];
}
