// A simulator as a process of its own over a file system that fails where it is told to.
import { startSimulator } from "../../dist/simulator/server.js";
import { random } from "../support/random.mjs";
import { faultyFiles } from "./faulty-files.mjs";

const { dataDir, seed, boot } = JSON.parse(process.argv[2]);
const { files, arm } = faultyFiles(random(seed), (fault) => process.send({ fault }));
arm(boot);
process.on("message", (plan) => {
  arm(plan);
  process.send({ armed: true });
});
// Without a parent there is nobody to do this for.
process.on("disconnect", () => process.exit(1));
try {
  const { url, token, accountId } = await startSimulator({
    dataDir,
    files,
    compactAfter: 24 * 1024,
    clock: "virtual",
    runners: false,
    logLevel: "silent",
  });
  arm(null);
  process.send({ up: { url, token, accountId } });
} catch (error) {
  process.send({ failed: String(error.message) }, () => process.exit(3));
}
