/**
 * "Олена Петрівна" → "Олено Петрівно": how somebody is spoken to in a language that bends names for it. Goes by a list of content; a
 * name that is not in it stays as it is, because a wrongly bent one is worse than a stiff one. Pure.
 */
import { z } from 'zod';

export const spokenToSchema = z
  .strictObject({
    /** Name → how its bearer is spoken to. */
    names: z.record(z.string().min(1), z.string().min(1)),
    /** Endings of the words behind a name, such as patronymics. */
    endings: z.record(z.string().min(2), z.string().min(2)),
  })
  .default({ names: {}, endings: {} });

export function createSpokenTo({
  names,
  endings,
}: z.output<typeof spokenToSchema>): (name: string) => string {
  const forms = new Map(Object.entries(names).map(([name, form]) => [keyOf(name), form]));
  const ends = Object.entries(endings).toSorted(([a], [b]) => b.length - a.length);
  return (name) => {
    const [first = '', ...rest] = name.split(' ');
    const form = forms.get(keyOf(first));
    // Half of a name bent would sound odder than none of it.
    return form === undefined ? name : [form, ...rest.map((word) => bent(word, ends))].join(' ');
  };
}

function bent(word: string, ends: readonly (readonly [string, string])[]): string {
  const found = ends.find(([end]) => word.toLowerCase().endsWith(end) && word.length > end.length);
  return found ? word.slice(0, word.length - found[0].length) + found[1] : word;
}

/** Any of the signs that people write for an apostrophe. */
function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/['ʼ`]/gu, '’');
}
