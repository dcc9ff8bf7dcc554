/** Makes the request of a run out of what was typed, on the command line or in the window. */
import { understandMailSetting, understandTarget } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Request, Target } from '../../diagnostics/model/target.ts';
import { services, type Service, type Symptom } from '../../diagnostics/model/vocabulary.ts';
import { isResolverAddress } from './resolver-address.ts';
import { refusal, SaidError } from './said-error.ts';

/** Answers, by key. */
export type GivenFacts = Readonly<Record<string, string>>;

export interface PolicyOptions {
  readonly provider?: string | undefined;
  readonly product?: string | undefined;
  readonly tier?: string | undefined;
}

export interface RequestOptions extends PolicyOptions {
  readonly symptom?: Symptom;
  readonly service?: readonly Service[];
  readonly host?: readonly string[];
  readonly resolver?: readonly string[];
  readonly fact?: GivenFacts;
  readonly user?: string;
  readonly mailSetting?: readonly string[];
  /** The person’s consent to a view from elsewhere. */
  readonly outsideView?: boolean;
}

export function buildRequest(typed: string, options: RequestOptions): Request {
  const target = understood(typed);
  return {
    target: options.user === undefined ? target : { ...target, user: userOf(options.user) },
    symptom: options.symptom ?? 'everything',
    services: options.service ?? services,
    hosts: [...new Set((options.host ?? []).map((host) => understood(host).domain))],
    ...mailSettingsOf(options.mailSetting),
    resolvers: [...new Set((options.resolver ?? []).map(resolverOf))],
    provider: options.provider ?? null,
    product: options.product ?? null,
    tier: options.tier ?? null,
    ...(options.outsideView === true ? { outsideView: true } : {}),
    facts: options.fact ?? {},
  };
}

/** What a desk’s request decides of a run; everything else is the person's own. */
export const askedOptions = ({
  symptom,
  services: asked,
  provider,
  product,
}: CheckRequest): RequestOptions => ({
  symptom,
  service: asked,
  ...(provider === null ? {} : { provider }),
  ...(product === null ? {} : { product }),
});

function understood(typed: string): Target {
  const result = understandTarget(typed);
  if (!result.ok) throw new SaidError(result.error);
  return result.target;
}

const MAIL_SETTINGS_AT_MOST = 6;

/** Absent when none was given, so that a request without them looks as before. */
function mailSettingsOf(typed: readonly string[] | undefined): Pick<Request, 'mailSettings'> {
  if (typed === undefined) return {};
  if (typed.length > MAIL_SETTINGS_AT_MOST)
    throw refusal('cli.error.too_many_mail_settings', { limit: MAIL_SETTINGS_AT_MOST });
  const mailSettings = typed.map((each) => {
    const reading = understandMailSetting(each);
    if (!reading.ok) throw new SaidError(reading.error);
    return reading.setting;
  });
  return { mailSettings };
}

function userOf(user: string): string {
  if (!/^[\x21-\x7e]{1,200}$/u.test(user)) throw refusal('cli.error.invalid_user');
  return user;
}

function resolverOf(text: string): string {
  if (!isResolverAddress(text)) throw refusal('cli.error.invalid_resolver', { value: text.slice(0, 100) });
  return text;
}
