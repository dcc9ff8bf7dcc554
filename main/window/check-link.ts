/** `faultline://check?target=example.org&provider=some-id`: how a support desk asks for a diagnosis. It fills the form and does nothing more. */
import { z } from 'zod';
import { linkParts } from '../../diagnostics/model/request-link.ts';

export const LINK_SCHEME = 'faultline';

const linkSchema = z.strictObject({
  target: z.string().trim().min(1).max(300),
  provider: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,99}$/u)
    .nullable(),
});
export type CheckLink = Readonly<z.infer<typeof linkSchema>>;

/** Null for anything but a well-formed request; parts that are not known are no reason to refuse, a repeated one is. */
export function readCheckLink(text: string): CheckLink | null {
  const values = linkParts(text);
  const read = linkSchema.safeParse({
    target: values?.get('target'),
    provider: values?.get('provider') ?? null,
  });
  return read.success && !hasControls(read.data.target) ? read.data : null;
}

const hasControls = (text: string): boolean => /\p{Cc}|\p{Cf}|\p{Surrogate}/u.test(text);
