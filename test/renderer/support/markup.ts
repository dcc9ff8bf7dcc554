/** What a screen reader and a keyboard would find in a page of plain markup, as far as text alone can tell. */

const attribute = (tag: string, name: string): string | null =>
  new RegExp(` ${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? null;
const textOf = (html: string): string =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/gu, '')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** The words that a reader sees, one space between them. */
export const wordsOf = (html: string): string => textOf(html);

/** Everything that would leave somebody without a name, an order or a way. Empty when all is well. */
export function faultsOf(html: string): readonly string[] {
  const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id = '']) => id);
  const tags = (name: string): readonly string[] =>
    [...html.matchAll(new RegExp(`<${name}(?: [^>]*)?>`, 'gu'))].map(([tag]) => tag);
  const levels = [...html.matchAll(/<h([1-6])/gu)].map(([, level]) => Number(level));
  const referred = [...html.matchAll(/ (?:aria-labelledby|aria-describedby|for)="([^"]+)"/gu)].flatMap(
    ([, list = '']) => list.split(' '),
  );
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`),
    ...referred.filter((id) => !ids.includes(id)).map((id) => `refers to nothing: ${id}`),
    ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not exactly one h1']),
    ...levels
      .filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
      .map((level) => `heading level skipped before h${level}`),
    ...[...html.matchAll(/(<button[^>]*>)([\s\S]*?)<\/button>/gu)]
      .filter(([, tag = '', content = '']) => attribute(tag, 'aria-label') === null && textOf(content) === '')
      .map(([, tag]) => `button without a name: ${tag}`),
    ...[...tags('input'), ...tags('select'), ...tags('textarea')]
      .filter(
        (tag) => attribute(tag, 'aria-label') === null && !html.includes(` for="${attribute(tag, 'id')}"`),
      )
      .map((tag) => `field without a name: ${tag}`),
    ...tags('svg')
      .filter((tag) => attribute(tag, 'role') === 'img')
      .filter((tag) => attribute(tag, 'aria-label') === null && attribute(tag, 'aria-labelledby') === null)
      .map((tag) => `picture without words: ${tag}`),
    ...tags('iframe')
      .filter((tag) => attribute(tag, 'title') === null)
      .map((tag) => `frame without a title: ${tag}`),
    // the policy of the window forbids them
    ...[...html.matchAll(/ (?:style|on[a-z]+)="/gu)].map(([found]) => `forbidden attribute:${found}`),
    ...(/\bwindow\.[a-z_]+\.[a-z_]+/u.exec(textOf(html)) ?? []).map((key) => `key instead of words: ${key}`),
  ];
}
