/**
 * Prints what was left out, and the plain closing line `N passed, N failed`, after everything else; a suite that could not
 * run counts as failed.
 */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    const leftOut = results.testResults.flatMap((suite) =>
      suite.testResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
    );
    process.once('exit', () => {
      for (const name of leftOut) process.stdout.write(`left out: ${name}\n`);
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skipped}\n`);
    });
  }
}
