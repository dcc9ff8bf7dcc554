import { describe } from 'vitest';
import { listedSendingAddress } from '../../../../diagnostics/checks/mail/listed-sending-address.ts';
import { fires, HOST, judgedWorld, SERVER, trap } from '../../../support/attribution-factories.ts';
import {
  asked,
  blockListWorld as world,
  code,
  denied,
  listsNotTest,
  listsTest,
  zone,
} from '../../../support/block-list-world.ts';
import { txt } from '../../../support/dns-factories.ts';

const judged = (...given: Parameters<typeof world>) => judgedWorld([listedSendingAddress], world(...given));

describe('R39', () => {
  const listed = {
    cause: 'mail.sender_listed',
    subject: SERVER,
    domain: 'hosting_provider',
    explains: ['listed-sending-address'],
  } as const;
  fires('R39', 'a shared server on a list that works', judged([code(asked), listsTest, listsNotTest]), {
    cause: listed.cause,
    subject: SERVER,
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
  });
  fires('R39', 'nobody asked whether the list works', judged([code(asked)]), {
    cause: listed.cause,
    subject: SERVER,
    domain: 'hosting_provider',
    confidence: 'possible',
    missing: ['C6 block_list_broken'],
  });
  fires(
    'R39',
    'the domain does not say that it sends from there',
    judged([code(asked), listsTest, listsNotTest], [txt(HOST, 'v=spf1 -all')]),
    { cause: listed.cause, confidence: 'possible', missing: ['C9 other_sending_address'] },
  );
  trap(
    'R39',
    'the list holds the whole world',
    judged([code(asked), listsTest, code(`1.0.0.127.${zone}`)]),
    [],
  );
  trap('R39', 'the list refuses this resolver', judged([code(asked, '127.255.255.254')]), []);
  trap('R39', 'somebody invents answers', judged([code(asked, '45.0.9.1')]), []);
  trap('R39', 'a code for home lines', judged([code(asked, '127.0.0.10')]), []);
  trap('R39', 'it is not listed', judged([denied(asked)]), []);
});
