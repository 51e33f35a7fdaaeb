/**
 * What is wrong with a content file, in words for the person who edits it: where, why, and what to do.
 * Everything that reads content returns these; nothing here throws or prints.
 */

/** `error`: the file cannot be used; `warning`: it works, but customers would be better served if it were mended. */
export interface ContentFinding {
  level: 'error' | 'warning';
  /** Path as the editor knows it, relative to the working folder where possible. */
  file: string;
  /** From 1; 0 when the finding is about the file as a whole. */
  line: number;
  message: string;
  /** What to do about it. */
  hint: string;
}

/** Collects findings of one file. */
export interface FindingSink {
  error(line: number, message: string, hint: string): void;
  warn(line: number, message: string, hint: string): void;
}

/** A sink that appends to `findings` under one file name. */
export function sinkFor(file: string, findings: ContentFinding[]): FindingSink {
  return {
    error: (line, message, hint) => findings.push({ level: 'error', file, line, message, hint }),
    warn: (line, message, hint) => findings.push({ level: 'warning', file, line, message, hint }),
  };
}

export function hasErrors(findings: readonly ContentFinding[]): boolean {
  return findings.some((finding) => finding.level === 'error');
}

/** `faq/ru/payment.md:12: error: … → …`: one line that editors and terminals can jump to. */
export function describeFinding(finding: ContentFinding): string {
  const place = finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file;
  return `${place}: ${finding.level}: ${finding.message} → ${finding.hint}`;
}
