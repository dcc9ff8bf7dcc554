/** The short answer that a desk or an agency pastes: to a problem of a report, or to a report without problems. Pure. */
import type { Problem } from '../model/problem.ts';
import { REPLY_SCHEMA_VERSION, type Reply, type ReplyPart } from '../model/reply.ts';
import type { Report } from '../model/report.ts';
import { services } from '../model/vocabulary.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { phoneCodeOf } from '../report/phone-code.ts';
import { withoutSecrets } from '../report/redact/redactor.ts';
import { testedServices } from '../report/text/render-report.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { dueOf } from './delivery.ts';
import { coverageParts, deskNotes, nextParts, part, sidePart, type ReplyContext } from './reply-parts.ts';
import { inReply } from './reply-words.ts';
import { ticketKind } from './ticket-kind.ts';

export interface ReplyOptions {
  /** Of the customer's language. */
  readonly t: Translator;
  /** Of the provider that the report is about; null when none is known. */
  readonly pack: ProviderPack | null;
}

/** To one problem of a report; to the whole where it found none. */
export function replyTo(report: Report, problemIndex: number, options: ReplyOptions): Reply {
  const problem = report.problems[problemIndex];
  if (problem === undefined) return { ...emptyReply(report.id, options), parts: soundParts(report, options) };
  const { t, pack } = options;
  const swept = withoutSecrets(problem);
  const found = t.text('reply.found', {
    time: t.dateTime(report.startedAt),
    finding: inReply(swept.headline, { t, provider: nameOf(pack) }),
  });
  return replyAbout(swept, report.id, part('found', found), options);
}

const emptyReply = (report: string | null, { t }: ReplyOptions): Reply => ({
  schemaVersion: REPLY_SCHEMA_VERSION,
  language: t.language,
  report,
  parts: [],
  forDesk: [],
});

/** Whose side and how sure, covered or not, and what comes next. */
export function replyAbout(
  problem: Problem,
  report: string | null,
  found: readonly ReplyPart[],
  options: ReplyOptions,
): Reply {
  const context = contextOf(problem, options);
  const phoneCode = phoneCodeOf(problem);
  return {
    ...emptyReply(report, options),
    ...(phoneCode === null ? {} : { phoneCode }),
    parts: [...found, ...sidePart(context), ...coverageParts(context), ...nextParts(context)],
    forDesk: deskNotes(context),
  };
}

const nameOf = (pack: ProviderPack | null): string | null => (pack === null ? null : inertLine(pack.name));

function contextOf(problem: Problem, { t, pack }: ReplyOptions): ReplyContext {
  return {
    t,
    problem,
    kind: ticketKind(problem),
    provider: nameOf(pack),
    due: dueOf({ problem, pack, t })?.text ?? null,
  };
}

/** Nothing is wrong, or nothing could be told: what was looked at, and what helps further. */
function soundParts(report: Report, options: ReplyOptions): readonly ReplyPart[] {
  const { t } = options;
  const names = (isTested: boolean): string =>
    services
      .filter((service) => testedServices(report).includes(service) === isTested)
      .map((service) => t.text(`report.area.${service}`))
      .join(', ');
  const [tested, untested] = [names(true), names(false)];
  const words = { t, provider: nameOf(options.pack) };
  return [
    ...part(
      'found',
      t.text('reply.found', {
        time: t.dateTime(report.startedAt),
        finding: t.text(`report.status.${report.status}`, { count: 0 }),
      }),
      [
        ...(tested === '' ? [] : [t.text('report.tested', { list: tested })]),
        ...(untested === '' ? [] : [t.text('report.not_tested', { list: untested })]),
      ],
    ),
    ...(report.remarks ?? []).flatMap((remark) => part('next', inReply(remark.message, words))),
    ...part('next', report.remarks?.length ? '' : t.text(`reply.next.${report.status}`)),
  ];
}
