/** What a refusal says in words: codes, the server that said it, and the results of sender checks that some receivers spell out. */
import type { AuthenticationResult } from '../../model/observations/delivery.ts';
import { hostIn } from './header-fields.ts';

export interface ReplyWords {
  readonly replyCode?: number;
  readonly status?: string;
  readonly quotedHost?: string;
  readonly words: string;
}

const MAX_WORDS = 1_000;

/** Codes that open every further line of one reply say nothing more (RFC 5321 section 4.2.1). */
function withoutRepeatedCodes(text: string): string {
  const first = /(?:^|\s)([245]\d\d)[- ](?:[245]\.\d{1,3}\.\d{1,3})(?=\s|$)/u.exec(text);
  if (!first) return text;
  const end = first.index + first[0].length;
  const again = new RegExp(`\\s${first[1]}[- ](?:[245]\\.\\d{1,3}\\.\\d{1,3})(?=\\s|$)`, 'gu');
  return (
    text.slice(0, end) +
    text
      .slice(end)
      .replace(again, '')
      .replace(/\s{2,}/gu, ' ')
  );
}

/** Servers that are quoted, the last being the innermost: `host mx.example.org[192.0.2.1] said:`, `remote server mx… returned`. */
const quoted =
  /\b(?:host|server|rejected by|connected to)\s{1,4}<?((?:[a-z0-9_][\w-]{0,62}\.){1,8}[a-z][a-z0-9-]{1,62})\.?>?(?:\s{0,2}[[(][\da-f.:]{2,45}[\])])?(?=.{0,80}?(?:said|returned|refused|rejected|respon|smtp error|[245]\d\d[ -]|\.?$))/giu;

const replyCode = /(?:^|[\s'"<(:;#])([245]\d\d)(?=[ \-#'"]|$)/u;
const status = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/u;

export function readReply(text: string): ReplyWords {
  const words = withoutRepeatedCodes(text.replace(/\s+/gu, ' ').trim()).slice(0, MAX_WORDS);
  const host = [...words.matchAll(quoted)].at(-1)?.[1];
  const after = words.slice(Math.max(0, words.search(/\bsaid:|\breturned\b|\bresponse\b/iu)));
  const code = (replyCode.exec(after) ?? replyCode.exec(words))?.[1];
  const enhanced = (status.exec(after) ?? status.exec(words))?.[1];
  return {
    words,
    ...(code === undefined ? {} : { replyCode: Number(code) }),
    ...(enhanced === undefined ? {} : { status: enhanced }),
    ...(host === undefined ? {} : { quotedHost: hostIn(host) ?? host.toLowerCase() }),
  };
}

const resultWords: Readonly<Record<string, AuthenticationResult['result']>> = {
  'did not pass': 'fail',
  fail: 'fail',
  failed: 'fail',
  pass: 'pass',
  passed: 'pass',
  none: 'none',
  neutral: 'neutral',
  softfail: 'softfail',
  temperror: 'temperror',
  permerror: 'permerror',
};

const told =
  /\b(spf|dkim|dmarc)\b(?:\s{0,2}\[([^\]\s]{1,255})\])?(?:\s{0,2}with ip: \[[^\]]{0,45}\])?\s{0,3}=\s{0,3}(did not pass|passed|pass|failed|fail|none|neutral|softfail|temperror|permerror)\b/giu;

/** `SPF [example.org] with ip: [192.0.2.1] = did not pass`, `Spf= Fail , Dkim= Fail , DMARC= Pass`. */
export const toldAuthentication = (words: string): readonly AuthenticationResult[] =>
  [...words.matchAll(told)].slice(0, 6).map(([, method = '', domain, result = '']) => ({
    method: method.toLowerCase() as AuthenticationResult['method'],
    result: resultWords[result.toLowerCase()] ?? 'fail',
    ...(domain === undefined || hostIn(domain) === undefined ? {} : { domain: hostIn(domain)! }),
  }));
