/** Makes typed or pasted text fit to be read: invisible characters, look-alike dots, quotes and brackets around it. */

/** Nobody types more; what is pasted beyond is not a name. */
export const MAX_INPUT = 4000;

/** Zero-width, bidirectional and other invisible characters, which chat and word processors put in. */
const invisible = /(?![\u200C\u200D])[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** ZWNJ and ZWJ are part of words in Persian and the scripts of India (RFC 5892 appendix A), and noise elsewhere. */
const strayJoiner = /(?<![\p{Script=Arabic}\p{M}])[\u200C\u200D]|[\u200C\u200D](?!\p{L})/gu;

const pairs: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '<': '>',
  '(': ')',
  '{': '}',
  '[': ']',
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '‹': '›',
  '「': '」',
};

function unwrapOnce(text: string): string {
  const first = text.slice(0, 1);
  const last = text.slice(-1);
  if (text.length < 2 || pairs[first] === undefined) return text;
  // [2001:db8::1] keeps its brackets: they belong to the address (RFC 3986 section 3.2.2).
  if (first === '[' && /^\[[0-9a-f:.%]*:/i.test(text)) return text;
  return pairs[first] === last || (first === '„' && last === '”') ? text.slice(1, -1).trim() : text;
}

function unwrap(text: string): string {
  let current = text;
  for (let round = 0; round < 5; round += 1) {
    const inner = unwrapOnce(current.replace(/[,;!]+$/, '').trim());
    if (inner === current) break;
    current = inner;
  }
  return current;
}

/** Full-width ASCII of East Asian keyboards, in the part before the path. */
function narrow(text: string): string {
  const head = /^(?:[^/?#／？＃]*[/／]{2})?[^/?#／？＃]*[/／?？#＃]?/u.exec(text)?.[0] ?? '';
  const narrowed = head
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uFF61]/g, '.');
  return narrowed + text.slice(head.length);
}

/** Writing a link so that nobody clicks on it by mistake: hxxps://example[.]com. */
const refang = (text: string): string =>
  text.replace(/[[({]\s?(?:\.|dot)\s?[\])}]/gi, '.').replace(/^hxxp(s?):/i, 'http$1:');

export interface CleanText {
  readonly text: string;
  /** True when characters were removed that the person could not see. */
  readonly hadInvisible: boolean;
}

export function cleanText(typed: string): CleanText {
  // Lone surrogates cannot be encoded; an unpaired half is noise.
  const wellFormed = typed.slice(0, MAX_INPUT).replace(/\p{Surrogate}/gu, '');
  const visible = wellFormed.replace(invisible, '').replace(strayJoiner, '');
  const oneLine = visible
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return { text: unwrap(refang(narrow(oneLine))), hadInvisible: visible.length !== wellFormed.length };
}
