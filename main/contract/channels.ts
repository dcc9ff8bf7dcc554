/** The one map of calls between window and main: channel, schema of the input, type of the reply. Everything else is derived from it. */
import { z } from 'zod';
import { serviceSchema, symptomSchema } from '../../diagnostics/model/vocabulary.ts';
import { codeSchema, replySchema, type CodeView, type ReplyView } from './replies.ts';
import { newRequestSchema, type CheckRequestView, type MadeRequestView } from './requests.ts';
import {
  boardFilterSchema,
  columnChoiceSchema,
  pageSchema,
  type BatchListView,
  type BatchStateView,
  type BoardRows,
  type BoardView,
  type ExpiryRows,
} from './board.ts';
import type {
  ComparisonView,
  ProviderChoice,
  ProviderView,
  ReportEntry,
  ReportView,
  SettingsView,
  StartView,
  StorageView,
  TicketView,
  UnderstoodView,
} from './views.ts';

export interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Type only: there is no value behind it. */
  readonly output?: Output;
}
const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input });

const nothing = z.undefined();
export const languageSchema = z.enum(['en', 'fr', 'nl']);
const sealed = z.boolean().optional();
const language = z.strictObject({ language: languageSchema });
const id = z.string().min(1).max(100);
const line = z.string().max(500);
const reportId = z.strictObject({ id });
const localReport = language.extend({ id });
/** `request`: id of the one made here that the report has to answer; a report that does not is refused. */
const answering = language.extend({ request: id.optional() });
const facts = z.record(z.string().max(100), line);

export const ticketFormatSchema = z.enum(['txt', 'md', 'html', 'eml', 'json', 'pdf', 'faultline']);
const ticket = localReport.extend({
  problem: z.int().min(0).max(999),
  /** What several clients of the board share: the ticket is for all of them. */
  cause: z.string().max(800).optional(),
  /** Answers to the ticket's questions, by key. */
  answers: facts,
  /** Redactions that the person switched off, where that is allowed. */
  keep: z.array(id).max(100),
});

const startRunSchema = language.extend({
  text: z.string().max(2_000),
  isDemo: z.boolean(),
  symptom: symptomSchema.optional(),
  services: z.array(serviceSchema).max(10).optional(),
  provider: id.optional(),
  product: id.optional(),
  tier: id.optional(),
  facts: facts.optional(),
  outsideView: z.boolean().optional(),
  /** Id of a received request that the person has read and agreed to: starting it is the consent, and it alone says what is run. */
  checkRequest: id.optional(),
  /** Repeats what matters for one problem of an earlier report. */
  again: z.strictObject({ report: id, problem: z.int().min(0).max(999).optional() }).optional(),
});

const clientList = language.extend({ path: z.string().min(1).max(4_096), columns: columnChoiceSchema });

/** When the clients of the board are looked at again while the app lives in the tray: at a full hour of local time. */
const scheduleSchema = z.strictObject({
  every: z.enum(['off', 'daily', 'weekly']),
  hour: z.int().min(0).max(23),
  /** As in JavaScript: 0 is Sunday. */
  weekday: z.int().min(0).max(6),
});

const historyFormatSchema = z.enum(['csv', 'json', 'ndjson', 'html']);
const historyExport = language.extend({
  format: historyFormatSchema,
  /** As the board shows them; everybody without. */
  filter: boardFilterSchema.optional(),
});

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'fr', 'nl']),
  theme: z.enum(['system', 'light', 'dark']),
  outsideView: z.boolean(),
  resolvers: z.array(z.string().max(60)).max(8),
  anchors: z.array(z.string().max(60)).max(6),
  defaultProvider: id.nullable(),
  schedule: scheduleSchema,
  registrations: z.boolean(),
  /** Own runs and their reports that are older than so many months go; null: they stay. */
  keepMonths: z.int().min(1).max(600).nullable(),
  /** What stands on pages for clients. */
  reportName: z.string().max(100),
  reportLogo: z
    .string()
    .max(400_000)
    .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/u)
    .nullable(),
});

export const channels = {
  'app:start': call<{
    readonly version: string;
    readonly platform: string;
    readonly systemLanguage: 'en' | 'fr' | 'nl';
    readonly settings: SettingsView;
    /** Report to show first: from a double click, an argument or a run that was cut off. */
    readonly open: string | null;
    /** A `faultline://check?…` link: fills the start screen; nothing runs before the person says so. */
    readonly link: { readonly target: string; readonly provider: string | null } | null;
    /** A received request to show for consent (`requests:view`). */
    readonly request: string | null;
    /** Whether to begin with the board. */
    readonly board: boolean;
  }>()(nothing),
  'start:view': call<StartView>()(language),
  'target:understand': call<UnderstoodView>()(language.extend({ text: z.string().max(2_000) })),
  'run:start': call<{ readonly runId: string }>()(startRunSchema),
  'run:cancel': call<null>()(z.strictObject({ runId: id })),
  'reports:list': call<readonly ReportEntry[]>()(language.extend({ search: z.string().max(200) })),
  'reports:view': call<ReportView>()(localReport),
  /** Raw observation as JSON text, for the last step of the evidence. */
  'reports:observation': call<string>()(reportId.extend({ observation: z.string().max(400) })),
  'reports:answer': call<ReportView>()(localReport.extend({ facts })),
  'reports:compare': call<ComparisonView>()(language.extend({ left: id, right: id })),
  'reports:delete': call<null>()(reportId),
  /** Asks for a file with the system's dialog; null when the person thought better of it. */
  'reports:open': call<{ readonly id: string } | null>()(answering),
  'reports:open-file': call<{ readonly id: string }>()(answering.extend({ path: z.string().max(4_096) })),
  /** `sealed`: encrypted for the desk of the report’s provider; offered where `canSeal`. */
  'reports:save': call<{ readonly path: string } | null>()(localReport.extend({ sealed })),
  /** A desk asks: keeps the request here, so that its answer is recognised. */
  'requests:make': call<MadeRequestView>()(newRequestSchema),
  'requests:made': call<MadeRequestView>()(localReport),
  /** Those made here, the newest first. */
  'requests:list': call<readonly CheckRequestView[]>()(language),
  'requests:forget': call<null>()(reportId),
  /** Saves the `.faultline-request` file of one that was made here; null when the person thought better of it. */
  'requests:save': call<{ readonly path: string } | null>()(localReport),
  /** Its mail, to the clipboard. */
  'requests:copy': call<null>()(localReport),
  /** Of one that was received, for the consent screen. */
  'requests:view': call<CheckRequestView>()(localReport),
  /** A dropped `.faultline-request` file, or a pasted link. Shows it (`request:show` is not pushed for it); nothing runs. */
  'requests:receive': call<{ readonly id: string }>()(language.extend({ given: z.string().max(4_096) })),
  'board:view': call<BoardView>()(language),
  'board:rows': call<BoardRows>()(
    language.extend({
      ...pageSchema.shape,
      filter: boardFilterSchema,
      isGrouped: z.boolean(),
      /** Groups that are folded. */
      closed: z.array(z.string().max(800)).max(1_000),
    }),
  ),
  'board:expiries': call<ExpiryRows>()(
    language.extend({ ...pageSchema.shape, filter: boardFilterSchema, period: z.enum(['week', 'month']) }),
  ),
  /** Asks for a list of clients with the system's dialog; null when the person thought better of it. Nothing is checked yet. */
  'batch:open': call<BatchListView | null>()(language),
  'batch:read': call<BatchListView>()(clientList),
  'batch:start': call<null>()(clientList),
  /** Goes on with the latest one. */
  'batch:resume': call<null>()(language),
  'batch:cancel': call<null>()(nothing),
  'batch:state': call<BatchStateView>()(nothing),
  /** A short answer to a problem of a report, and its way to the clipboard. */
  'reply:view': call<ReplyView>()(replySchema),
  'reply:copy': call<null>()(replySchema),
  /** What a customer read out on the telephone. */
  'code:read': call<CodeView>()(codeSchema),
  'code:copy': call<null>()(codeSchema),
  'ticket:compose': call<TicketView>()(ticket),
  'ticket:save': call<{ readonly path: string } | null>()(
    ticket.extend({ format: ticketFormatSchema, sealed }),
  ),
  'ticket:copy': call<null>()(ticket.extend({ format: z.enum(['txt', 'md']) })),
  'providers:list':
    call<readonly (ProviderChoice & { readonly version: string; readonly isOwn: boolean })[]>()(language),
  'providers:view': call<ProviderView>()(localReport),
  'providers:import': call<{ readonly id: string } | null>()(language),
  'providers:import-file': call<{ readonly id: string }>()(language.extend({ path: z.string().max(4_096) })),
  'providers:remove': call<null>()(reportId),
  'settings:set': call<SettingsView>()(settingsSchema),
  /** What the history knows of the problems of a report: since when, how often, when all was well. */
  'history:past': call<readonly string[]>()(localReport),
  /** How many runs are older than so many months. */
  'history:older': call<{ readonly runs: number }>()(z.strictObject({ months: z.int().min(1).max(600) })),
  /** One row a client; asks where to. */
  'history:export': call<{ readonly path: string } | null>()(historyExport),
  /** A picture of the person's choice, as a `data:` address. */
  'history:logo': call<{ readonly logo: string } | null>()(nothing),
  'privacy:storage': call<StorageView>()(nothing),
  'privacy:show-folder': call<null>()(nothing),
  'privacy:delete-all': call<null>()(nothing),
  /** Opens an https:, mailto: or tel: address outside, after the window has shown it and the person agreed. */
  'external:open': call<null>()(z.strictObject({ url: z.string().max(8_000) })),
} as const;

export type Channels = typeof channels;
export type Channel = keyof Channels;
export type InputOf<C extends Channel> = z.infer<Channels[C]['input']>;
export type OutputOf<C extends Channel> =
  | NonNullable<Channels[C]['output']>
  | Extract<Channels[C]['output'], null>;
