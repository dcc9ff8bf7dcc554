/** What the provider itself says of its incidents, read from the machine-readable feed of its status page (control C9). */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';

export const statusFeedInput = z.object({ url: z.string().max(500) });

export const statusEntrySchema = z.object({
  /** The provider's own words, shortened. */
  title: z.string().max(300),
  text: z.string().max(600),
  /** RFC 3339; absent when the feed gives none that can be read. */
  startedAt: z.string().max(40).optional(),
  updatedAt: z.string().max(40).optional(),
  /** Not yet declared over. Work that is only announced is not open. */
  isOpen: z.boolean(),
  /** Parts of the platform that it names. */
  components: list(z.string().max(200)),
});
export type StatusEntry = Readonly<z.infer<typeof statusEntrySchema>>;

export const statusFeedData = z.object({
  connectMs: milliseconds.optional(),
  status: z.int().optional(),
  /** `statuspage`: summary.json as Statuspage and its kin give it; `atom`: RFC 4287; `rss`: RSS 2.0; `unknown`: anything else. */
  format: z.enum(['statuspage', 'atom', 'rss', 'unknown']).optional(),
  /** The certificate of the feed is trusted and covers its host: else anybody on the way may have written it. */
  isAuthentic: z.boolean().optional(),
  entries: list(statusEntrySchema).optional(),
});
