import { describe, expect, it } from 'vitest';
import { listedSendingAddress } from '../../../../diagnostics/checks/mail/listed-sending-address.ts';
import { SERVER } from '../../../support/attribution-factories.ts';
import {
  asked,
  blockListWorld as world,
  code,
  denied,
  listsNotTest,
  listsTest,
  zone,
} from '../../../support/block-list-world.ts';
import { aFacts } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

describe('listed-sending-address', () => {
  it.each([
    ['fails', [code(asked), listsTest, listsNotTest], `failed ${SERVER}`],
    ['passes', [denied(asked)], `passed ${SERVER}`],
    ['cannot tell by an error code', [code(asked, '127.255.255.254')], `cantTell ${SERVER}`],
    [
      'cannot tell by a list of the whole world',
      [code(asked), code(`1.0.0.127.${zone}`)],
      `cantTell.broken ${SERVER}`,
    ],
    ['is untested', [], `untested ${SERVER}`],
  ])('%s', (_, answers, expected) => {
    expect(judge(listedSendingAddress, aFacts(world(answers)))).toEqual([expected]);
  });
});
