/** What the task `shop.hours` answers: plain JSON in the customer's language. */

/** `opens`: when people are there next, "tomorrow at 10:00"; "" while they are there, or when no opening is planned. */
export type HoursAnswer = { open: boolean; opens: string };
