/** Small zod shorthands shared by every schema of the model. */
import { z } from 'zod';

/** An immutable list. */
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** RFC 3339 time in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestamp = z.iso.datetime({ precision: 3 });

/** A duration in milliseconds, never negative. */
export const milliseconds = z.number().nonnegative();

/** A TCP or UDP port. */
export const portNumber = z.int().min(1).max(65535);

/** 4 or 6. */
export const addressFamily = z.union([z.literal(4), z.literal(6)]);
export type AddressFamily = z.infer<typeof addressFamily>;

/** Makes every switch over a closed union fail to compile when a member is added. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
