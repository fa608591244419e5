// Prints each failed test in the reports of a folder with its whole messages: `node .ci/failures.mjs <folder>`.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
  const { testResults = [] } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  for (const { name: file, message, assertionResults } of testResults) {
    const where = relative(process.cwd(), file);
    if (message) console.log(`\n-- ${where}\n${message}`);
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === "failed") console.log(`\n-- ${where}: ${fullName}\n${failureMessages.join("\n")}`);
  }
}
