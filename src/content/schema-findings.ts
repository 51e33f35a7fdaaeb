/**
 * What zod found wrong with a YAML file, as findings with line, key path and what is allowed. Never shows values of
 * secrets: content files hold none.
 */
import { z } from 'zod';
import type { FindingSink } from './finding.ts';
import { nearestOf } from './nearest.ts';
import { hintFor } from './schema-hint.ts';
import type { YamlData } from './yaml-file.ts';

/** Reports every issue of a failed parse of `yaml` by `schema`. */
export function reportIssues(error: z.ZodError, schema: z.ZodType, yaml: YamlData, say: FindingSink): void {
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const path = [...issue.path, key].join('.');
        const near = nearestOf(key, keysAt(schema, issue.path));
        say.error(yaml.lineOfKey(issue.path, key), 'key.unknown', { path }, near);
      }
      continue;
    }
    const path = issue.path.join('.');
    const key = issue.path.at(-1);
    const given = valueAt(yaml.value, issue.path);
    const line = yaml.lineOf(issue.path);
    if (given === undefined && key !== undefined) {
      say.error(line, 'key.missing', { path }, hintFor(issue));
    } else {
      const shown = JSON.stringify(given) ?? '—';
      say.error(line, 'key.wrong', { path, given: shown.slice(0, 80) }, hintFor(issue));
    }
  }
}

/** Keys that an object schema allows at a path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    at = unwrap(at);
    if (at instanceof z.ZodObject) at = at.shape[String(step)];
    else if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else return [];
  }
  at = unwrap(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema;
  while (true) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodPrefault)
      at = at.def.innerType;
    else if (at instanceof z.ZodPipe) at = at.def.in;
    else return at;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}
