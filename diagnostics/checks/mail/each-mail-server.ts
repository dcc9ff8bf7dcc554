/** The frame of checks on the mail servers that a domain names: where it names none, or where they are not known, that is said of the domain. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { namedMailServers } from '../../model/view/mail-servers.ts';
import { inapplicable, untested } from '../check.ts';

export function ofMailServers(
  facts: Facts,
  check: string,
  judge: (hosts: readonly string[], domain: string) => readonly Assertion[],
): readonly Assertion[] {
  const servers = namedMailServers(facts);
  const { status, domain } = servers;
  if (status === 'known') return judge(servers.hosts, domain);
  return [(status === 'none' ? inapplicable : untested)({ check, subject: domain, variant: 'domain' })];
}
