/** A delivery status notification by the book (RFC 3464 section 2). */
import type { DeliveryStatus, ReturnedRecipient } from '../../model/observations/delivery.ts';
import { fieldOf, hostIn, mailboxIn, readFields, withoutType, type HeaderField } from './header-fields.ts';
import { readReply } from './reply-words.ts';

const MAX_RECIPIENTS = 10;
const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** Groups of fields stand apart by empty lines; pasted text may have lost these, so a second recipient begins a group as well. */
function groupsOf(lines: readonly string[]): readonly (readonly HeaderField[])[] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    const isNext =
      line.trim() === '' ||
      (/^final-recipient:/iu.test(line) && groups.at(-1)!.some((each) => /^final-recipient:/iu.test(each)));
    if (isNext) groups.push([]);
    if (line.trim() !== '') groups.at(-1)!.push(line);
  }
  return groups.slice(0, 200).map(readFields);
}

/** `5.1.1 (user unknown)`; the code alone. */
const statusIn = (value: string | undefined): string | undefined =>
  /^\s*([245]\.\d{1,3}\.\d{1,3})\b/u.exec(value ?? '')?.[1];

function recipientOf(fields: readonly HeaderField[]): ReturnedRecipient | undefined {
  const final = mailboxIn(withoutType(fieldOf(fields, 'final-recipient') ?? ''));
  const action = actions.find((each) =>
    (fieldOf(fields, 'action') ?? '').trim().toLowerCase().startsWith(each),
  );
  if (final === undefined || action === undefined) return undefined;
  const original = mailboxIn(withoutType(fieldOf(fields, 'original-recipient') ?? ''));
  const diagnostic = readReply(withoutType(fieldOf(fields, 'diagnostic-code') ?? ''));
  const remoteHost = hostIn(withoutType(fieldOf(fields, 'remote-mta') ?? ''));
  // the server's own enhanced code says more than the status that the reporter chose for it
  const status = diagnostic.status ?? statusIn(fieldOf(fields, 'status'));
  return {
    ...final,
    ...(original === undefined || original.domain === final.domain
      ? {}
      : { originalDomain: original.domain }),
    action,
    ...diagnostic,
    ...(status === undefined ? {} : { status }),
    ...(remoteHost === undefined ? {} : { remoteHost }),
  };
}

function timeOf(value: string | undefined): string | undefined {
  const time = new Date((value ?? '').replace(/\([^()]{0,60}\)/gu, ''));
  const year = time.getUTCFullYear();
  return Number.isNaN(time.getTime()) || year < 1980 || year > 9999 ? undefined : time.toISOString();
}

export function readReport(
  lines: readonly string[],
): Pick<DeliveryStatus, 'reportedBy' | 'arrivedAt' | 'recipients'> {
  const groups = groupsOf(lines);
  const recipients = groups.flatMap((group) => recipientOf(group) ?? []).slice(0, MAX_RECIPIENTS);
  const message = groups.find((group) => fieldOf(group, 'reporting-mta') !== undefined) ?? [];
  const reportedBy = hostIn(withoutType(fieldOf(message, 'reporting-mta') ?? ''));
  const arrivedAt = timeOf(fieldOf(message, 'arrival-date'));
  return {
    recipients,
    ...(reportedBy === undefined ? {} : { reportedBy }),
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
  };
}
