/** Answers of name servers to questions out of the ordinary. */
import type { Failure } from '../../diagnostics/model/failure.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import { conductInput, type ConductQuestion } from '../../diagnostics/model/view/server-conduct.ts';
import { aResponse, type ResponsePartial } from './dns-factories.ts';
import { aFacts, anObservation } from './factories.ts';

export const aConduct = (
  question: ConductQuestion,
  address: string,
  {
    failure,
    response,
    ra = false,
  }: { readonly failure?: Failure; readonly response?: ResponsePartial; readonly ra?: boolean },
): Observation => {
  const whole = response && aResponse({ aa: false, ...response });
  return anObservation('server-conduct', {
    id: `server-conduct/${question}/${address}`,
    endpoint: { address, port: 53 },
    input: conductInput(aFacts(), question, 'example.test'),
    data: whole ? { response: { ...whole, flags: { ...whole.flags, ra } } } : {},
    ...(failure && { failure }),
  });
};
