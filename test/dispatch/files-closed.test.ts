/** What is read of stored files is closed again, whoever stops reading it and whatever is in it. */
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const dataDir = join(temporaryFolder("files-", afterSuite()), "data");
const box = useSandbox({ dataDir });

async function startedPlan() {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  const run = await box.sandbox.run(await readyWorkspace(box.sandbox, where));
  return { task: await agent.work(), plan: run.relationships.plan!.data.id as string };
}

/** The files of a plan that this process has open. */
const openFiles = (plan: string): readonly string[] =>
  readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`);
      return file.startsWith(dataDir) && file.includes(plan) ? [file] : [];
    } catch {
      return [];
    }
  });

it.runIf(process.platform === "linux")("a plan that is read without its secrets", async () => {
  const { task, plan } = await startedPlan();
  await task.put("plan-json", JSON.stringify({ format_version: "1.2" }));
  for (let i = 0; i < 3; i++)
    expect((await box.sandbox.get(`plans/${plan}/sanitized-json-output`)).body).toEqual({
      format_version: "1.2",
    });
  expect(openFiles(plan)).toEqual([]);
});

it.runIf(process.platform === "linux")("a log without colours whose reader goes away", async () => {
  const { task, plan } = await startedPlan();
  const line = Buffer.from(`${"x".repeat(1023)}\n`);
  const chunk = Buffer.concat(Array.from({ length: 1_000 }, () => line));
  for (let i = 0; i < 16; i++) await task.log(i * chunk.length, chunk);
  const { url, token } = box.sandbox.simulator;
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/iacp/v3/plans/${plan}/output?clean=true`, {
    headers: { Authorization: `Bearer ${token}` },
    signal: leaving.signal,
  });
  const reader = response.body!.getReader();
  expect((await reader.read()).value!.length).toBeGreaterThan(0);
  expect(openFiles(plan)).toHaveLength(1);
  leaving.abort();
  await expect.poll(() => openFiles(plan)).toEqual([]);
});

it.each(["not JSON", "[]", `${"[".repeat(50_000)}${"]".repeat(50_000)}`])(
  "a plan that is not a plan in JSON is refused, and causes no 500 (%#)",
  async (text) => {
    const { task, plan } = await startedPlan();
    await task.put("plan-json", text);
    for (const path of [
      `plans/${plan}/sanitized-json-output`,
      `/api/tfe/v2/plans/${plan}/json-output-redacted`,
    ])
      expectRefusal(await box.sandbox.get(path), { status: 409, detail: /is not a plan in JSON/ });
  },
);
