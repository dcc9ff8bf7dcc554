/** Phone codes that are read out, and the answers that are pasted. */
import {
  codeRows,
  decideCode,
  readPhoneCode,
  renderReply,
  replyTo,
  replyToCode,
  shareReport,
  type Translator,
} from '../../diagnostics/index.ts';
import type { Reply } from '../../diagnostics/model/reply.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import type { ReplyView } from '../contract/replies.ts';
import { refusal, SaidError } from '../services/said-error.ts';
import { packOf } from '../services/ticket-files.ts';
import type { EngineContext } from './context.ts';
import type { OpenReports } from './open-reports.ts';
import type { PackShelf } from './pack-shelf.ts';
import type { EngineHandlers } from './protocol.ts';

type Own = 'reply:view' | 'code:read';

export const replyHandlers = (
  context: EngineContext,
  shelf: PackShelf,
  reports: OpenReports,
): Pick<EngineHandlers, Own> => {
  /** The reply in the customer's language, what the desk looks up in its own. */
  const viewOf = (made: (t: Translator) => Reply, own: Language, customers: Language): ReplyView => ({
    text: renderReply(made(context.translator(customers)), 'text'),
    forDesk: made(context.translator(own)).forDesk,
  });
  return {
    'reply:view': async ({ id, problem, language, replyLanguage }) => {
      const { report, packs } = await reports.open(id);
      if (problem > 0 && report.problems[problem] === undefined) throw refusal('app.error.unknown_problem');
      const shared = shareReport(report).report;
      const pack = packOf(report, packs);
      return viewOf((t) => replyTo(shared, problem, { t, pack }), language, replyLanguage);
    },
    'code:read': async ({ code, language, replyLanguage, provider, product }) => {
      const read = readPhoneCode(code);
      if (!read.ok) throw new SaidError(read.error);
      const { packs } = await shelf.knowledge(false);
      const pack = packs.find(({ id }) => id === provider) ?? null;
      const scope = decideCode(read.meaning, pack, { product: product ?? undefined, now: context.now() });
      return {
        code: read.code,
        rows: codeRows(read.meaning, context.translator(language)),
        reply: viewOf((t) => replyToCode(read.meaning, scope, { t, pack }), language, replyLanguage),
      };
    },
  };
};
