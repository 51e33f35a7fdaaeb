/** The five-step order dialog that every bot of the bench runs: what the customer writes and what must come back. */

export const DIALOG = [
  { say: 'check the demo order', mark: 'Step 1', reply: 'Step 1. Please send your order number.' },
  { say: '100123', mark: 'Step 2', reply: 'Step 2. Thank you. Now the six digits of the code, please.' },
  { say: '482913', mark: 'Step 3', reply: 'Step 3. Is the delivery address Main street 1 right?' },
  { say: 'yes', mark: 'Step 4', reply: 'Step 4. How shall we tell you? 1 by mail, 2 by message.' },
  { say: '2', mark: 'Step 5', reply: 'Step 5. The order is on its way; we tell you when it is there.' },
] as const;

export const UNCLEAR = 'I did not understand that. Please try again.';

/** What a step takes besides the first: order number, code, yes or no, a choice. */
export const TAKES: readonly RegExp[] = [/^/, /^\d{4,}$/, /^\d{6}$/, /^(yes|no)$/, /^[12]$/];
