import * as z from 'zod/mini';

/** What `tick` tells `work`: that something is due from a time on, in milliseconds since 1970. */
export const wakeSchema = z.object({ due: z.number() });
export type Wake = z.output<typeof wakeSchema>;
