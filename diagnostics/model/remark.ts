/** What is said beside the problems and is nobody’s fault: verdicts of the catalogue that end in “nothing is wrong”. */
import { z } from 'zod';
import { evidenceListSchema, messageSchema } from './message.ts';

export const remarkSchema = z.object({
  /** Number in the rule catalogue. */
  rule: z.string().max(10),
  message: messageSchema.readonly(),
  evidence: evidenceListSchema,
});
export type Remark = Readonly<z.infer<typeof remarkSchema>>;
