/** The frame of the checks of what is open behind a login: one assertion for the login that was taken. */
import type { Assertion } from '../../model/finding.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import { loginAt, type SshLogin } from '../../model/view/ssh-login.ts';
import { defineCheck, untested, type Check, type Said } from '../check.ts';

export const loginCheck = (id: string, evaluate: (login: SshLogin, said: Said) => Assertion): Check =>
  defineCheck({
    id,
    area: 'ssh',
    needs: ['ssh', 'ssh-login'],
    evaluate: (facts) =>
      facts.jobs('ssh').flatMap(({ best }) => {
        const login = best.control === undefined ? loginAt(facts, best) : undefined;
        if (login === undefined) return [];
        const said = { check: id, subject: endpointSubject(facts, best) };
        return [login.data.login === 'accepted' ? evaluate(login, said) : untested(said)];
      }),
  });
