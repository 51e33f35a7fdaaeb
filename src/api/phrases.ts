/** Words by code: the console says them in the operator's language, and shows the English beside them where it does not know the code. */
import { z } from 'zod';

export const ApiPhrase = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ApiPhrase = z.infer<typeof ApiPhrase>;
