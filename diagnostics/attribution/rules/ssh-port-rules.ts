/** Where the server login (SSH) is offered: another port than the usual one. */
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

const USUAL_PORT = 22;

/** Sessions at the published ports, by address, in which an SSH server said who it is. */
const published = (world: RuleWorld, address: string | undefined) =>
  world.facts
    .jobs('ssh')
    .map(({ best }) => best)
    .filter(
      ({ endpoint, data }) =>
        endpoint.address === address && endpoint.port !== USUAL_PORT && data.identification !== undefined,
    );

/** R78: the usual port is closed, and the provider publishes another one, which answers. */
const otherPort = defineRule({
  id: 'R78',
  rootCause: 'ssh.other_port',
  match(world) {
    const findings = world
      .open('unreachable-ssh-port')
      .filter((finding) => world.behind(finding)[0]?.endpoint.port === USUAL_PORT)
      .filter((finding) => published(world, world.behind(finding)[0]?.endpoint.address).length > 0);
    const first = findings[0];
    if (first === undefined) return [];
    const { name, address = '' } = world.behind(first)[0]!.endpoint;
    const open = findings.flatMap((finding) => published(world, world.behind(finding)[0]?.endpoint.address));
    const match: Match = {
      subject: name ?? address,
      service: 'ssh',
      accused: 'customer_device',
      basis: 'own_words',
      values: {
        address,
        ports: [...new Set(open.map(({ endpoint }) => endpoint.port))].join(', '),
      },
      rivals: [
        {
          faultDomain: 'hosting_provider',
          control: 'C9',
          excludedBy: open.slice(0, 2).map((each) => pointAt(each, '/data/identification')),
          id: 'ssh_stopped',
        },
        { faultDomain: 'hosting_provider', control: 'C0', excludedBy: [], id: 'program_uses_published_port' },
      ],
      evidence: evidenceOf(findings),
      explains: findings,
    };
    return [match];
  },
});

export const sshPortRules: readonly Rule[] = [otherPort];
