/** `faultline://check?target=example.org&provider=some-id`: how a support desk asks for a diagnosis. It fills the form and does nothing more. */
import { z } from 'zod';

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
  if (text.length > 2_000) return null;
  const [, query] = /^faultline:(?:\/\/)?check\/?\?([^#]*)$/iu.exec(text) ?? [];
  if (query === undefined) return null;
  const values = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', value = ''] = part.split('=', 2).map(decoded);
    if (values.has(name)) return null;
    values.set(name, value);
  }
  const read = linkSchema.safeParse({
    target: values.get('target'),
    provider: values.get('provider') ?? null,
  });
  return read.success && !hasControls(read.data.target) ? read.data : null;
}

const hasControls = (text: string): boolean => /\p{Cc}|\p{Cf}|\p{Surrogate}/u.test(text);

/** A broken percent form stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
