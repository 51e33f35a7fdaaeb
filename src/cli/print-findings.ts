/** Findings for a terminal: grouped by file, errors first, coloured only where colours are shown. */
import { styleText } from 'node:util';
import { messageWithPlace, type ContentFinding } from '../content/finding.ts';

/** Prints all findings, or nothing when there are none. */
export function printFindings(findings: readonly ContentFinding[]): void {
  const files = [...new Set(findings.map((finding) => finding.file))].toSorted();
  for (const file of files) {
    const own = findings.filter((finding) => finding.file === file).toSorted((a, b) => a.line - b.line);
    console.log(styleText('bold', file));
    for (const finding of own) {
      const { level, line, hint } = finding;
      const mark = level === 'error' ? styleText('red', 'error  ') : styleText('yellow', 'warning');
      console.log(`  ${line > 0 ? `${file}:${line}` : file}  ${mark}  ${messageWithPlace(finding)}`);
      console.log(`      ${styleText('dim', `→ ${hint}`)}`);
    }
    console.log('');
  }
}

/** "2 errors, 1 warning". */
export function countFindings(findings: readonly ContentFinding[]): string {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  const warnings = findings.length - errors;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}
