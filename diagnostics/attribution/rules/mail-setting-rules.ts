/** Rules about what the person has entered in the mail program: another server, port or protection than those that work. */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { MailSetting } from '../../model/mail-setting.ts';
import type { Observation } from '../../model/observation.ts';
import {
  dialoguesOf,
  givenSettings,
  isSameSetting,
  recommendedSettings,
  settingText,
  workingRecommendations,
} from '../../model/view/mail-settings.ts';
import { jobKey } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { namesAddress, notIntercepted } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

interface Unusable {
  readonly finding: Finding;
  readonly setting: MailSetting;
  /** Fourth part of the message key: what keeps it from working. */
  readonly how: string;
  readonly tries: readonly Observation[];
}

const unusable = (world: RuleWorld): readonly Unusable[] =>
  world.open('unusable-mail-setting').flatMap((finding) => {
    const setting = givenSettings(world.facts).find(
      (each) => `${each.protocol} ${settingText(each)}` === finding.subject,
    );
    const how = finding.message.key.split('.')[3] ?? '';
    const tries = setting ? dialoguesOf(world.facts, setting).map(({ best }) => best as Observation) : [];
    return setting ? [{ finding, setting, how, tries }] : [];
  });

const isMail = ({ kind }: Observation): boolean => kind === 'smtp' || kind === 'imap' || kind === 'pop3';

/** What other checks say of these very dialogues is the same once more, and so is the same certificate on the other mail ports. */
const alsoSeen = (world: RuleWorld, { finding, tries, setting, how }: Unusable): readonly Finding[] => {
  const ids = new Set(tries.map((each) => jobKey(each.id)));
  const isOfTheseTries = (each: Finding): boolean =>
    each.evidence.length > 0 && each.evidence.every(({ observation }) => ids.has(jobKey(observation)));
  const isSameName = (each: Finding): boolean =>
    how === 'name' &&
    each.check === 'certificate-name-mismatch' &&
    world.behind(each).some((one) => isMail(one) && one.endpoint.name === setting.host);
  return world.open().filter((each) => each !== finding && (isOfTheseTries(each) || isSameName(each)));
};

/** The settings that work, with the dialogue that shows it and the record that names them. */
function shownToWork(world: RuleWorld, setting: MailSetting): readonly Evidence[] {
  return workingRecommendations(world.facts, setting).flatMap(({ setting: { seenIn }, dialogue }) => [
    pointAt(dialogue, '/data/greeting', '/data/connectMs'),
    ...(seenIn ? [pointAt(seenIn, '/data/response/answers/0/value')] : []),
  ]);
}

const matchOf = (world: RuleWorld, each: Unusable, rest: Pick<Match, 'rivals'> & Partial<Match>): Match => {
  const working = workingRecommendations(world.facts, each.setting)[0]?.setting;
  const advised =
    working ?? recommendedSettings(world.facts).find((one) => one.protocol === each.setting.protocol);
  return {
    subject: settingText(each.setting),
    service: 'mail',
    accused: 'customer_device',
    basis: 'one_vantage',
    questions: ['app_error'],
    values: {
      setting: settingText(each.setting),
      host: each.setting.host,
      recommended: advised ? settingText(advised) : '',
    },
    evidence: [...each.finding.evidence.slice(0, 4), ...shownToWork(world, each.setting).slice(0, 3)],
    explains: [each.finding, ...alsoSeen(world, each)],
    ...rest,
  };
};

const recommendedWorks = (world: RuleWorld, setting: MailSetting): RivalTest => ({
  faultDomain: 'hosting_provider',
  control: 'C9',
  id: 'mail_service_is_down',
  excludedBy: shownToWork(world, setting).slice(0, 2),
});

/** R91: the entered server, port or protection does not work, and what is recommended does. */
const wrongSetting = defineRule({
  id: 'R91',
  rootCause: 'mail.client_setting',
  match: (world) =>
    unusable(world)
      .filter(
        ({ how, setting }) =>
          how !== 'name' &&
          // the recommended setting itself fails: then it is no matter of the program
          !recommendedSettings(world.facts).some((each) => isSameSetting(each, setting)),
      )
      .map((each) => {
        const working = workingRecommendations(world.facts, each.setting);
        return matchOf(world, each, {
          variant: working.length > 0 ? 'other_works' : 'unknown',
          isOpenQuestion: true,
          rivals: [recommendedWorks(world, each.setting)],
        });
      }),
});

/** R63: the server answers under its own name only; programs warn when another was entered. */
const serverName = defineRule({
  id: 'R63',
  rootCause: 'mail.client_server_name',
  match: (world) =>
    unusable(world)
      .filter(
        ({ how, setting }) =>
          how === 'name' && !recommendedSettings(world.facts).some((each) => each.host === setting.host),
      )
      // one server name entered for receiving and for sending is one thing to change
      .filter((each, index, all) => all.findIndex((one) => one.setting.host === each.setting.host) === index)
      .map((each) => {
        const shown = each.tries.find((one) => 'tls' in one.data && one.data.tls?.chain[0] !== undefined);
        const address = shown?.endpoint.address ?? '';
        const twins = unusable(world).filter(
          (one) => one.how === 'name' && one.setting.host === each.setting.host,
        );
        return matchOf(world, each, {
          subject: each.setting.host,
          explains: [...twins.map(({ finding }) => finding), ...alsoSeen(world, each)],
          rivals: [
            {
              faultDomain: 'hosting_provider',
              control: 'C9',
              id: 'name_is_promised',
              excludedBy: shownToWork(world, each.setting).slice(0, 2),
            },
            {
              faultDomain: 'customer_configuration',
              control: 'C6',
              id: 'wrong_address',
              excludedBy: namesAddress(world.facts, each.setting.host, address),
            },
            {
              faultDomain: 'customer_device',
              control: 'C8',
              id: 'certificate_replaced_on_the_way',
              excludedBy: notIntercepted(world.facts, shown),
            },
          ],
        });
      }),
});

/** Where the person complains of a mail program, a name that only we guessed may be the one that was entered. */
const isComplaint = ({ facts }: RuleWorld): boolean =>
  facts.request.symptom === 'mail_app_cannot_connect' || stated(facts, 'app_error', 'certificate').length > 0;

/** R63 for the customary name `mail.` below the domain: programs warn if that was entered, and work with the server's own name. */
const customaryName = defineRule({
  id: 'R63',
  rootCause: 'mail.client_server_name',
  match(world) {
    const findings = world
      .open('certificate-name-mismatch')
      .filter(({ message }) => message.key.endsWith('.server_name'));
    const shown = findings.flatMap((finding) => world.behind(finding)).find(isMail);
    if (!shown || !isComplaint(world)) return [];
    const { name: host = '', address = '' } = shown.endpoint;
    const ofHost = findings.filter((each) => world.behind(each).some((one) => one.endpoint.name === host));
    return [
      {
        subject: host,
        service: 'mail',
        accused: 'customer_device',
        basis: 'one_vantage',
        questions: ['app_error'],
        values: { setting: host, host, recommended: String(ofHost[0]!.message.values['names'] ?? '') },
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C9', id: 'name_is_promised', excludedBy: [] },
          {
            faultDomain: 'customer_configuration',
            control: 'C6',
            id: 'wrong_address',
            excludedBy: namesAddress(world.facts, host, address),
          },
        ],
        evidence: evidenceOf(ofHost).slice(0, 4),
        explains: ofHost,
      },
    ];
  },
});

export const mailSettingRules: readonly Rule[] = [serverName, customaryName, wrongSetting];
