import * as z from 'zod/mini';

/** What goes through the queue. */

/** That these records are due from a time on, in milliseconds since 1970. */
const wakeSchema = z.object({
  due: z.number(),
  records: z.array(z.object({ kind: z.string(), workspace: z.string(), id: z.string() })),
});
export type Wake = z.output<typeof wakeSchema>;

/** A request to Slack that there was no time for, without the token; of no use after a time. */
const callSchema = z.object({
  call: z.object({
    url: z.string(),
    type: z.string(),
    body: z.string(),
    until: z.number(),
    /** The platform's id of the request that led to it. */
    request: z.optional(z.string()),
  }),
});
export type Call = z.output<typeof callSchema>['call'];

export const messageSchema = z.union([wakeSchema, callSchema]);
export type Message = z.output<typeof messageSchema>;
