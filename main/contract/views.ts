/**
 * What the window shows, ready to show: every text stands in the language that was asked for and is inert (no markup, no control or bidi
 * characters). Made by the engine process, so that the window holds no catalogue of findings and no rule.
 */
import type { Attribution } from '../../diagnostics/model/problem.ts';
import type { ObservationKind } from '../../diagnostics/model/observation.ts';
import type { Ending, Status, VantageStamp } from '../../diagnostics/model/report.ts';
import type { ScopeDecision } from '../../diagnostics/model/scope.ts';
import type { Level, Outcome, Service, Side } from '../../diagnostics/model/vocabulary.ts';
import type { RequestBinding } from './requests.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface ProviderChoice extends Choice {
  readonly products: readonly (Choice & { readonly tiers: readonly Choice[] })[];
}

/** What the start screen offers. */
export interface StartView {
  readonly symptoms: readonly Choice[];
  readonly services: readonly Choice[];
  readonly providers: readonly ProviderChoice[];
}

/** The typed text as understood; `notes` tell what was taken and what was dropped. */
export interface UnderstoodView {
  readonly domain: string;
  readonly displayName: string;
  readonly notes: readonly string[];
}

/** Labelled paragraphs and items, as everywhere in Faultline. */
export interface RowView {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
}

export type Area = Service | 'local' | 'other';
/** `failed`: the operation did not come to its end; what that means only the rules say. */
export type OperationState = 'waiting' | 'running' | 'worked' | 'failed';

/** One operation on the world, as a bar of the waterfall. */
export interface OperationView {
  /** Key of the job and number of the try: unique in a run. */
  readonly id: string;
  readonly kind: ObservationKind;
  readonly area: Area;
  /** What was done and to whom: “DNS query to ns1.example.net (192.0.2.1) port 53”. */
  readonly label: string;
  readonly isControl: boolean;
  readonly state: OperationState;
  /** Milliseconds since the run began; null while it waits. */
  readonly startMs: number | null;
  readonly durationMs: number | null;
  /** What came of it, in a few words; empty until then. */
  readonly outcome: string;
}

/** What a running diagnosis sends; a report that is opened later holds the same operations. */
export type RunPush =
  | { readonly type: 'plan'; readonly displayName: string; readonly steps: readonly Choice[] }
  | { readonly type: 'operations'; readonly operations: readonly OperationView[] }
  | { readonly type: 'finished'; readonly reportId: string; readonly status: Status; readonly ending: Ending }
  | { readonly type: 'failed'; readonly text: string };

/** A station between the person and the service. Shapes and words differ as the states do. */
export type StationId = 'you' | 'your_network' | 'access_provider' | 'dns' | 'server' | 'service';
export type StationState = 'works' | 'broken' | 'suspected' | 'unknown' | 'not_tested';
export interface StationView {
  readonly id: StationId;
  readonly label: string;
  readonly state: StationState;
  readonly stateText: string;
  /** Side of the worst problem that lies here; null where nothing is wrong and where nobody is named. */
  readonly side: Exclude<Side, 'undetermined'> | null;
}

export interface EvidenceView {
  /** Observation that it points at; null when the report does not hold it. */
  readonly observation: string | null;
  readonly text: string;
}

/** How a problem would become surer, and the button that does it. */
export interface SurerView {
  readonly text: string;
  readonly action:
    | { readonly type: 'outside_view' }
    | { readonly type: 'second_report' }
    | { readonly type: 'repeat' }
    | {
        readonly type: 'answer';
        readonly question: string;
        readonly text: string;
        readonly values: readonly Choice[];
      }
    | null;
}

export interface ProblemView extends Pick<
  Attribution,
  'rule' | 'rootCause' | 'side' | 'faultDomain' | 'confidence'
> {
  readonly index: number;
  readonly headline: string;
  /** What is read out on the telephone; empty for a rule of another version. */
  readonly phoneCode: string;
  readonly subject: string;
  readonly sideText: string;
  readonly confidenceText: string;
  readonly reason: string;
  readonly nextStep: string;
  readonly limits: string;
  readonly decision: ScopeDecision['decision'];
  readonly decisionText: string;
  /** Clause, condition, cost, channel, due time and what else the policy says. */
  readonly scope: readonly RowView[];
  readonly evidence: readonly EvidenceView[];
  readonly against: readonly EvidenceView[];
  readonly excluded: readonly string[];
  readonly open: readonly string[];
  readonly surer: readonly SurerView[];
  /** What will be written: a ticket, a letter to a third party, or steps for the person. */
  readonly ticketKind: 'provider_ticket' | 'third_party_letter' | 'self_help';
  readonly findings: readonly string[];
}

export interface FindingView {
  /** `check subject`. */
  readonly id: string;
  readonly outcome: Outcome;
  readonly outcomeText: string;
  readonly level: Level;
  readonly text: string;
  readonly subject: string;
  readonly evidence: readonly EvidenceView[];
}

export interface FindingGroupView {
  readonly area: Area;
  readonly label: string;
  readonly findings: readonly FindingView[];
}

export interface ReportView {
  readonly id: string;
  readonly displayName: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: Status;
  readonly ending: Ending;
  /** The first sentence that a person reads. */
  readonly summary: string;
  readonly service: string;
  readonly provider: {
    readonly id: string;
    readonly name: string;
    readonly recognised: string;
    /** Its pack names a recipient: the report can be saved so that only its desk can open it. */
    readonly canSeal: boolean;
  } | null;
  readonly stamps: readonly { readonly id: VantageStamp; readonly text: string }[];
  readonly stations: readonly StationView[];
  readonly problems: readonly ProblemView[];
  readonly remarks: readonly string[];
  readonly findings: readonly FindingGroupView[];
  readonly operations: readonly OperationView[];
  readonly redactions: readonly { readonly text: string; readonly count: number }[];
  /** By which tool, rules and pack. */
  readonly judgedBy: string;
  /** Set when the report was opened from a file: what today's rules say otherwise. */
  readonly judgedAgain: { readonly isSame: boolean; readonly differences: readonly string[] } | null;
  /** Of our own report that a desk asked for: the desk's reference. Null for all others. */
  readonly answers: string | null;
  /** Of a report that came in a file: whole or not, for which request, how old, the verdict then and today. Null for our own. */
  readonly opened: { readonly binding: RequestBinding; readonly rows: readonly RowView[] } | null;
}

/** A line of the history. */
export interface ReportEntry {
  readonly id: string;
  readonly displayName: string;
  readonly startedAt: string;
  readonly status: Status;
  readonly headline: string;
  readonly problems: number;
  readonly provider: string;
  /** The list says nothing of what such a report found; `status` and `problems` then mean nothing. */
  readonly isSealed: boolean;
  /** `mid_run`: the app or the machine ended before the run did; what was seen until then is kept. */
  readonly origin: 'own' | 'file' | 'demo' | 'mid_run';
}

/** A part of a comparison under its own heading; a problem has labelled rows like everywhere else. */
export interface ComparisonPartView extends RowView {
  readonly rows: readonly RowView[];
}

export interface ComparisonView {
  readonly title: string;
  readonly parts: readonly ComparisonPartView[];
}

/** A question whose answer the ticket still needs. */
export interface TicketQuestionView {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly isRequired: boolean;
}

export interface TicketView {
  /** The report file that goes along can be saved for the provider’s desk alone. */
  readonly canSeal: boolean;
  readonly kind: ProblemView['ticketKind'];
  readonly subject: string;
  readonly recipient: string;
  /** Exactly what leaves, as text. */
  readonly body: string;
  /** Self-contained HTML without script, for a sandboxed preview. */
  readonly html: string;
  readonly questions: readonly TicketQuestionView[];
  /** For the sender, not part of what leaves. */
  readonly advice: readonly string[];
  /** Channel, hours, price, due time. */
  readonly delivery: readonly RowView[];
  readonly redactions: readonly {
    readonly id: string;
    readonly text: string;
    readonly count: number;
    readonly isOn: boolean;
    /** Secrets are always removed. */
    readonly isFixed: boolean;
  }[];
  readonly attachments: readonly string[];
  /** mailto: and portal addresses that the person may open, shown before they are. */
  readonly mailTo: string | null;
  readonly portal: string | null;
}

export interface ProviderView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly isOwn: boolean;
  readonly rows: readonly RowView[];
  readonly rules: readonly {
    readonly id: string;
    readonly topics: readonly string[];
    readonly decision: ScopeDecision['decision'];
    readonly decisionText: string;
    readonly clause: string;
    readonly section: string;
  }[];
}

export interface SettingsView {
  readonly language: 'system' | 'en' | 'fr' | 'nl';
  readonly theme: 'system' | 'light' | 'dark';
  readonly outsideView: boolean;
  readonly resolvers: readonly string[];
  /** Hosts that the person knows to answer, `address:port`, tried beside the built-in ones (C1). */
  readonly anchors: readonly string[];
  readonly defaultProvider: string | null;
  /** Hour of local time; `weekday` as in JavaScript, 0 is Sunday. */
  readonly schedule: {
    readonly every: 'off' | 'daily' | 'weekly';
    readonly hour: number;
    readonly weekday: number;
  };
  /** Registries are asked, after a check of the list, when registrations end. */
  readonly registrations: boolean;
  /** Months; null: for ever. */
  readonly keepMonths: number | null;
  readonly reportName: string;
  /** `data:` address of a PNG or JPEG. */
  readonly reportLogo: string | null;
}

export interface StorageView {
  /** Runs in the history, and the start of the oldest. */
  readonly runs: number;
  readonly oldest: string | null;
  readonly folder: string;
  readonly reports: number;
  readonly bytes: number;
}
