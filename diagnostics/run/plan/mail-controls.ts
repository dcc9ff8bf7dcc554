/** Controls that SMTP dialogues ask for: is what is odd about this server odd about every server on that port (C2)? */
import type { Job } from '../../model/job.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { systemLookup } from '../../model/view/host-addresses.ts';
import { isMasked, leadsElsewhere, ownDialogues, strangeName } from '../../model/view/mail-greetings.ts';
import { perhapsOwnNames } from '../../model/view/mail-server-name.ts';
import { controlOf, mailJob, systemLookupJob } from './job-kit.ts';

const OPERATORS = 2;

/** No upgrade is offered, words are painted over, or the server says that it is another one. */
const isOdd = (facts: Facts, dialogue: ObservationOf<'smtp'>): boolean =>
  dialogue.data.upgrade === 'not_offered' || isMasked(dialogue.data) || leadsElsewhere(facts, dialogue);

/** Names by which servers call themselves, where nothing else vouches for them; the address tells whether they are somewhere else. */
const nameLookups = (facts: Facts): readonly Job[] =>
  [...new Set(ownDialogues(facts).flatMap((each) => strangeName(each) ?? []))]
    .filter((name) => systemLookup(facts, name) === undefined)
    .slice(0, 2)
    .map((name) => systemLookupJob(name, 'C2'));

/** Whether a certificate that is not for the name that was called holds the server's own name: its address tells. */
const serverNameLookups = (facts: Facts): readonly Job[] =>
  [
    ...new Set(
      (['imap', 'smtp', 'pop3'] as const).flatMap((kind) =>
        facts.jobs(kind).flatMap(({ best }) => perhapsOwnNames(best)),
      ),
    ),
  ]
    .slice(0, 3)
    .map((name) => systemLookupJob(name, 'C6'));

export function mailControls(facts: Facts): readonly Job[] {
  const odd = ownDialogues(facts).filter((each) => each.data.greeting !== undefined && isOdd(facts, each));
  const places = new Map(
    odd.map(({ endpoint }) => [`${endpoint.port} ${endpoint.family}`, endpoint] as const),
  );
  const dialogues = [...places.values()].flatMap(({ port, family }) =>
    facts.networkData.portListeners
      .filter((each) => each.family === family && each.ports.includes(port!))
      .slice(0, OPERATORS)
      .map((each) =>
        controlOf(
          mailJob(
            'smtp',
            { operator: each.operator, name: each.name, address: each.address, port: port! },
            'starttls',
          ),
          'C2',
        ),
      ),
  );
  return [...nameLookups(facts), ...serverNameLookups(facts), ...dialogues];
}
