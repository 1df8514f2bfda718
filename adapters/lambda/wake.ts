import * as z from 'zod/mini';

/** What goes through the queue: that these records are due from a time on, in milliseconds since 1970. */
export const wakeSchema = z.object({
  due: z.number(),
  records: z.array(z.object({ kind: z.string(), workspace: z.string(), id: z.string() })),
});
export type Wake = z.output<typeof wakeSchema>;
