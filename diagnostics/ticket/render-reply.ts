/** A reply as it is pasted: text and Markdown are exactly that; what is for the desk alone stands in the JSON only. */
import type { Reply, ReplyPart } from '../model/reply.ts';
import { inertCell, inertJson } from '../report/i18n/inert-text.ts';
import { escapeMarkdown } from './render-markdown.ts';

export type ReplyFormat = 'text' | 'md' | 'json';
export const replyFormats: readonly ReplyFormat[] = ['text', 'md', 'json'];

export function renderReply(reply: Reply, format: ReplyFormat): string {
  if (format === 'json') return `${inertJson(reply, 2)}\n`;
  const plain = format === 'md' ? escapeMarkdown : inertCell;
  const blocks = blocksOf(reply.parts).map((parts) => {
    const items = parts.flatMap((each) => each.items.map((item) => `- ${plain(item)}`));
    const text = plain(parts.map((each) => each.text).join(' '));
    return [text, ...(items.length > 0 && format === 'md' ? [''] : []), ...items].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** What belongs together is one paragraph; what has items stands alone. */
function blocksOf(parts: readonly ReplyPart[]): readonly (readonly ReplyPart[])[] {
  const blocks: ReplyPart[][] = [];
  for (const each of parts) {
    const last = blocks.at(-1);
    const isApart = each.items.length > 0 || last?.some(({ items }) => items.length > 0) === true;
    if (last === undefined || isApart || startsBlock.has(each.id)) blocks.push([each]);
    else last.push(each);
  }
  return blocks;
}
const startsBlock: ReadonlySet<ReplyPart['id']> = new Set(['coverage', 'first_step', 'next']);
