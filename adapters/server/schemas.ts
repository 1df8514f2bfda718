import { z } from 'zod';
import { entrySchema, topicsSchema, worldSchema } from '../../src/concepts/schema.ts';

/** The JSON Schemas that editors complete and check content with, by file name below `content/`. */
export const editorSchemas: Readonly<Record<string, unknown>> = {
  'entry.schema.json': z.toJSONSchema(entrySchema, { io: 'input' }),
  'topics.schema.json': z.toJSONSchema(topicsSchema, { io: 'input' }),
  'world.schema.json': z.toJSONSchema(worldSchema, { io: 'input' }),
};
