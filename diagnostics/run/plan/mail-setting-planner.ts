/** The person's mail settings and the recommended ones, each dialled as it stands: what differs between both decides (R63, R91). */
import type { Job } from '../../model/job.ts';
import type { MailSetting } from '../../model/mail-setting.ts';
import { isAddressLiteral } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { wants } from '../../model/view/hosts.ts';
import {
  dialoguesOf,
  givenSettings,
  recommendedSettings,
  settingRecordNames,
} from '../../model/view/mail-settings.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import { mailJob, resolverJob, systemLookupJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

const SETTINGS_AT_MOST = 8;

/** A key of its own, since another name may be dialled at the same address and port. */
const keyOf = (base: string, { security, host }: MailSetting): string =>
  boundedKey(`${base}/${security}/${host}`);

/** What has been dialled just so already is not dialled again. */
const isAnswered = (facts: Facts, setting: MailSetting): boolean =>
  dialoguesOf(facts, setting).some(({ key }) => !key.endsWith(keyOf('', setting)));

const jobsFor = (facts: Facts, setting: MailSetting): readonly Job[] =>
  isAnswered(facts, setting)
    ? []
    : dialAddresses(facts, setting.host).map((address) => {
        const { protocol, host, port, security } = setting;
        const job = mailJob(protocol, { name: host, address, port }, security);
        return { ...job, key: keyOf(job.key, setting) };
      });

export const mailSettingPlanner: Planner = {
  id: 'mail-settings',
  isWanted: (facts) => wants(facts, 'mail') && givenSettings(facts).length > 0,
  plan(facts) {
    const resolver = onePublicResolver(facts);
    const lookups = recommendedSettings(facts)
      .map(({ host }) => host)
      .filter((host) => !isAddressLiteral(host))
      .map((host) => systemLookupJob(host));
    const records = resolver
      ? settingRecordNames(facts).map((name) => resolverJob(resolver, name, 'SRV'))
      : [];
    const settings = [...givenSettings(facts), ...recommendedSettings(facts)].slice(0, SETTINGS_AT_MOST);
    return [...lookups, ...records, ...settings.flatMap((setting) => jobsFor(facts, setting))];
  },
};
