/** The person’s own word on something that no packet shows; the questions stand in `model/questions.ts`. */
import { z } from 'zod';

export const statementInput = z.object({ question: z.string().max(100) });
export const statementData = z.object({ value: z.string().max(100) });
