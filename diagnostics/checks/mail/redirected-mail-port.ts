/** Another server answers in the place of this one, and of any other on that port (R67). Said only where others were asked as well. */
import { endpointSubject } from '../../model/view/endpoints.ts';
import {
  greetingName,
  neutralDialogues,
  ownDialogues,
  sameServerForAll,
} from '../../model/view/mail-greetings.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, failed, passed } from '../check.ts';

const check = 'redirected-mail-port';

export const redirectedMailPort = defineCheck({
  id: check,
  area: 'mail',
  needs: ['smtp'],
  evaluate: (facts) =>
    ownDialogues(facts)
      .filter((each) => neutralDialogues(facts, each).length >= 2)
      .map((dialogue) => {
        const same = sameServerForAll(facts, dialogue);
        const said = {
          check,
          subject: endpointSubject(facts, dialogue),
          values: { port: dialogue.endpoint.port ?? 0, name: greetingName(dialogue.data) ?? '' },
          evidence: [dialogue, ...same].map((each) => pointAt(each, '/data/greeting', '/failure/code')),
        };
        return same.length > 0 ? failed(said) : passed(said);
      }),
});
