/** What the report knows of the things that a desk asks for, under the ids by which packs and our own questions ask. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { endpointText, evidenceLines } from '../report/describe.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { REMOVED, secretKey } from '../report/redact/secret-words.ts';
import { literalErrors } from './literal-error.ts';

export interface AnswerContext {
  readonly report: Report;
  readonly problem: Problem;
  readonly t: Translator;
}

/** Pack ids have dashes, ours underscores: one fact `ticket.customer_number` answers both. */
export const normalized = (id: string): string => id.replaceAll('-', '_');

/** Other names under which packs may ask for the same. */
const sameAs: Readonly<Record<string, string>> = {
  public_ip: 'public_address',
  ip_address: 'public_address',
  ip: 'public_address',
  domain_name: 'domain',
  server_name: 'server',
  host_name: 'server',
  error: 'literal_error',
  error_message: 'literal_error',
  error_text: 'literal_error',
  work: 'work_requested',
};

/** The question of our own that asks for the same as this field of a pack. */
export const sameQuestion = (id: string): string => (Object.hasOwn(sameAs, id) ? (sameAs[id] ?? id) : id);

/** Passwords, PINs and sign-in data are told by telephone or through the provider's own form, never in a ticket. */
export const isNeverWritten = (id: string): boolean =>
  secretKey.test(id) || /(?:^|_)(?:access|credentials|login|logins|sign_in)$/u.test(id);

/** What the person said with `--fact ticket.<id>=…`, else what was measured; null when nobody knows. */
export function answerTo(id: string, context: AnswerContext): string | null {
  return saidOf(id, context.report) ?? measured(sameQuestion(id), context);
}

function saidOf(id: string, { request: { facts } }: Report): string | undefined {
  // Ids come from a pack: `constructor` is one that every object answers to.
  const keys = [`ticket.${id}`, `ticket.${sameQuestion(id)}`, id];
  const said = keys.flatMap((key) => (Object.hasOwn(facts, key) ? [facts[key]?.trim() ?? ''] : []));
  const first = said.find((text) => text !== '' && text !== REMOVED);
  return first === undefined ? undefined : inertLine(first);
}

const join = (parts: readonly string[], between: string): string | null => parts.join(between) || null;

function measured(id: string, { report, problem, t }: AnswerContext): string | null {
  const domain = inertLine(report.request.target.displayName);
  switch (id) {
    case 'domain':
      return domain;
    case 'server':
      return serverOf(report, problem, t);
    case 'server_domain':
      return `${serverOf(report, problem, t)}; ${domain}`;
    case 'literal_error':
      return join(
        literalErrors(report, problem).map(({ text }) => text),
        ' | ',
      );
    case 'public_address':
      return join(publicAddresses(report), ', ');
    case 'tried':
      return join(statements(report, t), '; ');
    case 'work_requested':
      return t.text('ticket.work', {
        symptom: t.text(`ticket.symptom.${problem.rootCause}`),
        subject: problem.subject,
      });
    default:
      return null;
  }
}

/** The server that was really reached. */
function serverOf(report: Report, problem: Problem, t: Translator): string {
  const seen = evidenceLines(report, problem.evidence, t).flatMap(({ observation }) =>
    observation === undefined || observation.endpoint.address === undefined ? [] : [observation],
  );
  const failing = seen.find(({ failure }) => failure !== undefined) ?? seen[0];
  return failing === undefined ? inertLine(problem.subject) : endpointText(failing, t);
}

/** Only addresses of this computer that are global themselves, and what the router says of itself; behind other NAT nobody here knows. */
export function publicAddresses({ observations }: Report): readonly string[] {
  const own = observations.filter(({ view }) => view === undefined);
  const found = own.flatMap((observation) => {
    if (observation.kind === 'router-address') return observation.data.externalAddress ?? [];
    if (observation.kind !== 'environment') return [];
    return observation.data.interfaces
      .filter(({ scope, isTunnel }) => scope === 'global' && !isTunnel)
      .map(({ address }) => address);
  });
  return [...new Set(found.map(inertLine))];
}

/** Answers of the person to the questions of the rules: what was tried besides measuring. */
function statements(report: Report, t: Translator): readonly string[] {
  return report.observations.flatMap((observation) => {
    if (observation.kind !== 'statement' || observation.view !== undefined) return [];
    const key = `question.${observation.input.question}`;
    if (!t.has(`${key}.text`)) return [];
    return [`${t.text(`${key}.text`)} ${t.text(`${key}.value.${observation.data.value}`)}`];
  });
}
