/** R15: the person's program fails and everything that it needs answers from the same seat. */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { Service, Symptom } from '../../model/vocabulary.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { serviceOfSymptom } from '../foremost.ts';
import { defineRule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

/** What has to answer for the program of each symptom. */
const needs: Partial<Readonly<Record<Symptom, readonly string[]>>> = {
  site_down: ['unreachable-web-port'],
  site_insecure_warning: ['unreachable-web-port', 'untrusted-certificate'],
  mail_cannot_send: ['unreachable-submission-port'],
  mail_app_cannot_connect: ['unreachable-imap-port', 'unreachable-submission-port'],
  ftp_cannot_connect: ['unreachable-ftp-port'],
  ssh_cannot_connect: ['unreachable-ssh-port'],
};

/** Checks that concern a program of the service; `null` for those of the seat and of every service. */
const areaPrefix: Readonly<Record<Service, RegExp>> = {
  web: /unreachable-web|certificate|handshake|page|http|redirect/u,
  mail: /mail|imap|pop3|submission|smtp|certificate|handshake|starttls|authentication|returned/u,
  ftp: /ftp|passive|certificate|handshake/u,
  ssh: /ssh/u,
  dns: /./u,
};

/** Errors about connections: a refused password or a full mailbox is another matter. */
const told = ({ facts }: RuleWorld): readonly Evidence[] =>
  stated(facts, 'app_error', 'certificate', 'timeout', 'refused', 'not_found', 'other');

const passes = (world: RuleWorld, check: string): readonly Finding[] =>
  world.findings.filter((each) => each.check === check && each.outcome === 'passed');

/** Something of the service or of the seat is wrong: then that is the answer. */
const hasTrouble = (world: RuleWorld, service: Service): boolean =>
  world.findings.some(
    ({ check, outcome, level }) =>
      (outcome === 'failed' && level === 'error') ||
      (outcome === 'failed' && level === 'warning' && areaPrefix[service].test(check)) ||
      (outcome === 'cantTell' && areaPrefix[service].test(check)),
  );

export const appSettings = defineRule({
  id: 'R15',
  rootCause: 'device.app_settings',
  match(world) {
    const { symptom } = world.facts.request;
    const service = serviceOfSymptom[symptom];
    const checks = needs[symptom];
    const said = told(world);
    if (service === null || checks === undefined || said.length === 0 || hasTrouble(world, service))
      return [];
    const passed = checks.map((check) => passes(world, check));
    if (passed.some((each) => each.length === 0)) return [];
    const seen = evidenceOf(passed.flat());
    const sure = seen.flatMap(({ observation }) => {
      const found = world.observation(observation);
      return found && 'connectMs' in found.data ? [pointAt(found, '/data/connectMs')] : [];
    });
    return [
      {
        subject: world.facts.request.target.domain,
        service,
        accused: 'customer_device',
        basis: 'one_vantage',
        questions: ['works_elsewhere', 'old_device'],
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C3',
            id: 'server_fails_at_times',
            excludedBy: sure.slice(0, 3),
          },
        ],
        evidence: [...said, ...seen.slice(0, 4)],
        explains: [],
      },
    ];
  },
});
