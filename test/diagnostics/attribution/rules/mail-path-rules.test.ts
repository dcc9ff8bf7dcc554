import { describe } from 'vitest';
import type { DataOf, Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aSession,
  at,
  fires,
  HOST,
  nobody,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { anObservation } from '../../../support/factories.ts';

type Data = Partial<DataOf<'smtp'>>;

const dialogue = (data: Data, port = 587): Observation =>
  anObservation('smtp', {
    endpoint: at(SERVER, port),
    data: { connectMs: 10, upgrade: 'not_offered', transcript: [], ...data },
  });
/** C2: servers of two other operators. */
const others = (data: Data, port = 587): readonly Observation[] =>
  ['alpha', 'beta'].map((operator, index) =>
    anObservation('smtp', {
      id: `smtp/${operator}`,
      control: 'C2',
      endpoint: { ...at(`45.0.4.${index + 1}`, port, `mx.${operator}.test`), operator },
      data: {
        connectMs: 10,
        greeting: `220 mx.${operator}.test`,
        upgrade: 'done',
        transcript: [],
        capabilities: ['STARTTLS'],
        ...data,
      },
    }),
  );
/** A mailbox that speaks TLS, from the first byte or after an upgrade. */
const encrypted = (
  kind: 'imap' | 'smtp',
  security: 'implicit' | 'starttls' = 'implicit',
  address = SERVER,
): Observation =>
  anObservation(kind, {
    endpoint: at(address, kind === 'imap' ? 993 : 465),
    input: { security, serverName: null },
    data: {
      connectMs: 10,
      greeting: '220 mail.example.test',
      upgrade: security === 'implicit' ? 'not_tried' : 'done',
      transcript: [],
      tls: aSession(),
    },
  });

const plain = dialogue({ greeting: '220 mail.example.test', capabilities: ['SIZE 10'] });
const noStarttls = (...observations: readonly Observation[]): World => ({
  observations: [plain, ...observations],
  findings: [aFinding('missing-starttls', `${HOST}:587`, [plain], { level: 'warning' })],
});
const withoutUpgrade: Data = { upgrade: 'not_offered', capabilities: ['SIZE 10'] };

describe('R67: the upgrade is not offered', () => {
  const verdict = {
    cause: 'mail.starttls_stripped',
    subject: `${HOST} (587)`,
    explains: [`missing-starttls ${HOST}:587`],
  } as const;
  fires('R67', 'a mail shield and a server setting look alike', noStarttls(encrypted('imap')), {
    ...verdict,
    ...nobody,
    missing: ['C2 mail_shield', 'C5 works_elsewhere'],
  });
  fires('R67', 'other servers do offer it from here', noStarttls(encrypted('imap'), ...others({})), {
    ...verdict,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  fires('R67', 'no server offers it from here', noStarttls(encrypted('imap'), ...others(withoutUpgrade)), {
    ...verdict,
    domain: 'customer_network',
    confidence: 'possible',
    missing: ['C5 changed_further_out', 'C5 works_elsewhere'],
  });
  trap('R67', 'a server that shows no encryption anywhere', noStarttls());
  trap(
    'R67',
    'a server that shows encryption only after an upgrade',
    noStarttls(encrypted('imap', 'starttls')),
  );
  trap('R67', 'another server speaks TLS', noStarttls(encrypted('imap', 'implicit', '45.0.3.2')));
});

describe('R67: words are painted over', () => {
  const stars = dialogue({ greeting: '220 ***********', capabilities: ['SIZE 10', 'XXXXXXXA'] });
  const painted = (...observations: readonly Observation[]): World => ({
    observations: [stars, ...observations],
    findings: [
      aFinding('masked-mail-dialogue', `${HOST}:587`, [stars], { level: 'note' }),
      aFinding('missing-starttls', `${HOST}:587`, [stars], { level: 'warning' }),
    ],
  });
  const verdict = {
    cause: 'mail.starttls_stripped.masked',
    subject: `${HOST} (587)`,
    explains: [`masked-mail-dialogue ${HOST}:587`, `missing-starttls ${HOST}:587`],
  } as const;
  const alsoStars: Data = { greeting: '220 *********', capabilities: ['XXXXXXXA'], upgrade: 'not_offered' };
  fires('R67', 'every server is painted over: near this seat', painted(...others(alsoStars)), {
    ...verdict,
    domain: 'customer_network',
    confidence: 'possible',
  });
  fires('R67', 'this server alone: near it', painted(encrypted('smtp'), ...others({})), {
    ...verdict,
    domain: 'hosting_provider',
    confidence: 'likely',
    missing: [],
  });
  fires('R67', 'without a look at others nobody is named', painted(encrypted('smtp')), {
    ...verdict,
    ...nobody,
  });
  trap('R67', 'stars alone, which a server may paint itself, and the upgrade is there', {
    observations: [stars],
    findings: [aFinding('masked-mail-dialogue', `${HOST}:587`, [stars], { level: 'note' })],
  });
});

describe('R67: another server answers', () => {
  const relay: Data = { greeting: '220 relay.access.test ESMTP', upgrade: 'not_offered' };
  const own = dialogue(relay, 25);
  const lookup = anObservation('system-lookup', {
    id: 'system-lookup/relay.access.test',
    endpoint: { name: 'relay.access.test' },
    input: { name: 'relay.access.test' },
    data: { addresses: ['86.80.12.25'] },
  });
  const led = (...observations: readonly Observation[]): World => ({
    observations: [own, ...observations],
    findings: [
      aFinding('redirected-mail-port', `${HOST}:25`, [own, ...others(relay, 25)], { level: 'warning' }),
      aFinding('missing-starttls', `${HOST}:25`, [own], { level: 'warning' }),
    ],
  });
  const verdict = {
    cause: 'network.smtp_redirected',
    subject: `${HOST} (25)`,
    explains: [`redirected-mail-port ${HOST}:25`, `missing-starttls ${HOST}:25`],
  } as const;
  fires('R67', 'the access provider’s own server answers for all', led(...others(relay, 25), lookup), {
    ...verdict,
    domain: 'access_provider',
    confidence: 'likely',
    missing: [],
  });
  fires(
    'R67',
    'the other server’s name leads nowhere: it may stand in the house',
    led(...others(relay, 25)),
    {
      ...verdict,
      domain: 'access_provider',
      confidence: 'possible',
      missing: ['C6 redirected_in_the_house', 'C5 works_elsewhere'],
    },
  );
  trap('R67', 'a cluster calls itself by a name of its own', {
    observations: [dialogue({ greeting: '220 cluster7.hoster.test' }, 25), ...others({}, 25)],
    findings: [],
  });
});
