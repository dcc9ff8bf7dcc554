/** The parts of a pasted message that may be read: explanation, report, and the header of what came back. Bodies are never looked at. */
import { fieldOf, headerLines, readFields, type HeaderField } from './header-fields.ts';

export interface MessageParts {
  /** The explanation for people, line by line. */
  readonly text: readonly string[];
  /** Lines of the machine-readable report (RFC 3464 section 2). */
  readonly report: readonly string[];
  /** Header fields of the message that came back, or of the message itself where it is no bounce. */
  readonly fields: readonly HeaderField[];
}

const MAX_DEPTH = 4;
const MAX_PARTS = 30;

interface Part {
  readonly fields: readonly HeaderField[];
  readonly body: readonly string[];
}

function splitHeader(lines: readonly string[]): Part {
  const header = headerLines(lines);
  return { fields: readFields(header), body: lines.slice(header.length + 1) };
}

const typeOf = ({ fields }: Part): string =>
  (fieldOf(fields, 'content-type') ?? 'text/plain').split(';')[0]!.trim().toLowerCase();

function boundaryOf({ fields }: Part): string | undefined {
  const found = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/iu.exec(
    fieldOf(fields, 'content-type') ?? '',
  );
  return found?.[1] ?? found?.[2];
}

/** RFC 2046 section 5.1.1. */
function splitParts(body: readonly string[], boundary: string): readonly Part[] {
  const parts: string[][] = [];
  for (const line of body) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}--`) break;
    if (mark === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
    if (parts.length > MAX_PARTS) break;
  }
  return parts.map(splitHeader);
}

const fromQuotedPrintable = (lines: readonly string[]): string => {
  const joined = lines.map((line) => (line.endsWith('=') ? line.slice(0, -1) : `${line}\n`)).join('');
  const bytes = joined.replace(/=([0-9A-F]{2})/giu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

/** RFC 2045 section 6: what cannot be decoded stays as it is. */
function decodedLines(part: Part): readonly string[] {
  const encoding = (fieldOf(part.fields, 'content-transfer-encoding') ?? '').trim().toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(part.body.join(''), 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? fromQuotedPrintable(part.body)
        : undefined;
  const lines = text === undefined ? part.body : text.split(/\r?\n/u);
  return typeOf(part) === 'text/html' ? withoutMarkup(lines) : lines;
}

/** Enough for the pages that Exchange writes: tags go, line ends of paragraphs and cells stay. */
const withoutMarkup = (lines: readonly string[]): readonly string[] =>
  lines
    .join('\n')
    .slice(0, 200_000)
    .replace(/<(?:br|\/p|\/div|\/tr|\/td|\/h\d)\b[^<>]{0,500}>/giu, '\n')
    .replace(/<[^<>]{0,2000}>/gu, '')
    .replace(/&(lt|gt|amp|quot|nbsp|#39);/giu, (_, name: string) => entities[name.toLowerCase()] ?? ' ')
    .split('\n');

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
};

function* leaves(part: Part, depth = 0): Generator<Part> {
  const boundary = typeOf(part).startsWith('multipart/') ? boundaryOf(part) : undefined;
  if (boundary === undefined || depth >= MAX_DEPTH) yield part;
  else for (const each of splitParts(part.body, boundary)) yield* leaves(each, depth + 1);
}

const isMessage = (lines: readonly string[]): boolean => {
  const names = new Set(readFields(headerLines(lines)).map(({ name }) => name));
  return (
    ['from', 'to', 'subject', 'date', 'received', 'content-type'].filter((name) => names.has(name)).length >=
    2
  );
};

/** A message as it was saved: its parts by type. */
function partsOfMessage(lines: readonly string[]): MessageParts {
  const whole = splitHeader(lines);
  const parts = [...leaves(whole)].slice(0, MAX_PARTS);
  const ofType = (...types: readonly string[]): Part | undefined =>
    parts.find((part) => types.includes(typeOf(part)));
  const report = ofType('message/delivery-status', 'message/global-delivery-status');
  const returned = ofType(
    'message/rfc822',
    'text/rfc822-headers',
    'message/global',
    'message/global-headers',
  );
  const text = ofType('text/plain') ?? ofType('text/html');
  const plain = partsOfText(text ? decodedLines(text) : []);
  const copied = returned ? readFields(headerLines(trimmed(decodedLines(returned)))) : plain.fields;
  return {
    text: plain.text,
    report: report ? decodedLines(report) : [],
    fields: copied.length > 0 ? copied : whole.fields,
  };
}

const trimmed = (lines: readonly string[]): readonly string[] =>
  lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.trim() !== ''),
    ),
  );

/** Fields that stand in a pasted text, wherever they begin; names that a sentence may begin with are not among them. */
const wantedFields = new Set([
  'from',
  'return-path',
  'authentication-results',
  'dkim-signature',
  'received-spf',
]);

/** Where a copy of the message begins in plain bounces: what follows its header is content. */
const copyMark =
  /^-{2,}.{0,20}(?:below this line is a copy|this is a copy of (?:the|your) message|original message|undelivered message)|^original message headers:/iu;

function partsOfText(lines: readonly string[]): MessageParts {
  const mark = lines.findIndex((line) => copyMark.test(line));
  const before = mark === -1 ? lines : lines.slice(0, mark);
  const copied = mark === -1 ? lines : headerLines(trimmed(lines.slice(mark + 1)));
  const fields = readFields(copied).filter(({ name }) => wantedFields.has(name));
  return { text: before, report: before, fields };
}

export const messageParts = (lines: readonly string[]): MessageParts =>
  isMessage(lines) ? partsOfMessage(lines) : partsOfText(lines);
