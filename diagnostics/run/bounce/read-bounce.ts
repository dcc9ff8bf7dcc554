/**
 * Reads a pasted bounce, delivery report or header block into facts. Pure. What the message said is never read: explanation, report
 * and the header fields of the copy are, and of these only who, where and why.
 */
import type { DeliveryStatus } from '../../model/observations/delivery.ts';
import { visibleText } from '../../net/wire-text.ts';
import { readAuthentication } from './authentication-results.ts';
import { fieldOf, mailboxIn, hostIn, type HeaderField } from './header-fields.ts';
import { messageParts } from './message-parts.ts';
import { readPlainBounce } from './plain-bounce.ts';
import { toldAuthentication } from './reply-words.ts';
import { readReport } from './report-fields.ts';

/** Characters of a pasted text that are looked at: reports stand before the copy of the message, which may be long. */
export const MAX_BOUNCE = 512 * 1024;
const MAX_LINES = 8_000;
const MAX_LINE = 2_000;

/** Lines without control and reordering characters; tabs only fold. */
const cleanLines = (text: string): readonly string[] =>
  text
    .slice(0, MAX_BOUNCE)
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/u, MAX_LINES)
    .map((line) => visibleText(line.slice(0, MAX_LINE).replace(/\t/gu, ' ')));

const signers = (fields: readonly HeaderField[]): readonly string[] => [
  ...new Set(
    fields
      .filter(({ name }) => name === 'dkim-signature')
      .flatMap(({ value }) => hostIn(/(?:^|;)\s*d\s*=\s*([^\s;]{1,255})/u.exec(value)?.[1]) ?? [])
      .slice(0, 5),
  ),
];

/** A display name may look like an address: what stands in angle brackets counts (RFC 5322 section 3.4). */
const senderDomain = (from: string | undefined): string | undefined =>
  (mailboxIn(/<([^<>]{1,330})>\s*$/u.exec(from ?? '')?.[1]) ?? mailboxIn(from))?.domain;

/** Null when nothing in it tells of a delivery or of the checks of a sender. */
export function readBounce(pasted: string): DeliveryStatus | null {
  const parts = messageParts(cleanLines(pasted));
  const report = readReport(parts.report);
  const plain = readPlainBounce(parts.text);
  const isReport = report.recipients.length > 0;
  const recipients = isReport ? report.recipients : plain.recipients;
  const authentication = [
    ...readAuthentication(parts.fields),
    ...recipients.flatMap(({ words }) => toldAuthentication(words)),
  ].slice(0, 20);
  if (recipients.length === 0 && authentication.length === 0) return null;
  const reportedBy = report.reportedBy ?? plain.reportedBy;
  const from = senderDomain(fieldOf(parts.fields, 'from'));
  const envelope = mailboxIn(fieldOf(parts.fields, 'return-path'))?.domain;
  return {
    form: isReport ? 'report' : recipients.length > 0 ? 'text' : 'headers',
    style: plain.style,
    ...(reportedBy === undefined ? {} : { reportedBy }),
    ...(report.arrivedAt === undefined ? {} : { arrivedAt: report.arrivedAt }),
    ...(from === undefined ? {} : { fromDomain: from }),
    ...(envelope === undefined ? {} : { envelopeDomain: envelope }),
    signedBy: signers(parts.fields),
    recipients,
    authentication,
  };
}
