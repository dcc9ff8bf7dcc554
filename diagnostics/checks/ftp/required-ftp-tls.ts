/** The server takes no user name in clear: a policy, which a program that is set to plain FTP meets with an error (RFC 4217 section 4, R74). */
import { endpointSubject } from '../../model/view/endpoints.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

/** 534 says so by its number (RFC 2228 section 5); others say it in words with 421, 503, 530 or 550. */
const wantsTls = (reply: string): boolean =>
  reply.startsWith('534') || /\b(?:tls|ssl|ftps|encrypt\w*|clear-?text|auth (?:first|tls))\b/i.test(reply);

export const requiredFtpTls = defineCheck({
  id: 'required-ftp-tls',
  area: 'ftp',
  needs: ['ftp'],
  evaluate: (facts) =>
    facts
      .jobs('ftp')
      .filter((job) => job.best.input.login === 'name_only')
      .map(({ best }) => {
        const reply = best.data.loginReply;
        const found = {
          check: 'required-ftp-tls',
          subject: endpointSubject(facts, best),
          values: { reply: (reply ?? '').slice(0, 300) },
          evidence: [pointAt(best, '/data/loginReply', '/failure/code')],
        };
        if (reply === undefined) return untested(found);
        if (best.failure === undefined) return passed(found);
        return wantsTls(reply) ? failed(found) : cantTell(found);
      }),
});
