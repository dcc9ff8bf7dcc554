/** Products, channels, hours, priorities, service levels and ticket wishes of a provider pack. */
import { z } from 'zod';
import { list } from '../model/schema-kit.ts';
import {
  conditionSchema,
  costSchema,
  idSchema,
  packTextSchema,
  sectionSchema,
  topicPatternSchema,
} from './pack-parts.ts';
import { calendarIds } from './holidays.ts';

export const productSchema = z.strictObject({
  id: idSchema,
  /** Groups products in lists: `hosting`, `server`, `domain`, `certificate`, `addon`, `software`, `suite`. */
  family: idSchema,
  name: packTextSchema,
  tiers: list(
    z.strictObject({
      id: idSchema,
      name: packTextSchema,
      /** Facts by which it is known when nobody names it. */
      when: list(conditionSchema).optional(),
    }),
  ),
});

/** Narrows a part of the pack to some products and tiers; a missing list means all of them. */
const audience = { products: list(idSchema).optional(), tiers: list(idSchema).optional() };

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/u, 'clock');

export const hoursSchema = z.strictObject({
  id: idSchema,
  section: sectionSchema,
  text: packTextSchema,
  /** IANA name; daylight saving follows from it. */
  timeZone: z.string().min(1).max(60),
  weekly: list(z.strictObject({ days: list(z.enum(weekdays)), from: clock, to: clock })),
  holidays: list(z.enum(calendarIds)),
});
export type Hours = Readonly<z.infer<typeof hoursSchema>>;

export const channelSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['ticket', 'email', 'phone', 'whatsapp', 'chat', 'form', 'portal', 'website']),
  section: sectionSchema,
  text: packTextSchema,
  address: z.string().min(1).max(300).nullable(),
  /** Id of an entry of `hours`; null when always open or when the document gives no hours. */
  hours: idSchema.nullable(),
  price: costSchema.nullable(),
  ...audience,
});
export type Channel = Readonly<z.infer<typeof channelSchema>>;

const responseSchema = z.strictObject({
  amount: z.number().positive(),
  /** A `day` is an opening day: the same clock time on the next one. */
  unit: z.enum(['minute', 'hour', 'day']),
  /** Id of the opening hours in which the time runs; null when it runs always. */
  hours: idSchema.nullable(),
});
export type ResponseTime = Readonly<z.infer<typeof responseSchema>>;

export const prioritySchema = z.strictObject({
  id: idSchema,
  section: sectionSchema,
  text: packTextSchema,
  response: responseSchema.nullable(),
  /** Holds only for what is asked by one of these channels: a ticket has an answer time, a call may have none. */
  channels: list(idSchema).optional(),
  topics: list(topicPatternSchema).optional(),
  rootCauses: list(z.string().max(100)).optional(),
  when: list(conditionSchema).optional(),
  ...audience,
});
export type Priority = Readonly<z.infer<typeof prioritySchema>>;

/** Another time that the document promises, such as the replacement of hardware. */
export const promiseSchema = z.strictObject({
  id: idSchema,
  section: sectionSchema,
  text: packTextSchema,
  topics: list(topicPatternSchema),
  within: responseSchema.nullable(),
  ...audience,
});

const factKeys = z.strictObject({
  minutes: z.string(),
  start: z.string(),
  end: z.string(),
  period: z.string(),
  fee: z.string(),
});

/** A credit per full period of unavailability, capped per calendar month. */
export const slaSchema = z.strictObject({
  id: idSchema,
  section: sectionSchema,
  text: packTextSchema,
  availabilityPercent: z.number().positive().max(100).nullable(),
  periodMinutes: z.int().positive(),
  plans: list(
    z.strictObject({
      /** How often the customer pays. */
      period: z.enum(['month', 'year']),
      percentPerPeriod: z.number().positive(),
      /** Cap per calendar month as a fraction of the fee: [1, 2] is half of it. */
      capFraction: z.tuple([z.int().positive(), z.int().positive()]),
    }),
  ),
  currency: z.string().regex(/^[A-Z]{3}$/u, 'currency'),
  /** Calendar months are those of this zone. */
  timeZone: z.string().max(60),
  facts: factKeys,
});
export type Sla = Readonly<z.infer<typeof slaSchema>>;

export const ticketSchema = z.strictObject({
  section: sectionSchema,
  fields: list(
    z.strictObject({
      id: idSchema,
      label: packTextSchema,
      required: z.boolean(),
      section: sectionSchema,
      topics: list(topicPatternSchema).optional(),
      ...audience,
    }),
  ),
  forbidden: list(z.strictObject({ id: idSchema, text: packTextSchema, section: sectionSchema })),
  secureChannel: z
    .strictObject({ text: packTextSchema, address: z.string().max(300).nullable(), section: sectionSchema })
    .nullable(),
  subject: z.strictObject({ text: packTextSchema, section: sectionSchema }).nullable(),
  onePerProblem: z.strictObject({ text: packTextSchema, section: sectionSchema }).nullable(),
  /** What the customer ticks or writes to accept charges. */
  acceptCharges: z.strictObject({ text: packTextSchema, section: sectionSchema }).nullable(),
  notes: list(z.strictObject({ text: packTextSchema, section: sectionSchema })),
});
