// A simulator as a process of its own that tells what it holds: memory that is alive, and open files.
import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startSimulator } from "../../dist/simulator/server.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const handles = () => (process.platform === "linux" ? readdirSync("/proc/self/fd").length : null);

const { dataDir, keepFor } = JSON.parse(process.argv[2]);
const { url, token, accountId } = await startSimulator({
  dataDir,
  keepFor,
  clock: "virtual",
  runners: false,
  logLevel: "error",
});
process.on("message", () => {
  collect();
  process.send({ heap: process.memoryUsage().heapUsed, rss: process.memoryUsage().rss, handles: handles() });
});
process.on("disconnect", () => process.exit(1));
process.send({ url, token, accountId });
