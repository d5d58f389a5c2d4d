// Adds up the JSON reports of the test runs, prints every skipped and failed test, and ends with "N passed, N failed".
// node .ci/count.js FOLDER [FAILED_STEP...]: a step that failed without a failed test in its report counts as one.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** In these a skip is a failure: they are here to be run. */
const MUST_RUN = ['peers', 'deploy', 'real'];
const STEP_OF = {
  test: 'tests and coverage',
  peers: 'tests against other implementations',
  deploy: 'tests on batch engines',
  real: 'tests on real exports',
};

const [folder, ...failedSteps] = process.argv.slice(2);
let passed = 0;
let failed = 0;
const stepsWithFailures = new Set();

console.log('');
for (const file of readdirSync(folder).sort()) {
  const suite = basename(file, '.json');
  let failedHere = 0;
  const report = read(join(folder, file));
  for (const { name, status, message, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      const title = `${suite}: ${test.fullName}`;
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') {
        failedHere += 1;
        console.log(`FAILED  ${title}`);
      } else {
        console.log(`SKIPPED ${title}`);
        if (MUST_RUN.includes(suite)) failedHere += 1;
      }
    }
    // A file that could not be loaded has no tests in the report.
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
      failedHere += 1;
      console.log(`FAILED  ${suite}: ${name}: ${message}`);
    }
  }
  if (report.testResults.length === 0) {
    failedHere += 1;
    console.log(`FAILED  ${suite}: no tests were run`);
  }
  failed += failedHere;
  if (failedHere > 0) stepsWithFailures.add(STEP_OF[suite]);
}

for (const step of failedSteps) {
  console.log(`FAILED  step: ${step}`);
  if (!stepsWithFailures.has(step)) failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A run that was cut short leaves half a report behind. */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}
