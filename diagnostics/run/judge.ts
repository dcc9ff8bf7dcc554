/** Everything after the probes: a pure function of observations, rules and packs. So a report can be judged again, later and elsewhere. */
import { attribute } from '../attribution/attribute.ts';
import { remarksOn } from '../attribution/remarks.ts';
import { evaluateChecks, type Levels } from '../checks/evaluate.ts';
import type { Finding } from '../model/finding.ts';
import type { NetworkData } from '../model/network-data.ts';
import type { Observation } from '../model/observation.ts';
import type { Attribution, Problem } from '../model/problem.ts';
import type { Ending, Judgement, Report, Status } from '../model/report.ts';
import { topicOf, type RootCauseId } from '../model/root-causes.ts';
import type { Request } from '../model/target.ts';
import type { Facts } from '../model/view/facts.ts';
import { withStatements } from '../model/view/statements.ts';
import { secondViews } from '../model/view/second-views.ts';
import { clockOffset, isOffline, vantageOf } from '../model/view/vantage.ts';
import { phoneCodeOf } from '../report/phone-code.ts';
import { decideScope, type ProviderPack } from '../scope/index.ts';
import { readFactsWithProvider, type RecognisedProvider } from './provider.ts';

/** Raised whenever a check or rule changes what it says of the same facts. */
export const RULES_VERSION = '2026-11-22';
export type { Levels };

export interface JudgeInput {
  readonly request: Request;
  readonly networkData: NetworkData;
  readonly observations: readonly Observation[];
  readonly packs: readonly ProviderPack[];
  readonly levels: Levels;
  /** When the run ended, RFC 3339: answer times of the provider count from here. */
  readonly at: string;
  readonly ending: Ending;
  /** What is known of these observations already. */
  readonly look?: Look | undefined;
}

/** Observations as rules see them, and what is wrong by them. */
export interface Look {
  readonly facts: Facts;
  readonly provider: RecognisedProvider | null;
  readonly findings: readonly Finding[];
  readonly attributions: readonly Attribution[];
}

export function lookAt(
  what: Pick<JudgeInput, 'request' | 'networkData' | 'observations'>,
  { packs, levels }: Pick<JudgeInput, 'packs' | 'levels'>,
): Look {
  const { facts, provider } = readFactsWithProvider(what, packs);
  return { facts, provider, ...attributionsOf(facts, levels, provider) };
}

/** What is wrong, before any policy is asked. */
export function attributionsOf(
  facts: Facts,
  levels: Levels,
  provider: RecognisedProvider | null,
): { readonly findings: readonly Finding[]; readonly attributions: readonly Attribution[] } {
  const findings = evaluateChecks(facts, { ...levels, ...provider?.pack.levels });
  return { findings, attributions: attribute(facts, findings) };
}

/** Other seats that were laid beside this one, and whether each may speak. */
function standings(facts: Facts): Pick<Judgement, 'views'> {
  const views = secondViews(facts).map(({ id, standing, gapMs, facts: there }) => ({
    view: id,
    standing,
    gapMs,
    clockOffsetMs: clockOffset(there)?.ms ?? null,
  }));
  return views.length === 0 ? {} : { views };
}

export function judgeObservations(input: JudgeInput): Judgement {
  const { request, networkData, observations } = input;
  const { facts, provider, findings, attributions } =
    input.look ?? lookAt({ request, networkData, observations }, input);
  const problems = attributions.map((attribution) => toProblem(attribution, input, provider));
  const status = statusOf(facts, findings, problems, input.ending);
  return {
    status,
    vantage: vantageOf(facts),
    ...standings(facts),
    problems,
    findings,
    remarks: remarksOn(facts, findings, status),
    provider: provider && {
      id: provider.pack.id,
      version: provider.pack.version,
      recognisedBy: provider.recognisedBy,
    },
  };
}

function toProblem(
  attribution: Attribution,
  input: JudgeInput,
  provider: RecognisedProvider | null,
): Problem {
  const topic = topicOf(attribution.rootCause as RootCauseId, attribution.service);
  const { product, tier, facts } = input.request;
  const scope = decideScope({
    pack: provider?.pack ?? null,
    product,
    tier,
    topic,
    rootCause: attribution.rootCause,
    faultDomain: attribution.faultDomain,
    facts,
    at: input.at,
  });
  const phoneCode = phoneCodeOf({ ...attribution, scope });
  return { ...attribution, topic, scope, ...(phoneCode === null ? {} : { phoneCode }) };
}

/** Healthy is said only of what was tested: something beyond this seat must have answered, and nothing may be left undone. */
function statusOf(
  facts: Facts,
  findings: readonly Finding[],
  problems: readonly Problem[],
  ending: Ending,
): Status {
  if (isOffline(facts)) return 'could_not_diagnose';
  if (problems.length > 0) return 'problems_found';
  // whoever asks for DNS alone has it tested as soon as a name server of the domain answers
  const isDnsAlone = facts.request.services.every((service) => service === 'dns');
  const serviceTested = findings.some(
    (each) =>
      each.outcome === 'passed' &&
      // a page that came through the proxy is an answer of the site as well
      (each.check === 'failing-proxy' ||
        (isDnsAlone && each.check === 'silent-name-server') ||
        (each.check.startsWith('unreachable-') && each.check !== 'unreachable-internet')),
  );
  if (ending === 'completed') return serviceTested ? 'healthy' : 'could_not_diagnose';
  return serviceTested ? 'incomplete' : 'could_not_diagnose';
}

/**
 * Today's rules over yesterday's facts. Nothing of the stored verdict is used.
 * Answers that the request has gained since stand as given at `now`, RFC 3339; without it, as given when the run ended.
 */
export function judge(
  report: Report,
  options: Pick<JudgeInput, 'packs' | 'levels'> & { readonly toolVersion: string; readonly now?: string },
): Report {
  const { request, networkData, finishedAt, ending } = report;
  const observations = withStatements(report.observations, request.facts, options.now ?? finishedAt);
  const judgement = judgeObservations({
    request,
    networkData,
    observations,
    ending,
    at: finishedAt,
    packs: options.packs,
    levels: options.levels,
  });
  const { views: _stored, ...rest } = report;
  return {
    ...rest,
    ...judgement,
    observations,
    tool: { name: report.tool.name, version: options.toolVersion, rules: RULES_VERSION },
  };
}
