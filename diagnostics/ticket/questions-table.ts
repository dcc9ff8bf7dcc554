/** What a desk asks back when a ticket leaves it out, by service and root cause. Words: `ticket.ask.<id>` and `ticket.field.<id>`. */
import type { Problem } from '../model/problem.ts';
import type { Service } from '../model/vocabulary.ts';

export interface Question {
  readonly id: string;
  readonly required: boolean;
}

const always: readonly Question[] = [
  { id: 'customer_number', required: true },
  { id: 'since', required: true },
  { id: 'for_whom', required: true },
  { id: 'changed_lately', required: false },
  { id: 'tried', required: false },
  { id: 'error_seen', required: false },
];

const byService: Readonly<Record<Service, readonly Question[]>> = {
  dns: [],
  web: [],
  mail: [{ id: 'mail_program', required: false }],
  ftp: [{ id: 'ftp_program', required: false }],
  ssh: [{ id: 'shell_in_plan', required: false }],
};

/** Where the provider has to find this customer in its logs, or another seat would decide. */
const fromHere = new Set([
  'network.port25_blocked',
  'network.port_filtered',
  'mail.starttls_stripped',
  'mail.client_rejected',
  'server.unreachable_here',
  'service.unreachable_here',
  'server.client_blocked',
  'service.client_blocked',
  'network.path_broken',
  'ftp.passive.range_closed',
]);
const fromHereQuestions: readonly Question[] = [
  { id: 'public_address', required: true },
  { id: 'other_network', required: false },
];
const mailFlow = new Set(['mail_cannot_send', 'mail_cannot_receive']);
const mailFlowQuestions: readonly Question[] = [
  { id: 'sender_recipient', required: true },
  { id: 'bounce', required: false },
];

/** Everything that `--fact ticket.<id>=…` may answer, besides the fields of a pack: the questions above and what the report knows itself. */
export const ticketQuestionIds: readonly string[] = [
  ...[always, ...Object.values(byService), fromHereQuestions, mailFlowQuestions].flat().map(({ id }) => id),
  'domain',
  'product',
  'server',
];

export function questionsFor(problem: Problem, symptom: string): readonly Question[] {
  return [
    ...always,
    ...(problem.service === null ? [] : byService[problem.service]),
    ...(mailFlow.has(symptom) && problem.service === 'mail' ? mailFlowQuestions : []),
    ...(fromHere.has(problem.rootCause) ? fromHereQuestions : []),
  ];
}
