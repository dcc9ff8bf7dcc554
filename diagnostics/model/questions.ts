/**
 * What only a person can tell: no packet shows whether a password is right or whether the phone’s hotspot gets through.
 * An answer is given with `--fact KEY=VALUE` and becomes an observation (`statement`) that a verdict can cite as the person’s word.
 * Adding a question: its line here, and `question.<id>.text`, `.how` and `.value.<value>` in `resources/locales/questions.*.json`.
 */
import type { Control } from './vocabulary.ts';

export interface Question {
  /** Closed answers; never free text, so that no secret is ever stored with one. */
  readonly values: readonly [string, string, ...string[]];
  /** The control that an answer stands for, when nothing measured it. */
  readonly control: Control;
}

const yesNo = ['yes', 'no'] as const;

export const questions = {
  /** C5: the same thing, tried from another connection such as a phone’s hotspot. */
  works_elsewhere: { values: yesNo, control: 'C5' },
  /** C5: whether a second report was made through another connection, where the reports do not show it. */
  other_connection: { values: yesNo, control: 'C5' },
  /** C9: what the desk finds in the firewall of the server, or what it wrote back. */
  address_blocked: { values: yesNo, control: 'C9' },
  /** C5: the same thing, tried with the VPN or tunnel switched off. */
  works_without_vpn: { values: yesNo, control: 'C5' },
  /** C5: the same mailbox and password in the provider’s webmail. */
  webmail_login_works: { values: yesNo, control: 'C5' },
  /** C5: the password was typed by hand and accepted somewhere else. */
  password_known_good: { values: yesNo, control: 'C5' },
  /** C9: the account asks for a second factor, so that old programs need a password of their own. */
  two_factor_on: { values: yesNo, control: 'C9' },
  /** C0: the kind of the message that the program itself shows. */
  app_error: {
    values: ['password', 'certificate', 'timeout', 'refused', 'not_found', 'quota', 'other'],
    control: 'C0',
  },
  /** C4: other web sites on the same hosting show the same fault. */
  other_sites_fail: { values: yesNo, control: 'C4' },
  /** C9: the provider announced work on the server for this time. */
  known_maintenance: { values: yesNo, control: 'C9' },
  /** C9: the site or the mail is being moved to another server at the moment. */
  migration_running: { values: yesNo, control: 'C9' },
  /** C9: which company’s mail server the person signs in at. */
  mailbox_at: { values: ['hosting_provider', 'other_company'], control: 'C9' },
  /** C9: mail passes another company’s spam filter before it reaches the mailbox. */
  uses_mail_filter: { values: yesNo, control: 'C9' },
  /** C0: it fails on an old device only. */
  old_device: { values: yesNo, control: 'C0' },
  /** C0: what the log of the FTP program speaks of after an error. */
  ftp_program_says: {
    values: ['encryption_wanted', 'session_reuse', 'disk_full', 'other'],
    control: 'C0',
  },
} as const satisfies Record<string, Question>;

export type QuestionId = keyof typeof questions;
export type AnswerTo<Q extends QuestionId> = (typeof questions)[Q]['values'][number];
export const questionIds = Object.keys(questions) as readonly QuestionId[];

export const isAnswer = (id: QuestionId, value: string): boolean =>
  (questions[id].values as readonly string[]).includes(value);

/** What to type to answer: `--fact works_elsewhere=yes, --fact works_elsewhere=no`. */
export const optionsFor = (id: QuestionId): string =>
  questions[id].values.map((value) => `--fact ${id}=${value}`).join(', ');
